"""What changed between versions: the words that came and went, and nothing that stayed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from teletipo.relate.changes import WORDS_COMPARED, Piece, changes

FIRST = "Un sismo sacudió Arica.\n\nDejó 12 heridos, según la policía.\n\nHay cortes de luz."


def test_a_mended_figure_is_shown_among_the_words_that_stayed() -> None:
    assert changes(FIRST, FIRST.replace("12", "19")) == (
        (
            Piece("kept", "Dejó"),
            Piece("removed", "12"),
            Piece("added", "19"),
            Piece("kept", "heridos, según la policía."),
        ),
    )


def test_paragraphs_that_came_and_that_went() -> None:
    assert changes(FIRST, f"{FIRST}\n\nSe espera lluvia.") == ((Piece("added", "Se espera lluvia."),),)
    assert changes(FIRST, FIRST.removeprefix("Un sismo sacudió Arica.")) == (
        (Piece("removed", "Un sismo sacudió Arica."),),
    )


def test_a_passage_written_anew_is_not_shredded_into_the_words_it_happens_to_share() -> None:
    later = FIRST.replace("Hay cortes de luz.", "El presidente viajará a la zona.")
    assert changes(FIRST, later) == (
        (Piece("removed", "Hay cortes de luz."), Piece("added", "El presidente viajará a la zona.")),
    )


def test_layout_is_no_change() -> None:
    assert changes(FIRST, FIRST.replace(" ", "\n").replace("\n\n", "\n \n\n")) == ()


def test_a_passage_too_long_to_compare_is_shown_whole() -> None:
    before = " ".join(["luz"] * (WORDS_COMPARED + 1))
    assert changes(before, f"{before} agua") == ((Piece("removed", before), Piece("added", f"{before} agua")),)


@given(st.lists(st.sampled_from(["a", "b", "c", "\n\n"])), st.lists(st.sampled_from(["a", "b", "c", "\n\n"])))
def test_what_was_removed_and_added_accounts_for_every_word(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    found = [piece for passage in changes(before, after) for piece in passage]
    gained = sum(len(piece.text.split()) for piece in found if piece.fate == "added")
    lost = sum(len(piece.text.split()) for piece in found if piece.fate == "removed")
    assert gained - lost == len(after.split()) - len(before.split())
    assert bool(found) == (_blocks(before) != _blocks(after))


def _blocks(text: str) -> list[list[str]]:
    return [block.split() for block in text.split("\n\n") if block.split()]
