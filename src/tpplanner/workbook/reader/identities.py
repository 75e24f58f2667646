"""Which row tells which human: ids, kept where tpplanner wrote them, and one human across sheets."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tpplanner.domain.session import Role
from tpplanner.sheets import AIDES, COMEDIENS, FORMATEURS, MEMBRES, RESPONSABLES, SURVEILLANTS, Feuille
from tpplanner.texts import constats
from tpplanner.workbook.index import key, words_in_order
from tpplanner.workbook.reader.notes import Notes, Place
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.source import Source

ROLE_SHEETS: tuple[tuple[Role, Feuille], ...] = (
    (Role.SURVEILLANT, SURVEILLANTS),
    (Role.COMEDIEN, COMEDIENS),
    (Role.RESPONSABLE, RESPONSABLES),
    (Role.FORMATEUR, FORMATEURS),
    (Role.AIDE, AIDES),
)
"""The sheets of people other than membres, in the order of the roles."""


class Ids:
    """Ids of one letter and a number, none given twice; those that the workbook holds are kept for their rows."""

    def __init__(self, letter: str, kept: Iterable[str]) -> None:
        self._letter = letter
        self._taken = set(kept)
        self._next = 1

    def new(self) -> str:
        """The first free one."""
        while f"{self._letter}{self._next}" in self._taken:
            self._next += 1
        id_ = f"{self._letter}{self._next}"
        self._taken.add(id_)
        return id_


def ids_of(records: Sequence[Record], letter: str) -> list[str]:
    """An id for each row of a sheet: the hidden one, once; else the letter and the first free number."""
    hidden = [record.text("id") for record in records]
    ids = Ids(letter, hidden)
    seen: set[str] = set()
    given = []
    for id_ in hidden:
        kept = id_ if id_ and id_ not in seen else ids.new()
        seen.add(kept)
        given.append(kept)
    return given


@dataclass(slots=True)
class Human:
    """Somebody, whatever the sheets in which he stands."""

    id: str
    nom: str
    prenom: str
    membre: Record | None = None
    roles: dict[Role, Record | None] = field(default_factory=dict)
    """his row in the sheet of each role; None where the role was told elsewhere than in its sheet"""

    @property
    def nom_complet(self) -> str:
        """``PETIT Anne``."""
        return f"{self.nom} {self.prenom}".strip()

    @property
    def records(self) -> list[Record]:
        """All his rows."""
        return [record for record in (self.membre, *self.roles.values()) if record is not None]


class People:
    """Everybody but the candidats, membres first."""

    def __init__(self, notes: Notes) -> None:
        self.humans: list[Human] = []
        self._notes = notes
        self._ids = Ids("P", ())

    @classmethod
    def read(cls, source: Source) -> "People":
        """The humans of the sheets of membres and of each role."""
        people = cls(source.notes)
        membres = source.records(MEMBRES)
        sheets = [(role, source.records(feuille)) for role, feuille in ROLE_SHEETS]
        people._ids = Ids("P", (record.text("id") for _, records in sheets for record in records))
        for id_, record in zip(ids_of(membres, "M"), membres, strict=True):
            people.humans.append(Human(id_, record.name("nom"), record.name("prenom"), membre=record))
            source.keep(record, id_)
        for role, records in sheets:
            for record in records:
                human = people._human_of(role, record)
                human.roles[role] = record
                source.keep(record, human.id)
        people._tell_homonyms([MEMBRES.titre, *(feuille.titre for _, feuille in ROLE_SHEETS)])
        return people

    @property
    def membres(self) -> list[Human]:
        """Those who are membres."""
        return [human for human in self.humans if human.membre is not None]

    @property
    def others(self) -> list[Human]:
        """Those who have a role: by first role, in the order of its sheet, those who stand in none last."""
        return sorted((human for human in self.humans if human.roles), key=_rank)

    def knows(self, nom: str) -> bool:
        """Whether somebody bears that name, either way round, or that unique label."""
        return any(_is_called(human, nom) for human in self.humans) or self.in_any_order(nom) is not None

    def in_any_order(self, nom: str) -> Human | None:
        """The only one whose name has these words, in whatever order."""
        found = [h for h in self.humans if words_in_order(h.nom_complet) == words_in_order(nom)]
        return found[0] if len(found) == 1 else None

    def with_role(self, nom: str, prenom: str, role: Role) -> Human:
        """The human of that name, to whom the role is given; a new one where nobody, or several, bear the name."""
        known = [h for h in self.humans if key(h.nom_complet) == key(f"{nom} {prenom}")]
        human = known[0] if len(known) == 1 else self._new(nom, prenom)
        human.roles.setdefault(role, None)
        return human

    def _new(self, nom: str, prenom: str, id_: str = "") -> Human:
        human = Human(id_ or self._ids.new(), nom, prenom)
        self.humans.append(human)
        return human

    def _human_of(self, role: Role, record: Record) -> Human:
        """Whose row it is: of the same name in another sheet (and id, among homonyms), else somebody new."""
        nom, prenom, hidden = record.name("nom"), record.name("prenom"), record.text("id")
        others = [h for h in self.humans if role not in h.roles and key(h.nom_complet) == key(f"{nom} {prenom}")]
        same = [h for h in others if h.id == hidden] or others
        place = record.place("nom")
        if len(same) == 1:
            self._notes.warning(constats.meme_personne(same[0].nom_complet, same[0].records[0].titre), place)
            return same[0]
        if same:
            self._notes.warning(constats.plusieurs_homonymes(f"{nom} {prenom}".strip()), place)
        taken = {h.id for h in self.humans}
        return self._new(nom, prenom, hidden if hidden not in taken else "")

    def _tell_homonyms(self, titres: Sequence[str]) -> None:
        for titre in titres:
            rows = [(h, r) for h in self.humans for r in h.records if r.titre == titre]
            tell_homonyms(self._notes, [(h.nom_complet, r.place("nom")) for h, r in rows])


def _is_called(human: Human, nom: str) -> bool:
    complet = human.nom_complet
    return key(nom) in (key(complet), key(f"{human.prenom} {human.nom}"), key(f"{complet} {human.id}"))


def _rank(human: Human) -> tuple[int, float]:
    roles = list(Role)
    first = min(human.roles, key=roles.index)
    record = human.roles[first]
    return roles.index(first), record.number if record is not None else float("inf")


def tell_homonyms(notes: Notes, noms: Sequence[tuple[str, Place]]) -> None:
    """Warn of each name that stands twice in one sheet, at each place but the first."""
    par_cle: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for nom, place in noms:
        if nom:
            par_cle[key(nom)].append((nom, place))
    for memes in par_cle.values():
        for nom, place in memes[1:]:
            notes.warning(constats.homonymes(nom, str(memes[0][1])), place)


def split_name(texte: str) -> tuple[str, str]:
    """A full name in one cell as nom and prénom: the words in capitals first, else the whole as nom."""
    mots = texte.split()
    capitales = [mot for mot in mots if mot == mot.upper() and any(c.isalpha() for c in mot)]
    autres = [mot for mot in mots if mot not in capitales]
    if capitales and autres:
        return " ".join(capitales), " ".join(autres)
    return texte, ""
