"""The sheet *Candidats*: first who they are, then what they are presented to and what they need."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256

from tpplanner.domain.noms import cle
from tpplanner.domain.parcours import epreuves_de
from tpplanner.domain.referentiel import Nature, Referentiel
from tpplanner.domain.session import Candidat, Genre, Role, Session
from tpplanner.sheets import AIDES, CANDIDATS, FORMATEURS
from tpplanner.texts import constats, lecture
from tpplanner.texts.noms import etiquettes_d_epreuves
from tpplanner.workbook.index import Index, key
from tpplanner.workbook.reader.days import Days
from tpplanner.workbook.reader.identities import People, ids_of, split_name, tell_homonyms
from tpplanner.workbook.reader.notes import Notes, Place
from tpplanner.workbook.reader.plages import merged, plages_of
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.source import Source, closest, resolve

_MAJORATIONS = (
    (Nature.ECRIT, "majoration_ecrit"),
    (Nature.ORAL, "majoration_oral"),
    (Nature.PRATIQUE, "majoration_pratique"),
)
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
    tell_homonyms(source.notes, [(c.nom_complet, r.place("nom")) for c, r in zip(candidats, records, strict=True)])
    _tell_doubles(source, records, candidats)
    return Rows(tuple(records), drawn(_as_before(source.avant, candidats, frame), frame.reglages.graine))


def _as_before(avant: Session | None, candidats: Sequence[Candidat], frame: Session) -> list[Candidat]:
    """The candidats, those without a number under the one that they had in that session, if it is this one, and free.

    Another seed asks for another draw; without a day in common, it is the planning of another session.
    """
    same = avant is not None and avant.referentiel.sigle == frame.referentiel.sigle
    if avant is None or not same or avant.reglages.graine != frame.reglages.graine:
        return list(candidats)
    if {j.date for j in avant.jours}.isdisjoint(j.date for j in frame.jours):
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


def identity(record: Record, id_: str, referentiel: Referentiel, genre: Genre) -> Candidat:
    """Who somebody is and what he is presented to, without what names other people."""
    titre, ccps = _presented(record, referentiel, genre)
    dernier = record.yes("dernier_ccp")
    if dernier and titre:
        record.notes.warning(constats.dernier_ccp_sans_objet(), record.place("dernier_ccp"))
    return Candidat(
        id_,
        record.name("nom"),
        record.name("prenom"),
        titre=titre,
        ccps=ccps,
        dernier_ccp=dernier and not titre,
        vae=record.yes("vae"),
        numero_ceres=record.text("numero_ceres"),
        numero_tire=_number(record),
        presentation=_presentation(record),
        debut_formation=record.day("debut_formation", mild=True),
        fin_formation=record.day("fin_formation", mild=True),
        organisme=record.text("organisme"),
        employeur=record.text("employeur"),
        majorations=_majorations(record),
        salle_a_part=record.yes("salle_a_part"),
        salle_accessible=record.yes("salle_accessible"),
        passer_tot=record.yes("passer_tot"),
        contact=record.contact("contact"),
    )


def _presented(record: Record, referentiel: Referentiel, genre: Genre) -> tuple[bool, tuple[str, ...]]:
    """Whether to the titre, else to which CCP, in the order of the référentiel."""
    typed = record.names("presente")
    place = record.place("presente")
    ccps: set[str] = set()
    titre = False
    for morceau in typed:
        trouve = _ccp_of(referentiel, morceau)
        if cle(morceau) in ("titre", "session titre", "tp", cle(referentiel.sigle)):
            titre = True
        elif trouve:
            ccps.add(trouve)
        else:
            texte = constats.ccp_inconnu([ccp.id for ccp in referentiel.ccps], titre=genre is Genre.TITRE)
            record.notes.error(texte, Place(place.feuille, place.cellule, morceau))
    if titre and ccps:
        record.notes.error(constats.deux_presentations(), place)
    if not typed and genre is Genre.CCP:
        record.notes.error(constats.ccp_manquant(), place)
    if (titre and genre is Genre.CCP) or (ccps and genre is Genre.TITRE):
        record.notes.warning(constats.autre_genre(titre), place)
    return not ccps and (titre or genre is Genre.TITRE), tuple(c.id for c in referentiel.ccps if c.id in ccps)


def _ccp_of(referentiel: Referentiel, texte: str) -> str:
    """``CCP1``, ``ccp 1``, ``1``, or the CCP's own name."""
    lu = cle(texte).replace(" ", "")
    for ccp in referentiel.ccps:
        if lu in (cle(ccp.id), cle(ccp.id).removeprefix("ccp"), cle(ccp.nom).replace(" ", "")):
            return ccp.id
    return ""


def _number(record: Record) -> int | None:
    numero = record.integer("numero_tire", None)
    if numero is not None and not 1 <= numero <= _LAST_NUMBER:
        record.notes.error(constats.numero_impossible(), record.place("numero_tire"))
        return None
    return numero


def _presentation(record: Record) -> int:
    rang = record.integer("presentation", 1, mild=True)
    if not 1 <= rang <= 3:
        record.notes.warning(constats.presentation_hors_bornes(), record.place("presentation"))
    return rang


def _majorations(record: Record) -> tuple[tuple[Nature, Fraction], ...]:
    majorations = []
    for nature, champ in _MAJORATIONS:
        part = record.fraction(champ)
        if part > Fraction(1, 3):
            record.notes.warning(constats.majoration_forte(), record.place(champ))
        if part:
            majorations.append((nature, part))
    return tuple(majorations)


def _tell_doubles(source: Source, records: Sequence[Record], candidats: Sequence[Candidat]) -> None:
    """One drawn number is one candidat's; one n° CERES should be."""
    tires: dict[int, Record] = {}
    ceres: dict[str, Record] = {}
    for record, candidat in zip(records, candidats, strict=True):
        if candidat.numero_tire in tires:
            premiere = str(tires[candidat.numero_tire].place("numero_tire"))
            source.notes.error(lecture.identique(premiere, constats.CE_NUMERO), record.place("numero_tire"))
        elif candidat.numero_tire is not None:
            tires[candidat.numero_tire] = record
        if candidat.numero_ceres and key(candidat.numero_ceres) in ceres:
            premiere = str(ceres[key(candidat.numero_ceres)].place("numero_ceres"))
            source.notes.warning(lecture.identique(premiere, constats.CE_NUMERO), record.place("numero_ceres"))
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
        for nom in record.names("formateurs", people.knows):
            if not people.knows(nom):
                proches = closest(nom, [h.nom_complet for h in people.humans])
                place = record.place("formateurs")
                source.notes.warning(constats.formateur_ajoute(nom, proches), Place(place.feuille, place.cellule, nom))
                people.with_role(*split_name(nom), Role.FORMATEUR)


def complete(source: Source, rows: Rows, index: Index, days: Days, *, known: bool) -> tuple[Candidat, ...]:
    """The candidats with what names other people, days and, where the référentiel is known, épreuves."""
    referentiel = index.session.referentiel
    complets = []
    for record, candidat in zip(rows.records, rows.candidats, strict=True):
        complet = replace(
            candidat,
            dispenses=exemptions(record, candidat, index, referentiel) if known else (),
            formateurs=_formateurs(source, record, index),
            aide=aide_of(source.notes, record, index),
            indisponibilites=merged(plages_of(record, days)),
        )
        presented = known and (candidat.titre or candidat.ccps)
        if presented and not any(e.devant_jury for e in epreuves_de(referentiel, complet)):
            source.notes.error(constats.rien_devant_le_jury(), record.place("dispenses"))
        complets.append(complet)
    return tuple(complets)


def exemptions(record: Record, candidat: Candidat, index: Index, referentiel: Referentiel) -> tuple[str, ...]:
    """The épreuves that a candidat need not pass."""
    etiquettes = etiquettes_d_epreuves(referentiel)
    siennes = [epreuve.id for epreuve in epreuves_de(referentiel, candidat)]
    place = record.place("dispenses")
    dispenses = set()
    for nom in record.names("dispenses", lambda nom: index.epreuve(nom, candidat.id)):
        id_ = index.epreuve(nom, candidat.id)
        if id_ in siennes:
            dispenses.add(id_)
        else:
            texte = constats.dispense_inconnue([etiquettes[e] for e in siennes])
            record.notes.error(texte, Place(place.feuille, place.cellule, nom))
    return tuple(e for e in siennes if e in dispenses)


def _formateurs(source: Source, record: Record, index: Index) -> tuple[str, ...]:
    naming = index.naming(FORMATEURS.titre, (*index.session.membres, *index.session.personnes))
    place = record.place("formateurs")
    noms = record.names("formateurs", index.personnes)
    ids = (resolve(source.notes, place, nom, index.personnes(nom), naming) for nom in noms)
    return tuple(dict.fromkeys(id_ for id_ in ids if id_ is not None))


def aide_of(notes: Notes, record: Record, index: Index) -> str:
    """Who helps a candidat: somebody of *Aides*."""
    nom = record.text("aide")
    if not nom:
        return ""
    naming = index.naming(AIDES.titre, index.session.avec_role(Role.AIDE))
    return resolve(notes, record.place("aide"), nom, index.personnes(nom), naming) or ""
