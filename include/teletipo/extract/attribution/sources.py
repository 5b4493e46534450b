"""Expressions that name a source: "según informó la agencia X y recogió la prensa", "citing a draft seen by Y".

A source expression is a cue, the phrase that it introduces, and what trails it: whom the source cites
(earlier in the chain) and who passed it on (later in the chain).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from teletipo.extract.attribution.source_phrases import BARE, TAIL, SourcePhrases
from teletipo.extract.attribution.source_words import PhraseIndex
from teletipo.extract.parse.phrases import Phrase, noun_phrase, simple_phrase
from teletipo.extract.parse.sheet import Unit
from teletipo.extract.quotation.segments import match_at
from teletipo.extract.quotation.subjects import subject_after, subject_before

TELLING = frozenset({"say", "express", "announce", "report", "show", "tell", "hold"})


@dataclass(slots=True)
class SourceExpression:
    """Tokens ``first:last``; ``cue`` is the stretch of tokens that introduces ``source``.

    ``origins`` are whom the source cites, ``relays`` who passed it on, each with the cue's tokens.
    """

    first: int
    last: int
    cue: tuple[int, int]
    source: Phrase | None
    verb: int | None = None
    addressee: Phrase | None = None
    origins: list[tuple[tuple[int, int], Phrase]] = field(default_factory=list)
    relays: list[tuple[tuple[int, int], Phrase]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SourceReader(SourcePhrases):
    """Reads source expressions out of a sheet with one language's words."""

    def according(self, index: int, stop: int) -> SourceExpression | None:
        """Reads "según X", "según informó X", "as reported by X" at ``index``, with all that trails it.

        "Según ha informado en una nota" names nobody: there ``source`` is None and ``verb`` is set.
        """
        learned = self._learned(index, stop)
        if learned is not None:
            return learned
        after = match_at(self.sheet, index, stop, self.sources.according)
        if after is None:
            return None
        opener = tuple(self.sheet.low[index:after])
        verb = self._telling_verb(after, stop)
        if verb is None and opener in self.sources.need_verb:
            return None
        cue_last = verb + 1 if verb is not None else after
        begin = self.over_time(cue_last, stop) if verb is not None else cue_last
        cue_last, begin = self.over_vessel(cue_last, begin, stop)
        source = self.phrase(begin, stop)
        if source is None and verb is not None:
            source = self.phrase(self._past_addressee(begin, stop), stop) or self._subject(cue_last, stop)
        if source is None:
            return self._dropped(index, cue_last, verb)
        if self.sheet.low[self.head(source)] in self.sources.not_source and source.last - source.first <= BARE:
            return None
        if self.owned_vessel(source):
            cue_last, source = source.last, Phrase(source.first, source.first + 1)
        elif self.held_by_owner(source):
            source = Phrase(source.first, source.last - 2)
        last = self.over_time(max(source.last, cue_last), stop)
        expression = SourceExpression(index, last, (index, cue_last), source, verb)
        expression.addressee = self._addressee(cue_last, source.first)
        return self._with_tail(expression, stop)

    def _past_addressee(self, index: int, stop: int) -> int:
        """Past "a este diario" and "a Efe", behind which the subject stands without a pause."""
        if index >= stop or self.sheet.low[index] not in self.words.addressee:
            return stop
        at = index + 1
        at += at < stop and self.sheet.pos[at] == "DET"
        if at < stop and self.sheet.pos[at] == "NOUN":
            return at + 1
        while at < stop and self.sheet.pos[at] == "PROPN":
            at += 1
        return at

    def _subject(self, index: int, stop: int) -> Phrase | None:
        """The subject behind the verb, if no comma stands before it: there the told clause begins."""
        found = subject_after(self.sheet, stop, index, self.words)
        return None if found is None or "," in self.sheet.low[index : found.first] else found

    def _dropped(self, index: int, last: int, verb: int | None) -> SourceExpression | None:
        """Reads "según ha informado en una nota": the subject of the verb is dropped."""
        if verb is None or not self.words.inverted or self.book.reflexive in self.sheet.low[index:verb]:
            return None
        return SourceExpression(index, last, (index, last), None, verb)

    def lemma(self, verb: int | None) -> str | None:
        """The lemma of a telling verb."""
        entries = self.book.forms.get(self.sheet.low[verb], ()) if verb is not None else ()
        return next((entry.lemma for entry, _ in entries if not entry.words), None)

    def as_told(self, index: int, stop: int) -> SourceExpression | None:
        """Reads "As X reported earlier with reference to Y" at ``index``, where the verb follows its subject."""
        after = match_at(self.sheet, index, stop, self.sources.as_told)
        source = noun_phrase(self.sheet, after, stop, self.words) if after is not None else None
        if after is None or source is None:
            return None
        verb = self._telling_verb(source.last, stop)
        if verb is None:
            return None
        last = self.over_time(verb + 1, stop)
        expression = self._with_tail(SourceExpression(index, last, (verb, verb + 1), source, verb), stop)
        return expression if expression.last >= stop or self.sheet.low[expression.last] in {",", "."} else None

    def _learned(self, index: int, stop: int) -> SourceExpression | None:
        """Reads "según ha podido saber X de Y": Y is the source, or X where nobody else is named."""
        after = match_at(self.sheet, index, stop, self.sources.learned)
        name = simple_phrase(self.sheet, after, stop, self.words) if after is not None else None
        if after is None or name is None:
            return None
        source = Phrase(after, name)
        begin = match_at(self.sheet, source.last, stop, self.sources.learned_from) if source.last < stop else None
        told = self.phrase(begin, stop) if begin is not None else None
        source = told or source
        return self._with_tail(SourceExpression(index, source.last, (index, after), source), stop)

    def introduced(self, index: int, stop: int, openers: PhraseIndex) -> SourceExpression | None:
        """One of ``openers`` and the phrase behind it: "citando a X", "citada por X", "a juicio de X"."""
        after = match_at(self.sheet, index, stop, openers)
        if after is None or (index > 0 and self.sheet.low[index - 1] in self.book.negation):
            return None
        source = self.phrase(after, stop)
        if source is None:
            return None
        return self._with_tail(SourceExpression(index, source.last, (index, after), source), stop)

    def trailing(self, expression: SourceExpression, stop: int) -> SourceExpression:
        """The expression with what trails its phrase."""
        return self._with_tail(expression, stop)

    def passing(self, unit: Unit) -> Iterator[tuple[Phrase, tuple[int, int]]]:
        """Verbs that pass on somebody's words ("recogió", "cita") with their subjects."""
        for index in range(unit.first, unit.last):
            if self.sheet.low[index] in self.sources.passing_verbs and self.sheet.piece_at[index] < 0:
                subject = subject_before(self.sheet, unit, index, index, self.words)
                if subject is not None:
                    yield subject, (index, index + 1)

    def _addressee(self, first: int, last: int) -> Phrase | None:
        """Whom it is said to, as X in "según dijo a X Y"."""
        for index in range(first, last):
            if self.sheet.low[index] in self.words.addressee:
                return noun_phrase(self.sheet, index + 1, last, self.words)
        return None

    def _telling_verb(self, index: int, stop: int) -> int | None:
        """The verb of telling right behind an opener: "según ha informado", "según publicó"."""
        for at in range(index, min(stop, index + 3)):
            behind = at > index and self.sheet.pos[at - 1] != "DET"
            if self._tells(at) and (behind or self.sheet.pos[at] in {"VERB", "AUX", "ADJ"}):
                return at
            if self.sheet.low[at] not in self.book.have and self.sheet.low[at] not in self.book.clitic:
                return None
        return None

    def _tells(self, index: int) -> bool:
        return any(
            entry.kind in TELLING and form in {"finite", "participle"} and not entry.words
            for entry, form in self.book.forms.get(self.sheet.low[index], ())
        )

    def _with_tail(self, expression: SourceExpression, stop: int) -> SourceExpression:
        for _ in range(TAIL):
            index = expression.last
            while index < stop and (self.sheet.low[index] in self.words.conjunction or self.sheet.low[index] == ","):
                index += 1
            linked = index < stop and (self._link(expression, index, stop) or self._through(expression, index, stop))
            if not linked and not self._relink(expression, stop):
                break
        return expression

    def _through(self, expression: SourceExpression, index: int, stop: int) -> bool:
        """Takes who passed on what somebody told in a document: "según dijo X en un comunicado recogido por Y"."""
        begin = match_at(self.sheet, index, stop, self.sources.placed)
        noun = noun_phrase(self.sheet, begin, stop, self.words) if begin is not None else None
        if noun is None:
            return False
        head = self.sheet.low[self.head(noun)]
        if head not in self.sources.interview and head not in self.sources.nouns["document"]:
            return False
        return any(
            self._link(expression, at, stop)
            for at in range(max(noun.first + 1, noun.last - 1), min(stop, noun.last + 1))
        )

    def _relink(self, expression: SourceExpression, stop: int) -> bool:
        """Takes a participle back from a phrase if it is a link: "una encuesta publicada ayer por X"."""
        source = expression.source
        if source is None or expression.relays or source.last - source.first < 2:
            return False
        index = source.last - 1
        obtained = self.sources.obtained
        opens = match_at(self.sheet, index, stop, obtained) or self.parted(index, stop, obtained)
        if opens is None or not self._link(expression, index, stop):
            return False
        expression.source = Phrase(source.first, index)
        return True

    def _link(self, expression: SourceExpression, index: int, stop: int) -> bool:
        for openers, place in (
            (self.sources.citing, expression.origins),
            (self.sources.obtained, expression.relays),
            (self.sources.relayed, expression.relays),
            (self.sources.cited, expression.relays),
        ):
            after = match_at(self.sheet, index, stop, openers) or self.parted(index, stop, openers)
            if after is None:
                continue
            phrase = self.phrase(after, stop)
            if phrase is None:
                continue
            place.append(((index, after), phrase))
            expression.last = phrase.last
            return True
        return self._seen(expression, index, stop)

    def _seen(self, expression: SourceExpression, index: int, stop: int) -> bool:
        """Passes "and seen by X", "y ha confirmado X"; another medium is a link of the chain.

        Where it is not known whose report this is, only one that is named beside another can be another.
        """
        if index >= stop:
            return False
        after = match_at(self.sheet, index, stop, self.sources.consulted)
        after = after or match_at(self.sheet, index, stop, self.sources.confirming)
        phrase = noun_phrase(self.sheet, after, stop, self.words) if after is not None else None
        press = phrase is not None and self.is_press(phrase)
        if after is None or phrase is None or not (press or expression.relays):
            return False
        source = expression.source
        beside = bool(expression.relays) or (source is not None and self.is_press(source))
        if self.is_other_press(phrase) or (press and self.own is None and beside):
            expression.relays.append(((index, after), phrase))
        expression.last = phrase.last
        return True
