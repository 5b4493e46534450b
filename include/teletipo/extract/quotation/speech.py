"""What one sentence tells of speech, before anybody is named: content, cue and where the speaker stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from teletipo.extract.attribution.sources import SourceExpression
from teletipo.extract.parse.phrases import Phrase
from teletipo.extract.parse.quoted import Piece

Stretch = tuple[int, int]


@dataclass(slots=True)
class Speech:
    """One piece of reported speech. ``content`` and ``cue`` are code-point stretches, phrases are tokens.

    ``speaker`` is None where the speaker is dropped, shared or carried on; ``verb`` is then the token whose
    subject is asked for. ``carried`` marks a quotation that goes on without a cue of its own.
    """

    content: list[Stretch]
    rule: str
    sentence: int
    cue: list[Stretch] = field(default_factory=list)
    lemma: str | None = None
    kind: str = "say"
    verb: int | None = None
    speaker: Phrase | None = None
    addressee: Phrase | None = None
    pieces: list[Piece] = field(default_factory=list)
    carried: bool = False
    shared: bool = False
    postposed: bool = False
    form: str = "finite"
    impersonal: bool = False
    attributed: bool = False
    cites: list[SourceExpression] = field(default_factory=list)
    relayed: list[SourceExpression] = field(default_factory=list)

    @property
    def pieces_only(self) -> bool:
        """Whether the content is nothing but quoted pieces."""
        inner = {(piece.inner_start, piece.inner_end) for piece in self.pieces}
        return bool(inner) and all(stretch in inner for stretch in self.content)
