"""The people of a year: candidats expected, membres, responsables; and finding them by name."""

from collections import defaultdict
from collections.abc import Mapping

from tpplanner.domain.annee import CandidatPrevu, MembrePrevu, ResponsablePrevu, Voie
from tpplanner.domain.noms import cle
from tpplanner.domain.session import Genre, Habilitation
from tpplanner.sheets.annee import CANDIDATS, MEMBRES, RESPONSABLES, VOIES
from tpplanner.texts import annee as textes
from tpplanner.workbook.index import Naming, key
from tpplanner.workbook.reader.identities import tell_homonyms
from tpplanner.workbook.reader.notes import Place
from tpplanner.workbook.reader.people import habilitation_typed
from tpplanner.workbook.reader.periods import Calendar, agenda_of
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.source import Source, resolve


def titre_in(record: Record, titres: dict[str, str]) -> str:
    """The id of the titre that a row names; empty, and an error, where the sheet of titres has it not."""
    texte = record.text("titre")
    return _titre(record, "titre", texte, titres) if texte else ""


def _titre(record: Record, champ: str, texte: str, titres: dict[str, str]) -> str:
    if key(texte) not in titres:
        place = record.place(champ)
        fault = textes.titre_inconnu(sorted(set(titres.values())))
        record.notes.error(fault, Place(place.feuille, place.cellule, texte))
    return titres.get(key(texte), "")


class Names:
    """What the cells of a column may name: the rows of another sheet, by their names."""

    def __init__(self, feuille: str, labels: Mapping[str, str]) -> None:
        self._ids: dict[str, list[str]] = defaultdict(list)
        for id_, label in labels.items():
            self._ids[key(label)].append(id_)
        double = {label for label in labels.values() if len(self._ids[key(label)]) > 1}
        self._naming = Naming(feuille, {i: f"{lab} ({i})" if lab in double else lab for i, lab in labels.items()})
        for id_, label in self._naming.etiquettes.items():
            if id_ not in self._ids[key(label)]:
                self._ids[key(label)] = [id_]

    def know(self, texte: str) -> bool:
        """Whether some row bears that name."""
        return key(texte) in self._ids

    def all(self, record: Record, champ: str) -> tuple[str, ...]:
        """The ids that a cell names; names that are nobody's, or several people's, are errors."""
        place = record.place(champ)
        found = (
            resolve(
                record.notes, Place(place.feuille, place.cellule), texte, self._ids.get(key(texte), ()), self._naming
            )
            for texte in record.names(champ, self.know)
        )
        return tuple(dict.fromkeys(id_ for id_ in found if id_ is not None))


def read_membres(source: Source, calendar: Calendar) -> tuple[MembrePrevu, ...]:
    """The membres, in the order of their sheet."""
    membres = []
    records = source.records(MEMBRES)
    for rank, record in enumerate(records, 1):
        habilitations = tuple(_habilitations(record))
        if not habilitations:
            record.notes.warning(textes.SANS_HABILITATION, record.place("habilitations"))
        membres.append(
            MembrePrevu(
                f"M{rank}",
                record.name("nom"),
                record.name("prenom"),
                record.text("organisme"),
                record.text("employeur"),
                habilitations,
                record.names("qualites"),
                _positive(record, "journees_max") if record.has("journees_max") else None,
                _positive(record, "indemnite"),
                _positive(record, "km"),
                agenda_of(record, calendar),
            )
        )
        source.keep(record, f"M{rank}")
    tell_homonyms(source.notes, [(m.nom_complet, r.place("nom")) for m, r in zip(membres, records, strict=True)])
    return tuple(membres)


def _positive(record: Record, champ: str) -> int:
    number = record.integer(champ, 0)
    if number < 0:
        record.notes.error(textes.NOMBRE_NEGATIF, record.place(champ))
    return max(0, number)


def _habilitations(record: Record) -> list[Habilitation]:
    typed = (habilitation_typed(record, "habilitations", texte) for texte in record.names("habilitations"))
    return [habilitation for habilitation in typed if habilitation is not None]


def read_responsables(source: Source, calendar: Calendar, titres: dict[str, str]) -> tuple[ResponsablePrevu, ...]:
    """Those who may lead a session."""
    found = []
    records = source.records(RESPONSABLES)
    for rank, record in enumerate(records, 1):
        mine = [
            titre
            for texte in record.names("titres", lambda texte: key(texte) in titres)
            if (titre := _titre(record, "titres", texte, titres))
        ]
        nom, prenom = record.name("nom"), record.name("prenom")
        found.append(ResponsablePrevu(f"R{rank}", nom, prenom, tuple(mine), agenda_of(record, calendar)))
        source.keep(record, f"R{rank}")
    tell_homonyms(source.notes, [(r.nom_complet, rec.place("nom")) for r, rec in zip(found, records, strict=True)])
    return tuple(found)


def read_candidats(
    source: Source, titres: dict[str, str], sessions: Names, membres: Names
) -> tuple[CandidatPrevu, ...]:
    """The candidats expected."""
    found = []
    records = source.records(CANDIDATS)
    for rank, record in enumerate(records, 1):
        titre = titre_in(record, titres)
        genre, ccps = _presented(record)
        voie = Voie.VAE if record.choice("voie", VOIES) == VOIES[1] else Voie.FORMATION
        candidat = CandidatPrevu(
            f"C{rank}",
            record.name("nom"),
            record.name("prenom"),
            titre,
            genre,
            ccps,
            record.yes("dernier_ccp"),
            voie,
            record.day("fin_formation"),
            _positive(record, "deja"),
            sessions.all(record, "sessions"),
            record.text("organisme"),
            record.text("employeur"),
            record.names("formateurs", membres.know),
            record.names("liens", membres.know),
        )
        if voie is Voie.FORMATION and candidat.fin_formation is None:
            record.notes.warning(textes.FIN_INCONNUE, record.place("fin_formation"))
        source.keep(record, candidat.id)
        found.append(candidat)
    tell_homonyms(source.notes, [(c.nom_complet, r.place("nom")) for c, r in zip(found, records, strict=True)])
    return tuple(found)


def _presented(record: Record) -> tuple[Genre, tuple[str, ...]]:
    """To the titre, or to CCP."""
    names = record.names("presente")
    ccps = tuple(nom.upper().replace(" ", "") for nom in names if cle(nom) != "titre")
    if ccps and len(ccps) < len(names):
        record.notes.error(textes.DEUX_PRESENTATIONS, record.place("presente"))
    return (Genre.CCP if ccps else Genre.TITRE), ccps
