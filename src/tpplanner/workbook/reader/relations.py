"""Sheets that join what stands in others: juries, links, absences, convocations."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tpplanner.domain.session import Convocation, Jury, Lien, Plage
from tpplanner.sheets import CANDIDATS, CONVOCATIONS, INDISPONIBILITES, JURYS, LIENS, MEMBRES
from tpplanner.sheets.moyens import MOMENTS
from tpplanner.texts import constats, lecture
from tpplanner.workbook.cells import Unreadable
from tpplanner.workbook.cells.value import folded
from tpplanner.workbook.index import Humain, Index, Naming, key
from tpplanner.workbook.reader.days import Days, day_in
from tpplanner.workbook.reader.notes import Notes
from tpplanner.workbook.reader.plages import between, moment_of
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.source import Source, closest, resolve


def read_jurys(source: Source, index: Index) -> tuple[Jury, ...]:
    """The juries that the centre composed."""
    deja: dict[str, Record] = {}
    jurys = []
    for record in source.records(JURYS):
        nom = record.text("nom")
        sieges = _seats(source, record, index)
        label = key(index.noms.jury(nom))
        if label in deja:
            premiere = str(deja[label].place("nom"))
            source.notes.error(lecture.identique(premiere, constats.CE_NOM), record.place("nom"))
            continue
        deja[label] = record
        source.keep(record, nom)
        jurys.append(Jury(nom, sieges))
    return tuple(jurys)


def _seats(source: Source, record: Record, index: Index) -> tuple[str, ...]:
    naming = index.naming(MEMBRES.titre, index.session.membres)
    sieges = []
    for champ in ("membre_1", "membre_2", "membre_3", "autres"):
        for nom in record.names(champ, index.personnes):
            membre = resolve(source.notes, record.place(champ), nom, index.personnes(nom), naming)
            if membre in sieges:
                source.notes.warning(constats.deja_dans_ce_jury(), record.place(champ))
            elif membre is not None:
                sieges.append(membre)
    comptent = [m for m in sieges if not index.session.membre(m).observateur]
    if len(comptent) < index.session.referentiel.membres_min:
        texte = constats.jury_incomplet(len(comptent), index.session.referentiel.membres_min)
        source.notes.warning(texte, record.place("nom"))
    return tuple(sieges)


def read_liens(source: Source, index: Index) -> tuple[Lien, ...]:
    """The links that the user declares, or releases."""
    candidats = index.naming(CANDIDATS.titre, index.session.candidats)
    membres = index.naming(MEMBRES.titre, index.session.membres)
    liens: dict[tuple[str, str, bool], Lien] = {}
    for record in source.records(LIENS):
        candidat = _one(source.notes, record, "candidat", index.candidats(record.text("candidat")), candidats)
        membre = _one(source.notes, record, "membre", index.personnes(record.text("membre")), membres)
        motif, leve = record.text("motif"), record.yes("leve")
        if candidat is None or membre is None:
            continue
        lien = Lien(candidat, membre, motif, leve)
        source.keep(record, candidat, membre)
        if (candidat, membre, lien.leve) in liens:
            source.notes.warning(lecture.identique(LIENS.titre, constats.CE_LIEN), record.place("candidat"))
            continue
        liens[candidat, membre, lien.leve] = lien
        if lien.leve and not lien.motif:
            source.notes.warning(constats.leve_sans_motif(), record.place("motif"))
    return tuple(liens.values())


def _one(notes: Notes, record: Record, champ: str, ids: Sequence[str], naming: Naming) -> str | None:
    """The one id that a cell names; None where it is empty (told elsewhere) or names nobody (told here)."""
    nom = record.text(champ)
    return resolve(notes, record.place(champ), nom, ids, naming) if nom else None


@dataclass(frozen=True, slots=True)
class Absences:
    """What the sheet *Indisponibilités* tells, by id: of candidats, of other people, of rooms."""

    candidats: dict[str, list[Plage]] = field(default_factory=lambda: defaultdict(list))
    humains: dict[str, list[Plage]] = field(default_factory=lambda: defaultdict(list))
    salles: dict[str, list[Plage]] = field(default_factory=lambda: defaultdict(list))


def read_absences(source: Source, index: Index, days: Days) -> Absences:
    """The absences listed one a row, of people and of rooms."""
    absences = Absences()
    for record in source.records(INDISPONIBILITES):
        found = _subject(source, record, index, absences)
        plages = list(_plages(record, days))
        if found is None:
            continue
        qui, siennes = found
        siennes[qui].extend(plages)
        for plage in plages:
            source.keep(record, qui, plage.debut.isoformat())
    return absences


def _subject(
    source: Source, record: Record, index: Index, absences: Absences
) -> tuple[str, dict[str, list[Plage]]] | None:
    """Who or what is absent, and where his absences are kept."""
    nom = record.text("qui")
    if not nom:
        return None
    found: list[tuple[str, dict[str, list[Plage]]]] = [
        *((id_, absences.candidats) for id_ in index.candidats(nom)),
        *((id_, absences.humains) for id_ in index.personnes(nom)),
    ]
    salles = index.salles(nom) or index.salles(lecture.sans_prefixe_de_salle(nom))
    if found and salles:
        source.notes.warning(lecture.personne_plutot_que_salle(nom), record.place("qui"))
    elif not found:
        found = [(id_, absences.salles) for id_ in salles]
    if len(found) == 1:
        return found[0]
    session = index.session
    noms = index.noms
    if found:
        source.notes.error(lecture.nom_ambigu([noms.etiquette(id_) for id_, _ in found]), record.place("qui"))
    else:
        humains: list[Humain] = [*session.candidats, *session.membres, *session.personnes]
        etiquettes = [noms.etiquette(humain.id) for humain in humains]
        proches = closest(nom, [*etiquettes, *(salle.nom for salle in session.salles)])
        source.notes.error(lecture.nom_sans_feuille(proches), record.place("qui"))
    return None


def _plages(record: Record, days: Days) -> Iterator[Plage]:
    """The stretch that a row tells, on its day or on every day."""
    jours: Sequence[date] = days.dates
    if record.has("jour"):
        jour = day_in(record, "jour", days)
        jours = [jour] if jour is not None else []
    moment = record.choice("moment", MOMENTS)
    de, a = record.hour("de", None), record.hour("a", None)
    for jour in jours:
        if moment and (de or a):
            record.notes.error(constats.moment_et_heures(), record.place("moment"))
            return
        try:
            yield moment_of(jour, folded(moment)) if moment else between(jour, de, a)
        except Unreadable as refusal:
            record.notes.error(refusal.texte, record.place("a"))


def read_convocations(source: Source, index: Index, days: Days) -> tuple[Convocation, ...]:
    """The hours at which people were convened."""
    session = index.session
    naming = index.naming(lecture.FEUILLES_DE_PERSONNES, (*session.candidats, *session.membres, *session.personnes))
    lues: dict[tuple[str, date], tuple[Record, Convocation]] = {}
    for record in source.records(CONVOCATIONS):
        nom = record.text("personne")
        ids = dict.fromkeys((*index.candidats(nom), *index.personnes(nom)))
        personne = _one(source.notes, record, "personne", tuple(ids), naming)
        jour, heure = day_in(record, "jour", days), record.hour("heure", None)
        accord = record.yes("accord")
        for champ in ("jour", "heure"):
            if not record.has(champ):
                source.notes.error(lecture.valeur_manquante(CONVOCATIONS.colonne(champ).titre), record.place(champ))
        if personne is None or jour is None or heure is None:
            continue
        if (personne, jour) in lues:
            premiere = str(lues[personne, jour][0].place("personne"))
            source.notes.error(lecture.identique(premiere, constats.CETTE_CONVOCATION), record.place("personne"))
            continue
        source.keep(record, personne, jour.isoformat())
        lues[personne, jour] = (record, Convocation(personne, jour, heure, accord))
    return tuple(convocation for _, convocation in lues.values())
