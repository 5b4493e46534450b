from teletipo.evaluate.gold import problems
from teletipo.evaluate.transfer import onto


def raw(text, *pieces):
    spans = [{"start": text.index(p), "end": text.index(p) + len(p), "text": p} for p in pieces]
    return {"report": {"text": text}, "unattributed": spans}


def carried(text, new, *pieces):
    moved = onto(raw(text, *pieces), new)
    return [span["text"] for span in moved.raw["unattributed"]], moved.lost


def test_the_same_text_changes_nothing():
    before = raw("Uno dos", "dos")
    assert onto(before, "Uno dos").raw is before


def test_a_leading_space_and_a_new_paragraph_shift_the_spans():
    text = " date 2026-01-08 El intercambio. Kim afirmó."
    new = "date 2026-01-08\n\nEl intercambio. Kim afirmó."
    assert carried(text, new, "2026-01-08", "El intercambio", "Kim") == (["2026-01-08", "El intercambio", "Kim"], ())


def test_a_span_that_was_rewritten_keeps_what_is_left():
    pieces, lost = carried(
        "El  Gobierno &amp; el Senado callan.", "El Gobierno & el Senado callan.", "Gobierno &amp; el"
    )
    assert pieces == ["Gobierno & el"]
    assert lost == ()


def test_a_span_that_is_gone_is_told_and_stays_as_a_miss():
    text = "MADRID, 18 Feb. -\nHabla la ministra.\n"
    pieces, lost = carried(text, "Habla la ministra.\n", "18 Feb.", "ministra")
    assert pieces == ["", "ministra"]
    assert lost == ("18 Feb.",)


def test_nothing_left_at_all():
    assert carried("abc", "", "b") == ([""], ("b",))


def test_every_span_of_a_real_annotation_still_is_its_slice(raw_of):
    seed = raw_of("seed")
    new = seed["report"]["text"].strip().replace("date 2026-01-08 ", "date 2026-01-08\n\n").replace(" KCNA", " KCNA")
    moved = onto(seed, new)
    assert list(problems(moved.raw)) == []
    assert moved.lost == ()
    before = [span["text"] for q in seed["quotations"] for span in q["content"]]
    assert [span["text"] for q in moved.raw["quotations"] for span in q["content"]] == before
