"""Role phrases to entities: who "el dirigente norcoreano", "su país", "la agencia", "ambas partes" are.

A phrase beside a name tells that person's role; a definite one is looked up by role and country among those
already named, with the table of office holders; an indefinite one introduces somebody new.
"""

from __future__ import annotations

from teletipo.extract import gazetteer as tables
from teletipo.extract.apposition import Apposition
from teletipo.extract.cast import BROADER, CALLINGS, LEADERS, Cast, Player, roles_agree
from teletipo.extract.gazetteer import fold
from teletipo.extract.lexicon import Lexicon
from teletipo.extract.noun_phrases import RolePhrase
from teletipo.extract.page import Page

MEDIA = frozenset({"agency", "newspaper", "broadcaster"})
NEW_EACH_TIME = frozenset({"source"})
PLAIN = frozenset({"body"})
OPEN_BODIES = frozenset({"body", "company", "party", "group", "club", "union", "federation", "militia", "mission"})


class RoleReference:
    """Resolves the role phrases of one report.

    ``day`` is its ISO date; ``names`` maps the first token of a name to its entity and its last token.
    """

    def __init__(
        self, page: Page, cast: Cast, lexicon: Lexicon, names: dict[int, tuple[str, int]], *, day: str | None
    ) -> None:
        self._page = page
        self._cast = cast
        self._lexicon = lexicon
        self._names = names
        self._apposition = Apposition(page, cast, lexicon, names)
        self._inside = {i: e for first, (e, last) in names.items() for i in range(first, last + 1)}
        self._day = day

    def resolve(self, phrase: RolePhrase, *, owner: str | None, subject: str | None) -> str | None:
        """The entity of a phrase, with its nominal mention recorded; None where the phrase is left alone.

        ``owner`` is whom a possessive in it means, ``subject`` the topic of the text so far.
        """
        country = self._country(phrase, owner)
        player = self._apposition.player(phrase)
        if player is not None:
            self._learn(player, phrase, country)
        elif phrase.start == "both" or (phrase.word.both and phrase.word.plural and phrase.start == "definite"):
            player = self._pair(phrase)
        else:
            player = self._antecedent(phrase, country, owner, subject) or self._introduce(phrase, country, owner)
        if player is None:
            return None
        if not phrase.is_title:
            self._mention(player, phrase)
        return player.id

    def _mention(self, player: Player, phrase: RolePhrase) -> None:
        first, last = self._page[phrase.first], self._page[phrase.last]
        self._cast.table.mention(player.id, first.idx, last.idx + len(last), "nominal")

    def _country(self, phrase: RolePhrase, owner: str | None) -> str | None:
        if phrase.country:
            return phrase.country
        within = [self._inside[i] for i in range(phrase.first, phrase.last + 1) if i in self._inside]
        named = {self._cast[e].country for e in within if self._cast[e].type in {"GPE", "ORG"}}
        named.discard(None)
        if len(named) == 1:
            return named.pop()
        return self._cast[owner].country if owner and self._cast[owner].type in {"PER", "GPE", "ORG"} else None

    def _learn(self, player: Player, phrase: RolePhrase, country: str | None) -> None:
        """A named one gets the role, and whom the text introduced before without a name becomes the named one."""
        if player.roles.get(phrase.role) is None:
            player.roles[phrase.role] = country
        if player.country is None and player.type == "PER":
            player.country = country
        if not player.gender and phrase.word.gender in {"m", "f"} and player.type == "PER":
            player.gender = phrase.word.gender
        player.noun = player.noun or fold(self._page[phrase.noun].text)
        bodies = [self._inside[i] for i in range(phrase.first, phrase.last + 1) if i in self._inside]
        player.body = player.body or next((e for e in bodies if self._cast[e].type == "ORG"), None)
        if phrase.start == "definite" and phrase.word.type == "PER":
            for other in self._cast.recent("PER")[:4]:
                fits = not other.named and set(other.roles) == {phrase.role}
                if fits and other.agrees(player.gender, plural=False):
                    self._cast.merge(player.id, other.id)
                    return

    def _antecedent(
        self, phrase: RolePhrase, country: str | None, owner: str | None, subject: str | None
    ) -> Player | None:
        if phrase.start in {"indefinite", "bare"} and phrase.word.type != "GPE" and phrase.role != "media":
            return None
        match phrase.word.type:
            case "PER":
                return self._group(phrase, country) if phrase.word.plural else self._person(phrase, country, subject)
            case "ORG":
                return (
                    self._group(phrase, country) if phrase.word.plural else self._organisation(phrase, country, owner)
                )
            case "GPE":
                return self._place(phrase, country, owner)
            case "DOC":
                return self._document(phrase, owner)
            case _:
                return self._group(phrase, country)

    def _person(self, phrase: RolePhrase, country: str | None, subject: str | None) -> Player | None:
        best: tuple[int, Player] | None = None
        for player in self._cast.recent("PER"):
            score = self._person_score(player, phrase, country)
            if score and (best is None or score > best[0]):
                best = (score, player)
        if best is not None:
            return best[1]
        taken_up = self._taken_up(phrase, country)
        if taken_up is not None:
            return taken_up
        if phrase.word.vague and country is None and not phrase.complement and subject:
            topic = self._cast[subject]
            return topic if topic.type == "PER" and topic.agrees(phrase.word.gender, plural=False) else None
        return None

    def _taken_up(self, phrase: RolePhrase, country: str | None) -> Player | None:
        """The person mentioned last, if named, whose role the text left open or told more narrowly."""
        last = next(iter(self._cast.recent("PER")), None)
        if last is None or not last.named or phrase.role not in CALLINGS or phrase.start != "definite":
            return None
        if not last.agrees(phrase.word.gender, plural=False) or any(i in self._inside for i in phrase.complement):
            return None
        contradicts = country and last.country and country != last.country
        return None if last.roles or contradicts else last

    def _person_score(self, player: Player, phrase: RolePhrase, country: str | None) -> int:
        """How well a person fits a role; 0 is not at all. Role and country must not contradict."""
        if not player.agrees(phrase.word.gender, plural=False):
            return 0
        if country and player.country and country != player.country:
            return 0
        if not self._lives_there(player, phrase):
            return 0
        offices = self._offices(player)
        held = {**dict.fromkeys(offices), **player.roles}
        same = [role for role in held if roles_agree(phrase.role, role)]
        if phrase.role in held:
            return 5 if country and player.country == country else 4
        if same and (player.country == country or (not country and phrase.role in BROADER)):
            return 4 if country else 2
        if phrase.word.vague:
            fits = country is not None and player.country == country
            return 3 if fits else (2 if same and country is None else 0)
        return 1 if not held and country and player.country == country and phrase.role in LEADERS else 0

    def _lives_there(self, player: Player, phrase: RolePhrase) -> bool:
        """Whether a continent in the phrase ("el diplomático asiático") can be the player's."""
        wanted = [self._continents(i) for i in phrase.complement if self._continents(i)]
        return not wanted or tables.continents().get(player.country or "") in wanted[0]

    def _offices(self, player: Player) -> frozenset[str]:
        if player.sort != "person":
            return frozenset()
        return frozenset(o.office for o in tables.offices() if o.holder == player.key and o.held_on(self._day))

    def _organisation(self, phrase: RolePhrase, country: str | None, owner: str | None) -> Player | None:
        role = phrase.role
        if owner and role != "government":
            body = self._cast[owner].body
            return self._cast[body] if body else None
        named = [p for p in self._cast.recent("ORG") if not country or p.country in {None, country}]
        for player in named:
            kinds = set(player.roles)
            if player.sort == "agency":
                kinds.add("agency")
            if role in kinds and (not country or player.country == country or not player.named):
                return player
        if (role in OPEN_BODIES or role == "agency") and not country and not phrase.complement:
            bodies = [p for p in named if p.named and p.sort != "agency"]
            return next((p for p in bodies if role == "body" or set(p.roles) <= PLAIN), None)
        return None

    def _place(self, phrase: RolePhrase, country: str | None, owner: str | None) -> Player | None:
        if phrase.word.plural or phrase.start in {"indefinite", "bare"}:
            return None
        if phrase.role == "city":
            return self._city(phrase, country)
        if owner:
            return self._cast.listed(f"country:{self._cast[owner].country}")
        if phrase.country or any(i in self._inside for i in phrase.complement):
            return None
        places = [p for p in self._cast.recent("GPE") if p.sort == "country"]
        for i in phrase.complement:
            wanted = self._continents(i)
            if wanted:
                places = [p for p in places if p.country and tables.continents().get(p.country) in wanted]
            else:
                return None
        return places[0] if places else None

    def _continents(self, i: int) -> frozenset[str]:
        return self._lexicon.continents.get(fold(self._page[i].lemma_), frozenset())

    def _city(self, phrase: RolePhrase, country: str | None) -> Player | None:
        if any(i in self._inside for i in phrase.complement):
            return None
        if country:
            return self._cast.by_key(tables.capitals().get(country, ""))
        if phrase.complement:
            return None
        return next((p for p in self._cast.recent("GPE") if p.sort == "city"), None)

    def _document(self, phrase: RolePhrase, owner: str | None) -> Player | None:
        author = owner or self._author(phrase)
        for player in self._cast.recent("DOC"):
            named_so = phrase.role in player.roles or phrase.role == "document"
            if not named_so or player.plural != phrase.word.plural:
                continue
            if author is None or player.author in {None, author}:
                player.author = player.author or author
                return player
        return None

    def _author(self, phrase: RolePhrase) -> str | None:
        found = [self._inside[i] for i in phrase.complement if i in self._inside]
        return found[0] if found else None

    def _group(self, phrase: RolePhrase, country: str | None) -> Player | None:
        if phrase.role == "media" and not any(i in self._inside for i in phrase.complement):
            return next((p for p in self._cast.recent("GRP") if "media" in p.roles and p.country == country), None)
        if phrase.role in NEW_EACH_TIME or phrase.complement:
            return None
        noun = fold(self._page[phrase.noun].text)
        return next(
            (p for p in self._cast.recent("GRP", "PER") if p.noun == noun and p.country == country and not p.named),
            None,
        )

    def _pair(self, phrase: RolePhrase) -> Player | None:
        """The two that "ambos países", "both sides" bracket: a pair at hand, else the two last of the kind."""
        for player in self._cast.recent("GRP"):
            if len(player.members) == 2 and self._kind_fits(player, phrase):
                return player
        kinds = {"GPE": ("GPE",), "PER": ("PER",), "ORG": ("ORG",)}.get(phrase.word.type, ("GPE", "PER"))
        recent = [p for p in self._cast.recent(*kinds) if p.type != "GPE" or p.sort == "country"]
        two = recent[:2]
        if len(two) < 2:
            return None
        ordered = sorted(two, key=lambda p: p.id)
        name = " + ".join(self._cast.table.entity(p.id).name for p in ordered)
        return self._cast.pair((ordered[0].id, ordered[1].id), name)

    def _kind_fits(self, pair: Player, phrase: RolePhrase) -> bool:
        wanted = phrase.word.type
        return wanted == "GRP" or all(self._cast[m].type == wanted for m in pair.members)

    def _introduce(self, phrase: RolePhrase, country: str | None, owner: str | None) -> Player | None:
        """Somebody new without a name; a bare or vague phrase introduces nobody."""
        word = phrase.word
        if not self._may_introduce(phrase, country):
            return None
        page = self._page
        text = page.between(phrase.first, phrase.last)
        kind = "GRP" if word.type in {"PER", "ORG"} and word.plural else word.type
        key = f"government:{country}" if phrase.role == "government" else ""
        player = (self._cast.by_key(key) if key else None) or self._cast.admit(" ".join(text.split()), kind, key=key)
        player.roles[phrase.role] = country
        player.country, player.plural = country, word.plural
        player.gender = word.gender if word.gender in {"m", "f"} and kind == "PER" else ""
        player.noun = fold(page[phrase.noun].text)
        player.author = owner or self._author(phrase)
        return player

    def _may_introduce(self, phrase: RolePhrase, country: str | None) -> bool:
        word = phrase.word
        if word.type == "GPE" or (word.vague and not country and not phrase.complement):
            return False
        if phrase.role == "counterpart":
            return phrase.start == "possessive"
        if word.type != "ORG":
            return True
        return phrase.start != "bare" and (not word.plural or bool(phrase.complement))
