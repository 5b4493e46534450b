"""Role phrases to entities: who "el dirigente norcoreano", "su país", "la agencia", "ambas partes" are.

A phrase beside a name tells that person's role; a definite one is looked up by role and country among those
already named, with the table of office holders; an indefinite one introduces somebody new.
"""

from __future__ import annotations

from teletipo.extract.mentions import gazetteer as tables
from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.parse.page import Page
from teletipo.extract.parse.words import fold
from teletipo.extract.reference.apposition import Apposition
from teletipo.extract.reference.cast import Cast, Player, roles_agree
from teletipo.extract.reference.noun_phrases import RolePhrase
from teletipo.extract.reference.pairs import pair_meant
from teletipo.extract.reference.people import People

MEDIA = frozenset({"agency", "newspaper", "broadcaster"})
NEW_EACH_TIME = frozenset({"source"})
COUNTERPARTS = frozenset({"counterpart", "companion"})
PLAIN = frozenset({"body"})
BODIES_BACK = 5
"""Organisations mentioned last among which "la empresa" means the one mentioned most."""
SENDER_WITHIN = 12
"""Tokens behind a document in which its sender is looked for."""
PAUSES = frozenset({".", ",", ";", ":", "\n\n"})
OF_STATES = frozenset({"army", "police", "ministry", "parliament", "court"})
"""Bodies that each state has, so that "the Israeli military" is not the army named before without a country."""
OPEN_BODIES = frozenset({"body", "company", "party", "group", "club", "union", "federation", "militia", "mission"})


class RoleReference:
    """Resolves the role phrases of one report.

    ``day`` is its ISO date; ``names`` maps the first token of a name to its entity and its last token; ``reporters``
    are the agencies whose report it is, which "the agency" means only where the text names them again.
    """

    def __init__(
        self,
        page: Page,
        cast: Cast,
        lexicon: Lexicon,
        names: dict[int, tuple[str, int]],
        *,
        day: str | None,
        reporters: frozenset[str] = frozenset(),
    ) -> None:
        self._page = page
        self._cast = cast
        self._lexicon = lexicon
        self._names = names
        self._reporters = reporters
        self._apposition = Apposition(page, cast, lexicon, names)
        self._inside = {i: e for first, (e, last) in names.items() for i in range(first, last + 1)}
        self._people = People(page, cast, lexicon, self._inside, day=day)

    def resolve(self, phrase: RolePhrase, *, owner: str | None, subject: str | None, teller: str | None) -> str | None:
        """The entity of a phrase, with its nominal mention recorded; None where the phrase is left alone.

        ``owner`` is whom a possessive in it means, ``subject`` the topic of the text so far, ``teller`` who tells the
        clause that it stands in.
        """
        country = self._country(phrase, owner)
        player = self._apposition.player(phrase)
        if player is not None:
            self._learn(player, phrase, country)
        elif phrase.start == "both" or (phrase.word.both and phrase.word.plural and phrase.start == "definite"):
            player = pair_meant(self._cast, phrase, teller)
        else:
            player = self._antecedent(phrase, country, owner, subject, teller) or self._introduce(
                phrase, country, owner
            )
        if player is None:
            return None
        if not phrase.is_title and not self._holds_name_of(player, phrase):
            self._mention(player, phrase)
        return player.id

    def _holds_name_of(self, player: Player, phrase: RolePhrase) -> bool:
        return any(self._inside.get(i) == player.id for i in range(phrase.first, phrase.last + 1))

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
        if phrase.role in COUNTERPARTS:
            return None
        return self._cast[owner].country if owner and self._cast[owner].type in {"PER", "GPE", "ORG"} else None

    def _learn(self, player: Player, phrase: RolePhrase, country: str | None) -> None:
        """A named one gets the role, and whom the text introduced before without a name becomes the named one."""
        if player.roles.get(phrase.role) is None:
            player.roles[phrase.role] = country
        if player.country is None and player.type == "PER":
            player.country = country
        if not player.gender and phrase.gender in {"m", "f"} and player.type == "PER":
            player.gender = phrase.gender
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
        self, phrase: RolePhrase, country: str | None, owner: str | None, subject: str | None, teller: str | None
    ) -> Player | None:
        if phrase.start in {"indefinite", "bare"} and phrase.word.type != "GPE" and phrase.role != "media":
            return None
        match phrase.word.type:
            case "PER":
                if phrase.word.plural:
                    return self._group(phrase, country)
                return self._people.called(phrase, country, owner, subject, teller)
            case "ORG":
                if phrase.word.plural:
                    return self._group(phrase, country)
                return self._organisation(phrase, country, owner, subject)
            case "GPE":
                return self._place(phrase, country, owner)
            case "DOC":
                return self._document(phrase, owner, subject)
            case _:
                return self._group(phrase, country)

    def _organisation(
        self, phrase: RolePhrase, country: str | None, owner: str | None, subject: str | None
    ) -> Player | None:
        role = phrase.role
        if owner and role != "government":
            body = self._cast[owner].body
            return self._cast[body] if body else None
        named = [p for p in self._cast.recent("ORG") if not country or p.country in {None, country}]
        same = [player for player in named if self._is_kind(player, role, country)]
        if role == "agency" and not self._points(phrase):
            same = [player for player in same if player.id not in self._reporters or player.times > 1]
        if same:
            return max(same[:BODIES_BACK], key=lambda player: player.times) if role == "company" else same[0]
        if (role in OPEN_BODIES or role == "agency") and not country and self._is_bare(phrase):
            bodies = [p for p in named if p.named and p.sort != "agency"]
            open_ones = [p for p in bodies if role == "body" or self._is_open(p)][:BODIES_BACK]
            if role == "body" and subject in {p.id for p in open_ones}:
                return self._cast[subject] if subject is not None else None
            if role == "company":
                return max(open_ones, key=lambda player: player.times, default=None)
            return next(iter(open_ones), None)
        return None

    def _is_bare(self, phrase: RolePhrase) -> bool:
        """Whether nothing tells which body is meant; adjectives of the widest noun do not: "el organismo rector"."""
        return not phrase.complement or (phrase.role == "body" and self._people.is_plain(phrase))

    def _is_open(self, player: Player) -> bool:
        """Whether a text left open what kind of body it is: no office of the state, by its name."""
        name = self._cast.table.entity(player.id).name
        if self._lexicon.has("platforms", name):
            return False
        words = name.split(" ")
        public = any(self._lexicon.has("public_heads", word) for word in (words[0], words[-1]))
        return set(player.roles) <= PLAIN and not public

    def _is_kind(self, player: Player, role: str, country: str | None) -> bool:
        kinds = player.roles.keys() | ({"agency"} if player.sort == "agency" else set())
        fits = not country or player.country == country
        return role in kinds and (fits or (not player.named and role not in OF_STATES))

    def _place(self, phrase: RolePhrase, country: str | None, owner: str | None) -> Player | None:
        if phrase.word.plural or phrase.start in {"indefinite", "bare"}:
            return None
        if phrase.role in {"city", "town"}:
            return self._city(phrase, country)
        if owner:
            return self._cast.listed(f"country:{self._cast[owner].country}")
        if phrase.country or any(i in self._inside for i in phrase.complement):
            return None
        places = [p for p in self._cast.recent("GPE") if p.sort == "country"]
        for i in phrase.complement:
            wanted = self._people.continents(i)
            if wanted:
                places = [p for p in places if p.country and tables.continents().get(p.country) in wanted]
            else:
                return None
        return places[0] if places else None

    def _city(self, phrase: RolePhrase, country: str | None) -> Player | None:
        if any(i in self._inside for i in phrase.complement):
            return None
        if country:
            return self._cast.by_key(tables.capitals().get(country, ""))
        if phrase.complement:
            return None
        places = self._cast.recent("GPE")
        small = [p for p in places if p.sort == ""] if phrase.role == "town" else []
        return next((p for p in (*small, *places) if p.sort in {"city", ""} and (small or p.sort)), None)

    def _document(self, phrase: RolePhrase, owner: str | None, subject: str | None) -> Player | None:
        """The document meant: by its author; "that message" is the last; else the topic's own before another's.

        Where only others' are at hand under other nouns, it is a new one of the topic: "Kim, al responder a una carta
        de Putin, … la comunicación subraya".
        """
        alike = [
            player
            for player in self._cast.recent("DOC")
            if (phrase.role in player.roles or phrase.role == "document") and player.plural == phrase.word.plural
        ]
        if alike and self._points(phrase):
            return alike[0]
        author = owner or self._author(phrase)
        fitting = next((player for player in alike if player.author in {None, author or subject}), None)
        if fitting is not None:
            fitting.author = fitting.author or author
            return fitting
        if author is not None or not alike:
            return None
        noun = fold(self._page[phrase.noun].text)
        same = next((player for player in alike if player.noun == noun), None)
        writes = subject is not None and self._cast[subject].type == "PER" and phrase.refers
        return same or (self._admit(phrase, None, subject) if writes else None)

    def _points(self, phrase: RolePhrase) -> bool:
        """Whether a demonstrative opens a phrase: "esta agencia"."""
        return "Dem" in self._page.told(phrase.first, "PronType")

    def _author(self, phrase: RolePhrase) -> str | None:
        found = [self._inside[i] for i in phrase.complement if i in self._inside]
        return found[0] if found else self._sender(phrase)

    def _sender(self, phrase: RolePhrase) -> str | None:
        """Who is said behind a document to have sent it: "una carta enviada ayer por el presidente X"."""
        words, sent = self._page.words, False
        for i in range(phrase.last + 1, min(phrase.last + SENDER_WITHIN, len(words))):
            if words[i] in PAUSES:
                return None
            if sent and i in self._inside:
                return self._inside[i]
            sent = sent or (self._lexicon.has("agents", words[i]) and self._is_sent(words[i - 3 : i]))
        return None

    def _is_sent(self, words: list[str]) -> bool:
        return any(self._lexicon.has("sent", word) for word in words)

    def _group(self, phrase: RolePhrase, country: str | None) -> Player | None:
        if phrase.role == "media" and not any(i in self._inside for i in phrase.complement):
            return next((p for p in self._cast.recent("GRP") if "media" in p.roles and p.country == country), None)
        if phrase.role in NEW_EACH_TIME or phrase.complement:
            return None
        noun = fold(self._page[phrase.noun].text)
        known = [p for p in self._cast.recent("GRP", "PER") if p.country == country and not p.named]
        same = next((p for p in known if p.noun == noun), None)
        if same is not None:
            return same
        kindred = (p for p in known if p.plural and any(roles_agree(phrase.role, role) for role in p.roles))
        return next(kindred, None)

    def _introduce(self, phrase: RolePhrase, country: str | None, owner: str | None) -> Player | None:
        """Somebody new without a name; a bare or vague phrase introduces nobody."""
        return self._admit(phrase, country, owner) if self._may_introduce(phrase, country) else None

    def _admit(self, phrase: RolePhrase, country: str | None, owner: str | None) -> Player:
        word, page = phrase.word, self._page
        text = page.between(phrase.first, phrase.last)
        kind = "GRP" if word.type in {"PER", "ORG"} and word.plural else word.type
        key = f"government:{country}" if phrase.role == "government" else ""
        player = (self._cast.by_key(key) if key else None) or self._cast.admit(" ".join(text.split()), kind, key=key)
        player.roles[phrase.role] = country
        player.country, player.plural = country, word.plural
        player.gender = phrase.gender if phrase.gender in {"m", "f"} and kind == "PER" else ""
        player.noun = fold(page[phrase.noun].text)
        player.author = owner or self._author(phrase)
        return player

    def _may_introduce(self, phrase: RolePhrase, country: str | None) -> bool:
        word = phrase.word
        if not phrase.refers:
            return False
        if word.type == "GPE" or (word.vague and not country and not phrase.complement):
            return False
        if phrase.role in COUNTERPARTS:
            return phrase.start == "possessive"
        if word.type != "ORG":
            return True
        return phrase.start != "bare" and (not word.plural or bool(phrase.complement))
