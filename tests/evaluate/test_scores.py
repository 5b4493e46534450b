from dataclasses import replace

import pytest

from teletipo.evaluate.gold import load_folder, read
from teletipo.evaluate.matching import map_entities
from teletipo.evaluate.scores import LAYERS, score
from teletipo.evaluate.summary_score import rouge_l, rouge_n, words
from teletipo.evaluate.tally import Share, Tally, in_sentence
from teletipo.model import Entity, Mention, Span


@pytest.fixture
def seed(raw_of):
    return read(raw_of("seed"))


@pytest.fixture
def answers(seed, annotator):
    return annotator(seed)


def renamed(entities):
    """The same entities under ids of the system's own."""
    return tuple(replace(entity, id=f"x-{entity.id}") for entity in entities)


def test_every_annotation_scores_full_marks_against_itself(gold_dir, annotator):
    for raw in load_folder(gold_dir):
        gold = read(raw)
        layers = score(gold, annotator(gold))
        assert tuple(layers) == LAYERS
        scores = {f"{name}.{m}": c.score for name, layer in layers.items() for m, c in layer.metrics.items()}
        assert {name: value for name, value in scores.items() if value not in {None, 1.0}} == {}, gold.id
        assert [slip for layer in layers.values() for slip in layer.slips] == [], gold.id


def test_an_analysis_that_abstains_misses_everything_and_raises_no_alarm(seed, answers):
    layers = score(seed, replace(answers, entities=(), quotations=(), attributions=(), temporal_expressions=()))
    assert layers["quotations"].metrics["match"] == Tally(0, 0, 13)
    assert layers["attributions"].metrics["match"] == Tally(0, 0, 6)
    assert layers["temporal"].metrics["strict"] == Tally(0, 0, 3)
    assert {slip.kind for slip in layers["quotations"].slips} == {"missed"}


def test_the_systems_own_ids_do_not_matter(seed, answers):
    ours = replace(
        answers,
        entities=renamed(answers.entities),
        quotations=tuple(
            replace(q, speaker=f"x-{q.speaker}", addressee=q.addressee and f"x-{q.addressee}")
            for q in answers.quotations
        ),
        attributions=tuple(replace(a, chain=tuple(f"x-{link}" for link in a.chain)) for a in answers.attributions),
    )
    layers = score(seed, ours)
    assert layers["quotations"].metrics["speaker"].score == 1
    assert layers["attributions"].metrics["chain"].score == 1
    assert layers["attributions"].metrics["relay"] == Tally(3, 3, 3)


def test_the_wrong_speaker_is_counted_and_told(seed, answers):
    first, *rest = answers.quotations
    layer = score(seed, replace(answers, quotations=(replace(first, speaker="e2"), *rest)))["quotations"]
    assert layer.metrics["speaker"] == Share(12, 13)
    assert layer.metrics["speaker_all"] == Tally(12, 13, 13)
    (slip,) = layer.slips
    assert slip.note.startswith("is Kim Jong-un, found Vladímir Putin")
    assert "afirmó [[su disposición de apoyar" in slip.where


def test_half_of_a_quotation_is_enough_and_less_is_not(seed, answers):
    first, *rest = answers.quotations
    (content,) = first.content
    half = (content.end - content.start) // 2

    def matches(length):
        shorter = replace(first, content=(Span.of(seed.text, content.start, content.start + length),))
        return score(seed, replace(answers, quotations=(shorter, *rest)))["quotations"].metrics["match"].right

    assert matches(half + 1) == 13
    assert matches(half - 1) == 12


def test_verbatim_pieces_must_be_exact(seed, answers):
    cut = tuple(
        replace(q, verbatim=tuple(Span.of(seed.text, s.start, s.end - 1) for s in q.verbatim))
        for q in answers.quotations
    )
    metrics = score(seed, replace(answers, quotations=cut))["quotations"].metrics
    assert metrics["verbatim"] == Tally(0, 5, 5)
    assert metrics["match"].score == 1


def test_a_chain_with_one_link_too_few_is_wrong(seed, answers):
    first, *rest = answers.attributions
    layer = score(seed, replace(answers, attributions=(replace(first, chain=first.chain[:2]), *rest)))["attributions"]
    assert layer.metrics["chain"] == Share(5, 6)
    assert layer.metrics["chain_all"] == Tally(5, 6, 6)
    assert layer.slips[0].note.endswith(
        "found carta de Kim Jong-un a Putin → Agencia Central de Noticias de Corea (KCNA)"
    )


def test_one_person_split_in_two_is_half_wrong(seed, answers):
    kim = answers.entities[0]
    halves = (replace(kim, mentions=kim.mentions[:10]), replace(kim, id="x", mentions=kim.mentions[10:]))
    ours = replace(answers, entities=(*halves, *answers.entities[1:]))
    metrics = score(seed, ours)["entities"].metrics
    assert metrics["names"].score == 1
    assert metrics["nominal"].right == metrics["nominal"].wanted - 1
    assert metrics["pronominal"].right == metrics["pronominal"].wanted - 3


def test_a_country_found_as_a_person_is_a_name_of_the_wrong_type(seed, answers):
    ours = tuple(replace(e, type="PER") if e.name == "Corea del Norte" else e for e in answers.entities)
    layer = score(seed, replace(answers, entities=ours))["entities"]
    assert layer.metrics["names"].right == layer.metrics["name_spans"].right - 2
    assert {slip.note for slip in layer.slips} == {"is GPE, found as PER"}


def test_a_region_found_as_a_location_is_right(seed, answers):
    ours = tuple(replace(e, type="LOC") if e.type == "GPE" else e for e in answers.entities)
    assert score(seed, replace(answers, entities=ours))["entities"].metrics["names"].score == 1


def test_wikidata_ids_are_right_wrong_or_not_judged(raw_of, annotator):
    gold = read(raw_of("synthetic-01"))
    answers = annotator(gold)

    def wikidata(**ids):
        ours = tuple(replace(e, wikidata=ids.get(e.id, e.wikidata)) for e in answers.entities)
        return score(gold, replace(answers, entities=ours))["entities"].metrics["wikidata"]

    full = wikidata()
    assert full.score == 1
    assert wikidata(e3="Q1") == Tally(full.right - 1, full.found, full.wanted)
    assert wikidata(e3=None) == Tally(full.right - 1, full.found - 1, full.wanted)
    assert wikidata(e5="Q1") == Tally(full.right, full.found + 1, full.wanted), "an invented person has no id"
    assert wikidata(e2="Q1") == full, "the annotator gave the agency none: not judged"


def test_a_country_inside_a_phrase_ties_the_country_and_not_the_leader():
    text = "el dirigente norcoreano"
    leader = Mention(0, 23, text, "nominal")
    country = Mention(13, 23, "norcoreano", "adjectival")
    wanted = [
        Entity("kim", "Kim", "PER", None, None, (leader,)),
        Entity("prk", "Corea del Norte", "GPE", None, None, (country,)),
    ]
    found = [Entity("1", "Corea del Norte", "GPE", None, None, (country,))]
    assert map_entities(wanted, found).wanted_of == {"1": "prk"}


def test_a_title_beside_its_name_is_not_judged_and_elsewhere_is_a_false_alarm(raw_of, annotator):
    gold = read(raw_of("synthetic-01"))
    answers = annotator(gold)

    def nominal(phrase, entity="e5"):
        start = gold.text.index(phrase)
        extra = Mention(start, start + len(phrase), phrase, "nominal")
        ours = tuple(replace(e, mentions=(*e.mentions, extra)) if e.id == entity else e for e in answers.entities)
        return score(gold, replace(answers, entities=ours))["entities"].metrics["nominal"]

    full = score(gold, answers)["entities"].metrics["nominal"]
    assert nominal("la ministra colombiana de Exteriores") == full
    assert nominal("la ministra colombiana de Exteriores", entity="e6") == Tally(
        full.right, full.found + 1, full.wanted
    )
    assert nominal("una declaración conjunta") == Tally(full.right, full.found + 1, full.wanted)


def test_the_head_of_a_long_phrase_stands_for_it_and_another_phrase_inside_does_not():
    text = "Un agente que habló con los medios"
    wanted = [Entity("agent", "agente", "PER", None, None, (Mention(0, 34, text, "nominal"),))]
    agent = Entity("1", "agente", "PER", None, None, (Mention(0, 9, "Un agente", "nominal"),))
    media = Entity("2", "medios", "ORG", None, None, (Mention(24, 34, "los medios", "nominal"),))
    assert map_entities(wanted, [media, agent]).wanted_of == {"1": "agent"}
    assert map_entities(wanted, [media]).wanted_of == {}


def test_an_event_is_right_by_root_code_and_whole_by_its_actors(raw_of, annotator):
    gold = read(raw_of("synthetic-01"))
    answers = annotator(gold)
    first, second, *rest = answers.events
    ours = (replace(first, cameo="0312"), replace(second, cameo="190"), *rest)
    metrics = score(gold, replace(answers, events=ours))["events"].metrics
    assert metrics["root"] == Tally(6, 7, 7)
    swapped = (replace(first, source=first.target, target=first.source), second, *rest)
    metrics = score(gold, replace(answers, events=swapped))["events"].metrics
    assert metrics["actors"] == Tally(6, 7, 7)


def test_a_layer_that_was_not_annotated_is_not_judged(seed, answers):
    layers = score(replace(seed, events=(), unattributed=()), answers)
    assert layers["events"].metrics == layers["unattributed"].metrics == {}
    assert layers["events"].slips == layers["unattributed"].slips == ()


def test_a_temporal_expression_one_word_off_is_near_and_two_words_off_is_not(seed, answers):
    months = next(t for t in answers.temporal_expressions if t.text == "pocos meses después")

    def near(text):
        start = seed.text.index(text)
        moved = replace(months, start=start, end=start + len(text), text=text)
        metrics = score(seed, replace(answers, temporal_expressions=(moved,)))["temporal"].metrics
        return metrics["strict"].right, metrics["near"].right, metrics["relaxed"].right

    assert near("pocos meses después") == (1, 1, 1)
    assert near("pocos meses") == (0, 1, 1)
    assert near("meses") == (0, 1, 1)
    assert near("ocurre pocos meses después de que") == (0, 0, 1)


def test_rouge_keeps_accented_words_whole():
    assert words("Pionyang «éxito y victoria», 8-M") == ["pionyang", "éxito", "y", "victoria", "8", "m"]
    assert words("e\u0301xito") == ["éxito"]


def test_rouge_by_hand():
    wanted, found = words("the cat sat on the mat"), words("the cat lay on a mat")
    assert rouge_n(wanted, found, 1) == pytest.approx(4 / 6)
    assert rouge_n(wanted, found, 2) == pytest.approx(1 / 5)
    assert rouge_l(wanted, found) == pytest.approx(4 / 6)
    assert rouge_n([], [], 1) == 0


def test_a_span_is_shown_in_its_sentence():
    text = "Lima (EFE).- El Gobierno habló. «No», dijo. La U.S. Navy calló.\n\nFin."
    start = text.index("dijo")
    assert in_sentence(text, [Span.of(text, start, start + 4)]) == "«No», [[dijo]]."
    start = text.index("Navy")
    assert in_sentence(text, [Span.of(text, start, start + 4)]) == "La U.S. [[Navy]] calló."
    start = text.index("La U.S.")
    assert in_sentence(text, [Span.of(text, start, start + 2)]) == "[[La]] U.S. Navy calló."
    assert not in_sentence(text, [])
