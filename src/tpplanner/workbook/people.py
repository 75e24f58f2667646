"""The people of a session, from their rows: who is one human, candidats, membres, others, who is left out."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from itertools import zip_longest
from typing import Any

from tpplanner.domain.duties import (
    Reasons,
    epreuves_de,
    leaving_out,
    tables_du_genre,
    with_possible_formateurs,
    with_reasons,
)
from tpplanner.domain.questions import Question, Sujet, held_as_one
from tpplanner.domain.referentiel import Nature, Referentiel
from tpplanner.domain.session import (
    Candidat,
    Genre,
    Habilitation,
    Membre,
    Nomme,
    Personne,
    Plage,
    Reponse,
    Role,
    Session,
    cle,
    propre,
)
from tpplanner.sheets.colonne import Feuille
from tpplanner.sheets.session import (
    AIDES,
    CANDIDATS,
    COMEDIENS,
    FORMATEURS,
    MEMBRES,
    NON_PLACES,
    REPONSES,
    RESPONSABLES,
    SURVEILLANTS,
    champ_majoration,
)
from tpplanner.texts import lecture
from tpplanner.texts import majorations as textes
from tpplanner.texts.noms import etiquettes_d_epreuves
from tpplanner.texts.questions import posee
from tpplanner.workbook import cells
from tpplanner.workbook.absences import merged, plages_of
from tpplanner.workbook.cells import Unreadable
from tpplanner.workbook.forms import Days, certificat_of
from tpplanner.workbook.granted import granted
from tpplanner.workbook.grid import Location, Notes
from tpplanner.workbook.majorations import Majoration, shown
from tpplanner.workbook.questions import other_names
from tpplanner.workbook.records import Index, Record, Source, closest, is_first, key, read_as, resolve
from tpplanner.workbook.resemblance import may_be, words_in_order

# Which row tells which human: ids, kept where tpplanner wrote them, and one human across sheets.

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

    def __init__(self, letter: str, ids: Iterable[str]) -> None:
        self._letter = letter
        self._taken = set(ids)
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
    row_ids = []
    for id_ in hidden:
        row_id = id_ if id_ and id_ not in seen else ids.new()
        seen.add(row_id)
        row_ids.append(row_id)
    return row_ids


@dataclass(slots=True)
class Human(Nomme):
    """Somebody, whatever the sheets in which they stand."""

    id: str
    nom: str
    prenom: str
    membre: Record | None = None
    roles: dict[Role, Record | None] = field(default_factory=dict)
    """their row in the sheet of each role; None where the role was told elsewhere than in its sheet"""
    ailleurs: Location | None = None
    """where they are first named, where that is no row of theirs"""

    @property
    def records(self) -> list[Record]:
        """All their rows."""
        return [record for record in (self.membre, *self.roles.values()) if record is not None]

    @property
    def place(self) -> Location | None:
        """Where they are named first."""
        return next((record.place("nom") for record in self.records), self.ailleurs)


class People:
    """Everybody but the candidats, membres first; under `others`, the other names that answers give somebody."""

    def __init__(self, notes: Notes, others: Mapping[str, Sequence[str]]) -> None:
        self.humans: list[Human] = []
        self._notes = notes
        self._others = others
        self._ids = Ids("P", ())

    @classmethod
    def read(cls, source: Source) -> "People":
        """The humans of the sheets of membres and of each role."""
        people = cls(source.notes, other_names(source.questions.all()))
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

    def by_answers(self, nom: str) -> list[Human]:
        """Those whom an answer says to bear that name too."""
        others = self._others.get(words_in_order(nom), ())
        return [h for h in self.humans if any(words_in_order(h.nom_complet) == words_in_order(o) for o in others)]

    def in_any_order(self, nom: str) -> Human | None:
        """The only one whose name has these words, in whatever order; else one whom an answer says to bear it."""
        bearers = [h for h in self.humans if words_in_order(h.nom_complet) == words_in_order(nom)]
        bearers = bearers or self.by_answers(nom)[:1]
        return bearers[0] if len(bearers) == 1 else None

    def with_role(self, nom: str, prenom: str, role: Role, place: Location | None = None) -> Human:
        """The human of that name, to whom the role is given; a new one where nobody, or several, bear the name.

        `place`: where they are named so.
        """
        known = [h for h in self.humans if key(h.nom_complet) == key(f"{nom} {prenom}")]
        human = known[0] if len(known) == 1 else self._new(nom, prenom)
        human.roles.setdefault(role, None)
        human.ailleurs = human.ailleurs or place
        return human

    def _new(self, nom: str, prenom: str, id_: str = "") -> Human:
        human = Human(id_ or self._ids.new(), nom, prenom)
        self.humans.append(human)
        return human

    def _human_of(self, role: Role, record: Record) -> Human:
        """Whose row it is: of the same name in another sheet (and id, among homonyms), else somebody new."""
        nom, prenom, hidden = record.name("nom"), record.name("prenom"), record.text("id")
        others = [h for h in self.humans if role not in h.roles and key(h.nom_complet) == key(f"{nom} {prenom}")]
        if not others and (answered := [h for h in self.by_answers(f"{nom} {prenom}") if role not in h.roles]):
            return answered[0]
        same = [h for h in others if h.id == hidden] or others
        place = record.place("nom")
        if len(same) == 1:
            self._notes.warning(lecture.meme_personne(same[0].nom_complet, same[0].records[0].titre), place)
            return same[0]
        if same:
            self._notes.warning(lecture.plusieurs_homonymes(f"{nom} {prenom}".strip()), place)
        taken = {h.id for h in self.humans}
        return self._new(nom, prenom, hidden if hidden not in taken else "")

    def _tell_homonyms(self, titres: Sequence[str]) -> None:
        for titre in titres:
            rows = [(h, r) for h in self.humans for r in h.records if r.titre == titre]
            tell_homonyms(self._notes, (h for h, _ in rows), (r for _, r in rows))


def _is_called(human: Human, nom: str) -> bool:
    complet = human.nom_complet
    return key(nom) in (key(complet), key(f"{human.prenom} {human.nom}"), key(f"{complet} {human.id}"))


def _rank(human: Human) -> tuple[int, float]:
    roles = list(Role)
    first = min(human.roles, key=roles.index)
    record = human.roles[first]
    return roles.index(first), record.number if record is not None else float("inf")


def tell_homonyms(notes: Notes, people: Iterable[Nomme], records: Iterable[Record]) -> None:
    """Warn of each name that stands twice in one sheet, at each row but the first; `records` are theirs."""
    par_cle: dict[str, list[tuple[str, Location]]] = defaultdict(list)
    for somebody, record in zip(people, records, strict=True):
        if nom := somebody.nom_complet:
            par_cle[key(nom)].append((nom, record.place("nom")))
    for memes in par_cle.values():
        for nom, place in memes[1:]:
            notes.warning(lecture.homonymes(nom, str(memes[0][1])), place)


def split_name(texte: str) -> tuple[str, str]:
    """A full name in one cell as nom and prénom: the words in capitals first, else the whole as nom."""
    mots = texte.split()
    capitales = [mot for mot in mots if mot == mot.upper() and any(c.isalpha() for c in mot)]
    autres = [mot for mot in mots if mot not in capitales]
    if capitales and autres:
        return " ".join(capitales), " ".join(autres)
    return texte, ""


# The sheet *Candidats*: first who they are, then what they are presented to and what they need.

_LAST_NUMBER = 9999


@dataclass(frozen=True, slots=True)
class Rows:
    """The candidats of the workbook and their rows, in one order."""

    records: tuple[Record, ...]
    candidats: tuple[Candidat, ...]


def read_identities(source: Source, frame: Session) -> Rows:
    """The candidats of that session without anybody, their numbers drawn; nothing yet that names other people."""
    records = source.records(CANDIDATS, needed=True)
    candidats = []
    for id_, record in zip(ids_of(records, "C"), records, strict=True):
        candidats.append(identity(record, id_, frame.referentiel, frame.genre))
        source.keep(record, id_)
    tell_homonyms(source.notes, candidats, records)
    _tell_doubles(source, records, candidats)
    return Rows(tuple(records), drawn(_as_before(source.avant, candidats, frame), frame.reglages.graine))


def _as_before(avant: Session | None, candidats: Sequence[Candidat], frame: Session) -> list[Candidat]:
    """The candidats, those without a number under the one that they had in that session, if it is this one, and free.

    Another seed asks for another draw.
    """
    if avant is None or not _same_session(avant, frame) or avant.reglages.graine != frame.reglages.graine:
        return list(candidats)
    everybody = (*avant.candidats, *(n.candidat for n in avant.non_places))
    before = {(key(c.nom_complet), c.numero_ceres): c.numero_tire for c in everybody}
    taken = {c.numero_tire for c in candidats}
    numbered = []
    for candidat in candidats:
        numero = before.get((key(candidat.nom_complet), candidat.numero_ceres))
        if candidat.numero_tire is None and numero not in taken:
            taken.add(numero)
            candidat = replace(candidat, numero_tire=numero)  # noqa: PLW2901 - the same candidat, numbered
        numbered.append(candidat)
    return numbered


def _same_session(avant: Session, frame: Session) -> bool:
    """Whether a planning is of this session: without a day in common, it is that of another one."""
    days = {j.date for j in avant.jours}
    return avant.referentiel.sigle == frame.referentiel.sigle and not days.isdisjoint(j.date for j in frame.jours)


def answers_before(avant: Session | None, membres: Iterable[Membre], frame: Session) -> tuple[Membre, ...]:
    """The membres, those whose answer is not typed with the one that they gave in that session, if it is this one."""
    if avant is None or not _same_session(avant, frame):
        return tuple(membres)
    before = {key(m.nom_complet): m for m in avant.membres}
    pairs = ((m, m if m.reponse else before.get(key(m.nom_complet), m)) for m in membres)
    return tuple(replace(m, reponse=known.reponse, repondu_le=known.repondu_le) for m, known in pairs)


def identity(record: Record, id_: str, referentiel: Referentiel, genre: Genre) -> Candidat:
    """Who somebody is and what they are presented to, without what names other people."""
    titre, ccps = _presented(record, referentiel, genre)
    dernier = record.yes("dernier_ccp")
    of_ccss = bool({table.id for table in referentiel.ccss} & {*ccps})
    ends_the_titre = dernier and not titre and not of_ccss
    if dernier and not ends_the_titre:
        record.notes.warning(lecture.dernier_ccp_sans_objet(ccs=of_ccss), record.place("dernier_ccp"))
    who = {"id": id_, "nom": record.name("nom"), "prenom": record.name("prenom")}
    return read_as(
        record,
        Candidat,
        who | {"titre": titre, "ccps": ccps, "dernier_ccp": ends_the_titre} | _majorations(record),
        numero_tire=_number,
        presentation=_presentation,
    )


def _presented(record: Record, referentiel: Referentiel, genre: Genre) -> tuple[bool, tuple[str, ...]]:
    """Whether to the titre, else to which CCP or CCS, in the order of the référentiel."""
    typed = record.names("presente")
    ccps: set[str] = set()
    titre = False
    for morceau in typed:
        id_ = certificat_of(referentiel, morceau, genre)
        if cle(morceau) in ("titre", "session titre", "tp", cle(referentiel.sigle)):
            titre = True
        elif id_:
            ccps.add(id_)
        else:
            offered = referentiel.certificats if genre is Genre.TITRE else tables_du_genre(referentiel, genre)
            texte = lecture.ccp_inconnu([table.id for table in offered], genre)
            record.notes.error(texte, record.place("presente", morceau))
    kinds = [kind for kind in (Genre.CCP, Genre.CCS) if {t.id for t in tables_du_genre(referentiel, kind)} & ccps]
    kinds += [Genre.TITRE] if titre else []
    if len(kinds) > 1:
        record.notes.error(lecture.deux_presentations(), record.place("presente"))
    if not typed and genre is not Genre.TITRE:
        record.notes.error(lecture.ccp_manquant(genre), record.place("presente"))
    if any(kind is not genre for kind in kinds):
        record.notes.warning(lecture.autre_genre(kinds[0], genre), record.place("presente"))
    presented = tuple(table.id for table in referentiel.certificats if table.id in ccps)
    return not ccps and (titre or genre is Genre.TITRE), presented


def _number(record: Record, champ: str) -> int | None:
    numero = record.integer(champ, None)
    if numero is not None and not 1 <= numero <= _LAST_NUMBER:
        record.notes.error(lecture.numero_impossible(), record.place(champ))
        return None
    return numero


def _presentation(record: Record, champ: str) -> int:
    rang = record.integer(champ, 1)
    if not 1 <= rang <= 3:
        record.notes.warning(lecture.presentation_hors_bornes(), record.place(champ))
    return rang


def _majorations(record: Record) -> dict[str, Any]:
    """What is granted by kind of épreuve, and for which kinds that is still to be confirmed."""
    lues = {nature: record.majoration(champ_majoration(nature), nature) for nature in Nature}
    return {
        "majorations": tuple((nature, lue.part) for nature, lue in lues.items() if lue.part),
        "majorations_a_confirmer": tuple(nature for nature, lue in lues.items() if lue.a_confirmer),
    }


Ask = Callable[[Sujet, str, str, Location], bool | None]
"""Whether what is typed at a place is granted to somebody: the answer, None without one."""


def settled(record: Record, candidat: Candidat, qui: str, ask: Ask) -> Candidat:
    """A candidat with the majorations that stand once it is asked whether they are granted; `qui` is their label.

    Without an answer all stand; what is answered no is not granted, or refused where it was typed without a doubt.
    """
    granted = dict(candidat.majorations)
    doubtful = set(candidat.majorations_a_confirmer)
    for nature, part in candidat.majorations:
        doubt, place = nature in doubtful, record.place(champ_majoration(nature))
        if not doubt and part <= _USUAL:
            continue
        sujet = Sujet.MAJORATION if doubt else Sujet.DECISION
        ecrit = shown(Majoration(part, doubt))
        match ask(sujet, ecrit, textes.accordee_a(qui, nature), place):
            case True:
                doubtful.discard(nature)
            case False if doubt:
                doubtful.discard(nature)
                del granted[nature]
            case False:
                record.notes.error(textes.sans_decision(), place)
            case None:
                pass
    return replace(
        candidat,
        majorations=tuple(granted.items()),
        majorations_a_confirmer=tuple(nature for nature in candidat.majorations_a_confirmer if nature in doubtful),
    )


_USUAL = Fraction(1, 3)
"""The most that is granted but for an exceptional decision."""


def _tell_doubles(source: Source, records: Sequence[Record], candidats: Sequence[Candidat]) -> None:
    """One drawn number is one candidat's; one n° CERES should be."""
    tires: dict[int, Record] = {}
    ceres: dict[str, Record] = {}
    for record, candidat in zip(records, candidats, strict=True):
        if candidat.numero_tire is not None:
            is_first(record, "numero_tire", candidat.numero_tire, tires, lecture.CE_NUMERO)
        if candidat.numero_ceres and key(candidat.numero_ceres) in ceres:
            premiere = str(ceres[key(candidat.numero_ceres)].place("numero_ceres"))
            source.notes.warning(lecture.identique(lecture.CE_NUMERO, premiere), record.place("numero_ceres"))
        ceres.setdefault(key(candidat.numero_ceres), record)


def drawn(candidats: Sequence[Candidat], graine: int) -> tuple[Candidat, ...]:
    """The candidats with a number each: those that have one keep it, the others draw among the free ones.

    The draw depends on the seed and on the names, never on the order of the rows.
    """
    taken = {c.numero_tire for c in candidats if c.numero_tire is not None}
    free = iter(n for n in range(1, len(candidats) + len(taken) + 1) if n not in taken)
    blind = sorted((c for c in candidats if c.numero_tire is None), key=lambda c: _lot(c, graine))
    numbers = {c.id: next(free) for c in blind}
    return tuple(replace(c, numero_tire=numbers.get(c.id, c.numero_tire)) for c in candidats)


def _lot(candidat: Candidat, graine: int) -> tuple[str, str]:
    qui = f"{graine}/{key(candidat.nom_complet)}/{candidat.numero_ceres}"
    return sha256(qui.encode()).hexdigest(), candidat.id


def with_formateurs(source: Source, rows: Rows, people: People) -> None:
    """Add to the people the formateurs whom a candidat names and no sheet knows."""
    for record in rows.records:
        for nom in record.people("formateurs", people.knows):
            if not people.knows(nom):
                place = record.place("formateurs", nom)
                if not any(may_be(nom, human) for human in people.humans):
                    proches = closest(nom, [h.nom_complet for h in people.humans])
                    source.notes.warning(lecture.formateur_ajoute(nom, proches), place)
                people.with_role(*split_name(nom), Role.FORMATEUR, place)


def complete(source: Source, rows: Rows, index: Index, days: Days, *, known: bool) -> tuple[Candidat, ...]:
    """The candidats with what names other people, days and, where the référentiel is known, épreuves.

    Whether a doubtful majoration is granted is asked.
    """
    candidats = []
    for record, candidat in zip(rows.records, rows.candidats, strict=True):
        complet = _complete(record, candidat, index, days, known=known)
        candidats.append(settled(record, complet, index.noms.etiquette(candidat.id), source.ask))
    return tuple(candidats)


def _complete(
    record: Record, candidat: Candidat, index: Index, days: Days | None = None, *, known: bool = True
) -> Candidat:
    """A candidat with what names other people, days (a newcomer's are not read) and, where they are known, épreuves."""
    referentiel = index.session.referentiel
    complet = replace(
        candidat,
        dispenses=_exemptions(record, candidat, index) if known else (),
        formateurs=tuple(dict.fromkeys(_formateurs(record, index, newcomer=days is None))),
        aide=_aide(record, index),
        indisponibilites=merged(plages_of(record, days)) if days else (),
    )
    if known:
        natures, epreuves = granted(record, complet, index)
        complet = replace(complet, aide_natures=natures, aide_epreuves=epreuves)
    presented = known and (candidat.titre or candidat.ccps)
    if presented and not any(e.devant_jury for e in epreuves_de(referentiel, complet)):
        record.notes.error(lecture.rien_devant_le_jury(), record.place("dispenses"))
    return complet


def _exemptions(record: Record, candidat: Candidat, index: Index) -> tuple[str, ...]:
    """The épreuves that a candidat need not pass."""
    referentiel = index.session.referentiel
    etiquettes = etiquettes_d_epreuves(referentiel)
    siennes = [epreuve.id for epreuve in epreuves_de(referentiel, candidat)]
    dispenses = set()
    for nom in record.names("dispenses", lambda nom: index.epreuve(nom, candidat.id)):
        id_ = index.epreuve(nom, candidat.id)
        if id_ in siennes:
            dispenses.add(id_)
        else:
            texte = lecture.dispense_inconnue([etiquettes[e] for e in siennes])
            record.notes.error(texte, record.place("dispenses", nom))
    return tuple(e for e in siennes if e in dispenses)


def _formateurs(record: Record, index: Index, *, newcomer: bool) -> Iterator[str]:
    """Who trained a candidat; whom the session does not know can meet no `newcomer` there, and is left out."""
    naming = index.naming(FORMATEURS.titre, (*index.session.membres, *index.session.personnes))
    for nom in record.people("formateurs", index.personnes):
        ids = index.personnes(nom)
        if newcomer and not ids:
            record.notes.warning(lecture.formateur_etranger(), record.place("formateurs", nom))
        elif (id_ := resolve(record.notes, record.place("formateurs"), nom, ids, naming)) is not None:
            yield id_


def _aide(record: Record, index: Index) -> str:
    """Who helps a candidat: somebody of *Aides*."""
    nom = record.text("aide")
    if not nom:
        return ""
    naming, ids = index.naming(AIDES.titre, index.session.avec_role(Role.AIDE)), index.personnes(nom)
    seul, _, reste = nom.replace(":", "(").partition("(")
    if reste.strip(" )") and not ids and index.personnes(seul):
        record.notes.error(lecture.aide_et_pour(propre(seul), reste.strip(" )")), record.place("aide"))
        return ""
    return resolve(record.notes, record.place("aide"), nom, ids, naming) or ""


# Membres and other people, from their rows: habilitations, qualities, roles, contacts.

_HABILITATION = re.compile(
    r"(?P<titre>.*?\S)(?:\s+[mM]?|[mM])(?P<millesime>\d{1,2})(?:\s+(?:\(|jusqu'au\s+|au\s+)*(?P<fin>[^)]+?)\)?)?"
)


def membre_of(human: Human) -> Membre:
    """Somebody as a membre de jury, their absences left out."""
    record = _row(human.membre)
    habilitations = tuple(_habilitations(record))
    if not habilitations and not record.yes("observateur"):
        has_column = "habilitation" in record.adresses
        texte = lecture.sans_habilitation() if has_column else lecture.aucune_habilitation()
        record.notes.warning(texte, record.place("habilitation"))
    who = {"id": human.id, "nom": human.nom, "prenom": human.prenom, "habilitations": habilitations}
    return read_as(record, Membre, who, reponse=_answer)


def _answer(record: Record, champ: str) -> Reponse | None:
    lu = record.choice(champ, tuple(REPONSES.values()))
    return next((reponse for reponse, mot in REPONSES.items() if mot == lu), None)


def _row(record: Record | None) -> Record:
    if record is None:
        raise ValueError("not a membre")
    return record


def _habilitations(record: Record) -> Iterator[Habilitation]:
    principales = record.names("habilitation")
    if len(principales) == 1 and (record.has("millesime") or not _HABILITATION.fullmatch(principales[0])):
        millesime = record.text("millesime")
        if not millesime:
            record.notes.warning(lecture.habilitation_sans_millesime(), record.place("millesime"))
        yield Habilitation(principales[0], _two_digits(millesime), record.day("habilitation_fin"))
    else:
        for texte in principales:
            lue = habilitation_typed(record, "habilitation", texte)
            if lue is not None:
                yield lue if lue.fin or len(principales) > 1 else _until(record, lue)
    for texte in record.names("autres_habilitations"):
        lue = habilitation_typed(record, "autres_habilitations", texte)
        if lue is not None:
            yield lue


def _until(record: Record, lue: Habilitation) -> Habilitation:
    return replace(lue, fin=record.day("habilitation_fin"))


def habilitation_typed(record: Record, champ: str, texte: str) -> Habilitation | None:
    """``DWWM 04 31/08/2028``, ``CDA m04``; None, and a warning, where it is not legible."""
    place = record.place(champ, texte)
    m = _HABILITATION.fullmatch(texte)
    fin: date | None = None
    try:
        if m and m["fin"]:
            fin = cells.jour(m["fin"])
    except Unreadable as refusal:
        record.notes.warning(refusal.texte, place)
    if m is None:
        record.notes.warning(lecture.habilitation_illisible(), place)
        return None
    return Habilitation(m["titre"], _two_digits(m["millesime"]), fin)


def _two_digits(millesime: str) -> str:
    chiffres = re.fullmatch(r"[mM]?(\d{1,2})", millesime)
    return chiffres[1].zfill(2) if chiffres else millesime


def personne_of(human: Human, suppleant: bool, contact: str) -> Personne:
    """Somebody in their roles other than membre, their absences left out.

    What several rows say is taken from the first that says it, then from what *Session* tells.
    """
    rows = [record for record in human.roles.values() if record is not None]
    organismes = [record.text("organisme") for record in rows]
    contacts = [record.contact("contact") for record in rows]
    telephones = [record.contact("telephone") for record in rows]
    suppleants = [record.yes("suppleant") for record in rows if record.feuille is RESPONSABLES]
    return Personne(
        human.id,
        human.nom,
        tuple(role for role in Role if role in human.roles),
        human.prenom,
        suppleant=suppleant or any(suppleants),
        organisme=next(filter(None, organismes), ""),
        contact=next(filter(None, [*contacts, contact]), ""),
        telephone=next(filter(None, telephones), ""),
        reserve=any(record.yes("reserve") for record in rows if record.feuille in (SURVEILLANTS, COMEDIENS)),
        joue=next((record.names("joue") for record in rows if record.feuille is COMEDIENS), ()),
    )


def with_responsables(form: Record, people: People) -> dict[str, tuple[bool, str]]:
    """Add to the people those whom *Session* names; by id, whether a suppléant, and the contact given there."""
    by_id: dict[str, tuple[bool, str]] = {}
    for champ, contact, suppleant in (
        ("responsable", "contact_responsable", False),
        ("suppleants", "contact_suppleants", True),
    ):
        noms = form.people(champ, people.knows)
        contacts = form.names(contact) if len(noms) > 1 else (form.contact(contact),)
        idle = False
        for nom, sien in zip_longest(noms, contacts[: len(noms)], fillvalue=""):
            human = _named(people, nom, form.place(champ, nom))
            human.roles.setdefault(Role.RESPONSABLE, None)
            by_id.setdefault(human.id, (suppleant, sien))
            idle = idle or bool(sien and {r.contact("contact") for r in human.records} - {"", sien})
        if idle or any(contacts[len(noms) :]):
            form.notes.warning(lecture.sans_effet(), form.place(contact))
    return by_id


def _named(people: People, nom: str, place: Location) -> Human:
    lu = key(nom)
    for human in people.humans:
        if Role.RESPONSABLE in human.roles and lu in (key(human.nom_complet), key(f"{human.prenom} {human.nom}")):
            return human
    for human in people.humans:
        if _is_called(human, nom):
            return human
    return people.in_any_order(nom) or people.with_role(*split_name(nom), Role.RESPONSABLE, place)


def absences_of(human: Human, days: Days) -> list[Plage]:
    """The absences that all their rows tell."""
    return [plage for record in human.records for plage in plages_of(record, days)]


# The candidats of a list as a session that is there takes them in.


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Candidats who were not there, and the names of those of the list who were.

    `personnes` are their formateurs of whom it is asked whether they are somebody of the session, by `questions`.
    `indecis`: where the list would tell to what somebody is presented, and nothing else does.
    """

    candidats: tuple[Candidat, ...]
    deja_la: tuple[str, ...]
    indecis: tuple[Location, ...] = ()
    personnes: tuple[Personne, ...] = ()
    questions: tuple[Question, ...] = ()


def newcomers(records: Sequence[Record], session: Session) -> Newcomers:
    """Those of a list whom the session does not have, by name and n° CERES; what is wrong with them is noted.

    Who is presented to nothing in particular sits what all the others do; where these differ, that is undecided. A
    formateur whom the session does not know can meet nobody there: they are told, and left out, unless they may be one
    whom it knows, which is asked. Each newcomer draws a number among those that nobody has.
    """
    there = [(key(c.nom_complet), c.numero_ceres) for c in session.candidats]
    taken = {c.id for c in session.candidats}
    free = (f"C{n}" for n in range(1, len(taken) + len(records) + 1) if f"C{n}" not in taken)
    new: list[tuple[Record, Candidat]] = []
    known: list[str] = []
    for record in records:
        nom, numero = f"{record.text('nom')} {record.text('prenom')}".strip(), record.text("numero_ceres")
        if any(key(nom) == name and (not numero or not ceres or numero == ceres) for name, ceres in there):
            known.append(nom)
        else:
            new.append((record, _candidat(record, next(free), session)))
    personnes, questions = _strangers([record for record, _ in new], session)
    every_question = (*session.questions, *questions)
    everywhere = (*session.candidats, *(candidat for _, candidat in new))
    index = Index(replace(session, candidats=everywhere, personnes=(*session.personnes, *personnes)))
    lookalikes = held_as_one(every_question)
    complete = [
        settled(record, _complete(record, candidat, index), index.noms.etiquette(candidat.id), _told_by(record.notes))
        for record, candidat in new
    ]
    complete = [with_possible_formateurs(candidat, lookalikes) for candidat in complete]
    everybody = drawn([*session.candidats, *complete], session.reglages.graine)
    undecided: list[Location] = []
    if len({(c.ccps, c.dernier_ccp) for c in session.candidats}) > 1:
        undecided = [_presented_at(record) for record, _ in new if not record.has("presente")]
    return Newcomers(everybody[len(session.candidats) :], tuple(known), tuple(undecided), personnes, questions)


def _strangers(records: Sequence[Record], session: Session) -> tuple[tuple[Personne, ...], tuple[Question, ...]]:
    """The formateurs whom a list names and a session does not know, but may; what is asked of each, told there."""
    index = Index(session)
    membres = {m.id for m in session.membres}
    known: list[Membre | Personne] = [*session.membres, *(p for p in session.personnes if p.id not in membres)]
    ids = Ids("P", (somebody.id for somebody in known))
    new: dict[str, Personne] = {}
    questions: dict[Question, None] = {}
    for record in records:
        for nom in record.people("formateurs", index.personnes):
            may = [] if index.personnes(nom) else [somebody for somebody in known if may_be(nom, somebody)]
            if may and words_in_order(nom) not in new:
                nom_, prenom = split_name(nom)
                new[words_in_order(nom)] = Personne(ids.new(), nom_, (Role.FORMATEUR,), prenom)
            for somebody in may:
                who = new[words_in_order(nom)]
                question = Question(
                    Sujet.PERSONNE, who.nom_complet, index.noms.etiquette(somebody.id), (who.id, somebody.id)
                )
                questions[question] = None
                record.notes.question(posee(question), record.place("formateurs", nom))
    return tuple(new.values()), tuple(questions)


def _told_by(notes: Notes) -> Ask:
    """What a list makes one ask is told; it is answered once it stands in a planning."""

    def ask(sujet: Sujet, ecrit: str, autre: str, place: Location) -> None:
        notes.warning(posee(Question(sujet, ecrit, autre)), place)

    return ask


def _presented_at(record: Record) -> Location:
    """The cell that tells to what somebody is presented; the whole list where it has no column for that."""
    return record.place("presente") if "presente" in record.adresses else Location(record.titre)


def _candidat(record: Record, id_: str, session: Session) -> Candidat:
    if record.has("presente"):
        return identity(record, id_, session.referentiel, session.genre)
    like = session.candidats[0]
    somebody = identity(record, id_, session.referentiel, Genre.TITRE)
    return replace(somebody, titre=session.genre is Genre.TITRE, ccps=like.ccps, dernier_ccp=like.dernier_ccp)


# The sheet *Non placés*: whom a partial planning leaves out, until their row is deleted.


def read_non_places(source: Source, session: Session) -> Session:
    """The session without the candidats whom the sheet names, each told as a warning; an error where nobody is left."""
    records = source.records(NON_PLACES)
    index = Index(session)
    naming = index.naming(CANDIDATS.titre, session.candidats)
    reasons: dict[str, Reasons] = {}
    for record in records:
        nom = record.text("candidat")
        id_ = resolve(source.notes, record.place("candidat"), nom, index.candidats(nom), naming) if nom else None
        if id_ is not None:
            reasons[id_] = (record.text("pourquoi"), record.text("remede"), record.text("certitude"))
            source.keep(record, id_)
            source.notes.warning(lecture.non_place(nom), record.place("candidat"))
    if reasons and len(reasons) == len(session.candidats):
        source.notes.error(lecture.personne_de_place(), records[0].place("candidat"))
        return session
    return with_reasons(leaving_out(session, reasons), reasons)
