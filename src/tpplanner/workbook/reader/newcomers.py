"""The candidats of a list as a session that is there takes them in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tpplanner.domain.parcours import epreuves_de
from tpplanner.domain.session import Candidat, Genre, Session
from tpplanner.sheets import FORMATEURS
from tpplanner.texts import constats
from tpplanner.workbook.index import Index, key
from tpplanner.workbook.reader.candidats import aide_of, drawn, exemptions, identity
from tpplanner.workbook.reader.notes import Notes, Place
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.source import resolve


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Candidats who were not there, and the names of those of the list who were."""

    candidats: tuple[Candidat, ...]
    deja_la: tuple[str, ...]


def newcomers(notes: Notes, records: Sequence[Record], session: Session) -> Newcomers:
    """Those of a list whom the session does not have, by name and n° CERES; what is wrong with them is noted.

    Who is presented to nothing in particular sits what all the others do. A formateur whom the session does not know
    can meet nobody there: he is told, and left out. Each newcomer draws a number among those that nobody has.
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
    index = Index(replace(session, candidats=(*session.candidats, *(candidat for _, candidat in new))))
    complete = [_complete(notes, record, candidat, index) for record, candidat in new]
    everybody = drawn([*session.candidats, *complete], session.reglages.graine)
    return Newcomers(everybody[len(session.candidats) :], tuple(known))


def _candidat(record: Record, id_: str, session: Session) -> Candidat:
    if record.has("presente"):
        return identity(record, id_, session.referentiel, session.genre)
    like = session.candidats[0]
    somebody = identity(record, id_, session.referentiel, Genre.TITRE)
    return replace(somebody, titre=session.genre is Genre.TITRE, ccps=like.ccps, dernier_ccp=like.dernier_ccp)


def _complete(notes: Notes, record: Record, candidat: Candidat, index: Index) -> Candidat:
    """A candidat with what names other people and épreuves."""
    referentiel = index.session.referentiel
    complet = replace(
        candidat,
        dispenses=exemptions(record, candidat, index, referentiel),
        formateurs=tuple(dict.fromkeys(_formateurs(notes, record, index))),
        aide=aide_of(notes, record, index),
    )
    if (candidat.titre or candidat.ccps) and not any(e.devant_jury for e in epreuves_de(referentiel, complet)):
        notes.error(constats.rien_devant_le_jury(), record.place("dispenses"))
    return complet


def _formateurs(notes: Notes, record: Record, index: Index) -> Iterator[str]:
    naming = index.naming(FORMATEURS.titre, (*index.session.membres, *index.session.personnes))
    place = record.place("formateurs")
    for nom in record.names("formateurs", index.personnes):
        ids = index.personnes(nom)
        if not ids:
            notes.warning(constats.formateur_etranger(), Place(place.feuille, place.cellule, nom))
        elif (id_ := resolve(notes, place, nom, ids, naming)) is not None:
            yield id_
