"""Sheets that join what stands in others: juries, links, absences, convocations, remises; *Épreuves*; *Salles*."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import Any, TypeVar

from tpplanner.domain.questions import Sujet
from tpplanner.domain.referentiel import MODALITES, USAGE_JURY, Epreuve, Phase, Referentiel
from tpplanner.domain.session import Convocation, Jury, Lien, Plage, Remise, Role, Salle, Vehicule, cle
from tpplanner.errors import UserError
from tpplanner.referentiels import dump, load_text
from tpplanner.sheets.session import (
    CANDIDATS,
    CONVOCATIONS,
    EPREUVES,
    INDISPONIBILITES,
    JURYS,
    LIENS,
    MEMBRES,
    MOMENTS,
    QUESTIONS,
    REMISES,
    SALLES,
    VEHICULES,
)
from tpplanner.texts import lecture
from tpplanner.texts import referentiels as textes
from tpplanner.texts.questions import SUJETS
from tpplanner.texts.referentiels import LIBELLES_USAGES, NATURES, PRESENCES, usage_affiche
from tpplanner.workbook.absences import between, moment_of, plages_of
from tpplanner.workbook.cells import Unreadable, folded
from tpplanner.workbook.forms import Days, day_in, meant, note_all
from tpplanner.workbook.grid import NOWHERE, Location, Notes
from tpplanner.workbook.questions import QuestionRow
from tpplanner.workbook.records import Humain, Index, Naming, Record, Source, closest, is_first, key, resolve
from tpplanner.workbook.resemblance import may_be

_E = TypeVar("_E")

# Sheets that join what stands in others: juries, links, absences, convocations.


def read_jurys(source: Source, index: Index) -> tuple[Jury, ...]:
    """The juries that the centre composed."""
    deja: dict[str, Record] = {}
    jurys = []
    for record in source.records(JURYS):
        nom = record.text("nom")
        sieges = _seats(source, record, index)
        remplacants = _membres_in(source, record, index, ("remplacants",), sieges)
        if is_first(record, "nom", key(index.noms.jury(nom)), deja, lecture.CE_NOM):
            source.keep(record, nom)
            jurys.append(Jury(nom, sieges, remplacants))
    return tuple(jurys)


def _membres_in(
    source: Source, record: Record, index: Index, champs: Sequence[str], others: Sequence[str] = ()
) -> tuple[str, ...]:
    """The membres whom these cells of a jury name, none of whom is among the others."""
    naming = index.naming(MEMBRES.titre, index.session.membres)
    membres: list[str] = []
    for champ in champs:
        for nom in record.people(champ, index.personnes):
            membre = resolve(source.notes, record.place(champ), nom, index.personnes(nom), naming)
            if membre in (*others, *membres):
                source.notes.warning(lecture.deja_dans_ce_jury(), record.place(champ))
            elif membre is not None:
                membres.append(membre)
    return tuple(membres)


def _seats(source: Source, record: Record, index: Index) -> tuple[str, ...]:
    sieges = _membres_in(source, record, index, ("membre_1", "membre_2", "membre_3", "autres"))
    comptent = [m for m in sieges if not index.session.membre(m).observateur]
    if len(comptent) < index.session.referentiel.membres_min:
        texte = lecture.jury_incomplet(len(comptent), index.session.referentiel.membres_min)
        source.notes.warning(texte, record.place("nom"))
    return sieges


def read_liens(source: Source, index: Index) -> tuple[Lien, ...]:
    """The links that the user declares, or releases; between all who may be meant, where a name is nobody's exactly."""
    des_candidats = index.naming(CANDIDATS.titre, index.session.candidats)
    linked: tuple[Humain, ...] = (*index.session.membres, *index.session.avec_role(Role.COMEDIEN))
    des_membres = index.naming(MEMBRES.titre, linked)
    liens: dict[tuple[str, str, bool], Lien] = {}
    for record in source.records(LIENS):
        candidats = _meant(source, record, "candidat", index.candidats, des_candidats)
        membres = _meant(source, record, "membre", index.personnes, des_membres)
        motif, leve = record.text("motif"), record.yes("leve")
        for (candidat, candidat_ecrit), (membre, membre_ecrit) in product(candidats, membres):
            presume = bool(candidat_ecrit or membre_ecrit)
            lien = Lien(candidat, membre, motif, leve, presume, False, candidat_ecrit, membre_ecrit)
            source.keep(record, candidat, membre)
            known = liens.get((candidat, membre, leve))
            if known is None or (known.presume and not presume):
                liens[candidat, membre, leve] = lien
            elif not presume:
                source.notes.warning(lecture.identique(lecture.CE_LIEN, LIENS.titre), record.place("candidat"))
        if candidats and membres and leve and not motif:
            source.notes.warning(lecture.leve_sans_motif(), record.place("motif"))
    return tuple(liens.values())


def _meant(
    source: Source, record: Record, champ: str, ids_of: Callable[[str], Sequence[str]], naming: Naming
) -> list[tuple[str, str]]:
    """Whom a cell names: each id with nothing, or with what is typed where it only may be theirs, which is asked."""
    record.text(champ)
    named: list[tuple[str, str]] = []
    for nom in record.people(champ, ids_of):
        ids = ids_of(nom)
        may = [] if ids else _who_may_be(source, record.place(champ, nom), nom, naming)
        if may:
            named += [(id_, nom) for id_ in may]
        elif (id_ := resolve(source.notes, record.place(champ), nom, ids, naming)) is not None:
            named.append((id_, ""))
    return named


def _who_may_be(source: Source, place: Location, nom: str, naming: Naming) -> list[str]:
    """Those whom a name may mean, each asked about, less those of whom an answer says no."""
    may = [(id_, etiquette) for id_, etiquette in naming.etiquettes.items() if may_be(nom, etiquette)]
    return [id_ for id_, etiquette in may if source.ask(Sujet.PERSONNE, nom, etiquette, place, ("", id_)) is not False]


def _one(notes: Notes, record: Record, champ: str, ids: Sequence[str], naming: Naming) -> str | None:
    """The one id that a cell names; None where it is empty (told elsewhere) or names nobody (told here)."""
    nom = record.text(champ)
    return resolve(notes, record.place(champ), nom, ids, naming) if nom else None


@dataclass(frozen=True, slots=True)
class Absences:
    """What the sheet *Indisponibilités* tells, by id: of candidats, of other people, of rooms, of vehicles."""

    candidats: dict[str, list[Plage]] = field(default_factory=lambda: defaultdict(list))
    humains: dict[str, list[Plage]] = field(default_factory=lambda: defaultdict(list))
    salles: dict[str, list[Plage]] = field(default_factory=lambda: defaultdict(list))
    vehicules: dict[str, list[Plage]] = field(default_factory=lambda: defaultdict(list))


def read_absences(source: Source, index: Index, days: Days) -> Absences:
    """The absences listed one a row, of people, rooms and vehicles."""
    absences = Absences()
    for record in source.records(INDISPONIBILITES):
        subject = _subject(source, record, index, absences)
        plages = list(_plages(record, days))
        if subject is None:
            continue
        qui, siennes = subject
        siennes[qui].extend(plages)
        for plage in plages:
            source.keep(record, qui, plage.debut.isoformat())
    return absences


def _subject(
    source: Source, record: Record, index: Index, absences: Absences
) -> tuple[str, dict[str, list[Plage]]] | None:
    """Who or what is absent, and where their absences are kept."""
    nom = record.text("qui")
    if not nom:
        return None
    subjects: list[tuple[str, dict[str, list[Plage]]]] = [
        *((id_, absences.candidats) for id_ in index.candidats(nom)),
        *((id_, absences.humains) for id_ in index.personnes(nom)),
    ]
    salles = index.salles(nom) or index.salles(lecture.sans_prefixe_de_salle(nom))
    if subjects and salles:
        source.notes.warning(lecture.personne_plutot_que_salle(nom), record.place("qui"))
    elif not subjects:
        subjects = [(id_, absences.salles) for id_ in salles]
        vehicules = index.vehicules(nom) or index.vehicules(lecture.sans_prefixe_de_vehicule(nom))
        subjects = subjects or [(id_, absences.vehicules) for id_ in vehicules]
    if len(subjects) == 1:
        return subjects[0]
    session = index.session
    noms = index.noms
    if subjects:
        source.notes.error(lecture.nom_ambigu([noms.etiquette(id_) for id_, _ in subjects]), record.place("qui"))
    else:
        humains: list[Humain] = [*session.candidats, *session.membres, *session.personnes]
        etiquettes = [noms.etiquette(humain.id) for humain in humains]
        proches = closest(nom, [*etiquettes, *(s.nom for s in session.salles), *(v.nom for v in session.vehicules)])
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
            record.notes.error(lecture.moment_et_heures(), record.place("moment"))
            return
        try:
            yield moment_of(jour, folded(moment)) if moment else between(jour, de, a)
        except Unreadable as refusal:
            record.notes.error(refusal.texte, record.place("a"))


def read_convocations(source: Source, index: Index, days: Days) -> tuple[Convocation, ...]:
    """The hours at which people were convened."""
    session = index.session
    naming = index.naming(lecture.FEUILLES_DE_PERSONNES, (*session.candidats, *session.membres, *session.personnes))
    seen: dict[tuple[str, date], Record] = {}
    lues = []
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
        if is_first(record, "personne", (personne, jour), seen, lecture.CETTE_CONVOCATION):
            source.keep(record, personne, jour.isoformat())
            lues.append(Convocation(personne, jour, heure, accord))
    return tuple(lues)


def read_remises(source: Source, index: Index) -> tuple[Remise, ...]:
    """Who was handed the documents of which version."""
    session = index.session
    naming = index.naming(lecture.FEUILLES_DE_PERSONNES, (*session.candidats, *session.membres, *session.personnes))
    seen: dict[tuple[str, int], Record] = {}
    remises = []
    for record in source.records(REMISES):
        nom = record.text("personne")
        ids = dict.fromkeys((*index.candidats(nom), *index.personnes(nom)))
        personne = _one(source.notes, record, "personne", tuple(ids), naming)
        version, remise_le = record.integer("version", None), record.day("remise_le")
        accepte = record.choice("accepte", ("oui", "non"))
        if not record.has("version"):
            source.notes.error(lecture.valeur_manquante(REMISES.colonne("version").titre), record.place("version"))
        if personne is None or version is None:
            continue
        if is_first(record, "personne", (personne, version), seen, lecture.CETTE_REMISE):
            source.keep(record, personne, str(version))
            remises.append(Remise(personne, version, remise_le, accepte == "oui" if accepte else None))
    return tuple(remises)


def read_answers(source: Source) -> None:
    """Take in the rows of the sheet *Questions*: they answer what is asked afterwards, as a planning before does."""
    par_mot = {mot: sujet for sujet, mot in SUJETS.items()}
    for record in source.records(QUESTIONS):
        mot = record.choice("sujet", tuple(par_mot))
        reponse = record.yes("reponse") if record.has("reponse") else None
        ecrit, autre = record.text("ecrit"), record.text("autre")
        if ecrit:
            sujets = (par_mot[mot],) if mot else tuple(SUJETS)
            source.questions.rows.append(QuestionRow(sujets, ecrit, autre, reponse, record.place("ecrit")))
        else:
            record.account.row(record.titre, record.cells.values(), lecture.sans_effet())
    before = source.avant.questions if source.avant else ()
    source.questions.rows += (
        QuestionRow((q.sujet,), q.ecrit, q.autre, q.reponse, NOWHERE, before=True)
        for q in before
        if q.reponse is not None
    )


# The sheet *Épreuves*, the référentiel read back: values « à confirmer » may be changed and confirmed, no others.

_Rows = dict[str, list[tuple[int, Record]]]
"""For each épreuve, its rows: which phase each tells (from 0)."""


def read_epreuves(source: Source, referentiel: Referentiel) -> Referentiel:
    """The référentiel with what the user confirmed or changed where its source says nothing."""
    records = source.records(EPREUVES)
    if not records:
        source.notes.warning(textes.feuille_absente(referentiel.sigle), Location(EPREUVES.titre))
        return referentiel
    rows = _rows_by_epreuve(source, referentiel, records)
    lu = _with_epreuves(referentiel, {i: _read_epreuve(referentiel, referentiel.epreuve(i), rows[i]) for i in rows})
    missing = [epreuve.nom for epreuve in referentiel.epreuves() if epreuve.id not in rows]
    if missing:
        source.notes.warning(textes.lignes_absentes(missing), Location(records[0].titre))
    if lu == referentiel:
        return referentiel
    try:
        return load_text(dump(lu), EPREUVES.titre)
    except UserError as refusal:
        note_all(source, refusal, Location(records[0].titre))
        return referentiel


def _rows_by_epreuve(source: Source, referentiel: Referentiel, records: Sequence[Record]) -> _Rows:
    """The rows that belong to épreuves of the référentiel; others, and doubles, are told."""
    rows: _Rows = defaultdict(list)
    for record in records:
        epreuve = _epreuve_of(referentiel, record)
        phase = (record.integer("phase", 1) or 1) - 1
        if epreuve is None or not 0 <= phase < len(epreuve.phases):
            place = record.place("epreuve" if epreuve is None else "phase")
            source.notes.error(textes.ligne_inconnue(referentiel.sigle), place)
        elif phase in (deja for deja, _ in rows[epreuve.id]):
            source.notes.error(textes.ligne_en_double(), record.place("epreuve"))
        else:
            rows[epreuve.id].append((phase, record))
            source.keep(record, epreuve.id, str(phase + 1))
            if phase == 0:
                source.keep(record, epreuve.id)
    return rows


def _epreuve_of(referentiel: Referentiel, record: Record) -> Epreuve | None:
    """By its hidden id, else by its table and name."""
    id_, nom, table = record.text("id"), record.key("epreuve"), record.key("table")
    for epreuve in referentiel.epreuves():
        if epreuve.id == id_ or (not id_ and cle(epreuve.nom) == nom and _in_table(referentiel, epreuve, table)):
            return epreuve
    return None


def _in_table(referentiel: Referentiel, epreuve: Epreuve, table: str) -> bool:
    sienne = referentiel.table_de(epreuve.id)
    return table in ("", cle(textes.nom_de_table(referentiel, sienne)), cle(sienne.id), cle(sienne.nom))


def _read_epreuve(referentiel: Referentiel, epreuve: Epreuve, rows: Sequence[tuple[int, Record]]) -> Epreuve:
    phases = list(epreuve.phases)
    lue = epreuve
    for rang, record in rows:
        edit = _Edit(record, epreuve)
        edit.told("epreuve", epreuve.nom)
        if not _in_table(referentiel, epreuve, record.key("table")):
            record.notes.warning(textes.sans_effet(), record.place("table"))
        phases[rang] = _read_phase(edit, phases[rang], first=rang == 0)
        if rang == 0:
            edit.told("ordre", textes.ordre(referentiel, epreuve))
            edit.told("autres", textes.autres(referentiel, epreuve))
            edit.told("a_confirmer", textes.a_confirmer(epreuve))
            lue = _read_whole(edit, epreuve)
    return replace(lue, phases=tuple(phases))


@dataclass(frozen=True, slots=True)
class _Edit:
    """A row of the sheet against the épreuve as the référentiel has it."""

    record: Record
    epreuve: Epreuve

    def accepts(self, champ: str, before: Any, after: Any) -> Any:
        """The new value where the field is « à confirmer », else the old one and an error if they differ."""
        if after == before or champ in self.epreuve.a_confirmer:
            return after
        self.record.notes.error(textes.ne_se_modifie_pas(champ == "minutes"), self.record.place(champ))
        return before

    def told(self, champ: str, shown: str) -> None:
        """A text that only shows what the référentiel says: changing it changes nothing, which is told."""
        if self.record.has(champ) and self.record.key(champ) != cle(shown):
            self.record.notes.warning(textes.sans_effet(), self.record.place(champ))

    def choice(self, champ: str, noms: Mapping[_E, str], before: _E) -> Any:
        """A value told by one of the words that the cell offers."""
        return self.accepts(champ, before, meant(self.record, champ, noms, before))


def _read_phase(edit: _Edit, phase: Phase, *, first: bool) -> Phase:
    """A phase as its row has it; the nature of the first is that of the épreuve."""
    record = edit.record
    if record.has("minutes"):
        edit.accepts("minutes", phase.minutes, record.length("minutes", phase.minutes))
    usage = phase.usage
    if record.has("usage") and record.key("usage") != cle(usage_affiche(usage)):
        usage = edit.accepts("usage", usage, cle(record.text("usage")).replace(" ", "_"))
    nature = phase.nature
    if record.has("nature") and not first:
        nature = edit.choice("nature", NATURES, edit.epreuve.nature_de(phase))
    partagee = record.yes_or("partagee", phase.partagee)
    return replace(
        phase,
        presence=edit.choice("presence", PRESENCES, phase.presence),
        usage=usage,
        partagee=edit.accepts("partagee", phase.partagee, partagee),
        nature=nature,
    )


def _read_whole(edit: _Edit, epreuve: Epreuve) -> Epreuve:
    """What is told once for the épreuve, on the row of its first phase."""
    record = edit.record
    collective = record.yes_or("collective", epreuve.collective)
    lue = replace(
        epreuve,
        modalite=edit.choice("modalite", {sigle: sigle for sigle in MODALITES}, epreuve.modalite),
        nature=edit.choice("nature", NATURES, epreuve.nature),
        collective=edit.accepts("collective", epreuve.collective, collective),
    )
    if record.has("confirme") and not epreuve.a_confirmer:
        record.notes.warning(lecture.sans_effet(), record.place("confirme"))
    if record.yes("confirme"):
        return replace(lue, a_confirmer=())
    return lue


def _with_epreuves(referentiel: Referentiel, lues: dict[str, Epreuve]) -> Referentiel:
    def changed(epreuves: tuple[Epreuve, ...]) -> tuple[Epreuve, ...]:
        return tuple(lues.get(epreuve.id, epreuve) for epreuve in epreuves)

    return referentiel.with_tables(lambda table: replace(table, epreuves=changed(table.epreuves)))


# The sheet *Salles*: what each room serves for, its posts, its resources.

_RESSOURCE = re.compile(
    r"(?P<nom>.*?\S)(?:\s*[:=\u00d7*]\s*|\s+x\s*|\s+)(?P<nombre>\d{1,4})"
    r"|(?P<avant>\d{1,4})\s*[\u00d7x*]?\s+(?P<quoi>\S.*)"
)


def read_salles(source: Source, referentiel: Referentiel, days: Days) -> list[tuple[Salle, list[Plage]]]:
    """The rooms, each with the absences that its row tells."""
    records = source.records(SALLES)
    deja: dict[str, Record] = {}
    salles: list[tuple[Salle, list[Plage]]] = []
    for record in records:
        nom = record.text("nom")
        id_ = _free_id(record, nom, records, [salle.id for salle, _ in salles])
        salle = (_salle_of(record, id_, nom, referentiel), plages_of(record, days))
        if nom and is_first(record, "nom", key(nom), deja, lecture.CE_NOM):
            source.keep(record, id_)
            salles.append(salle)
    return salles


def read_vehicules(source: Source, days: Days) -> list[tuple[Vehicule, list[Plage]]]:
    """The vehicles, each with the absences that its row tells."""
    records = source.records(VEHICULES)
    deja: dict[str, Record] = {}
    vehicules: list[tuple[Vehicule, list[Plage]]] = []
    for record in records:
        nom, sorte = record.text("nom"), record.text("sorte")
        id_ = _free_id(record, nom, records, [vehicule.id for vehicule, _ in vehicules])
        plages = plages_of(record, days)
        if nom and is_first(record, "nom", key(nom), deja, lecture.CE_NOM):
            source.keep(record, id_)
            vehicules.append((Vehicule(id_, nom, sorte), plages))
    return vehicules


def _free_id(record: Record, nom: str, records: Sequence[Record], taken: Sequence[str]) -> str:
    """The hidden id that tpplanner wrote for a room or vehicle, once; else its name, which no other may have as id."""
    hidden = record.text("id")
    if hidden and hidden not in taken:
        return hidden
    others = {*taken, *(other.text("id") for other in records)}
    return (
        nom if nom not in others else next(f"{nom} ({n})" for n in range(2, 1_000_000) if f"{nom} ({n})" not in others)
    )


def _salle_of(record: Record, id_: str, nom: str, referentiel: Referentiel) -> Salle:
    usages = _usages(record, referentiel)
    if not record.has("postes") and any(usage != USAGE_JURY for usage in usages):
        record.notes.warning(lecture.postes_vides(), record.place("postes"))
    postes = record.integer("postes", 1)
    if postes < 1:
        record.notes.error(lecture.postes_nuls(), record.place("postes"))
    ressources = tuple(_ressources(record))
    return Salle(id_, nom, usages, postes, ressources, record.yes("accessible"))


def _usages(record: Record, referentiel: Referentiel) -> tuple[str, ...]:
    """The kinds of phase that the room suits, under their usual names or the référentiel's."""
    known = known_usages(referentiel)
    usages = []
    for texte in record.names("usages"):
        usage = next((u for u in (*known, *LIBELLES_USAGES) if cle(texte) in (cle(u), cle(usage_affiche(u)))), "")
        if not usage:
            proches = closest(texte, [usage_affiche(u) for u in known])
            record.notes.warning(
                lecture.usage_inconnu(proches, [usage_affiche(u) for u in known]), record.place("usages", texte)
            )
        usages.append(usage or cle(texte).replace(" ", "_"))
    if not usages:
        record.notes.warning(lecture.sans_usage([usage_affiche(u) for u in known]), record.place("usages"))
    return tuple(dict.fromkeys(usages))


def known_usages(referentiel: Referentiel) -> Sequence[str]:
    """The kinds of room that a référentiel asks for, the juries' first."""
    demandes = {phase.usage for epreuve in referentiel.epreuves() for phase in epreuve.phases}
    return [USAGE_JURY, *sorted(demandes - {USAGE_JURY})]


def _ressources(record: Record) -> list[tuple[str, int]]:
    """``poste informatique : 12 ; caisse : 2``; a name alone counts once."""
    lues: dict[str, int] = {}
    for texte in record.names("ressources"):
        m = _RESSOURCE.fullmatch(texte)
        if m is None:
            nom, nombre = texte, 1
            record.notes.warning(lecture.ressource_sans_nombre(), record.place("ressources", texte))
        else:
            nom, nombre = m["nom"] or m["quoi"], int(m["nombre"] or m["avant"])
        lues[nom] = lues.get(nom, 0) + nombre
    return list(lues.items())
