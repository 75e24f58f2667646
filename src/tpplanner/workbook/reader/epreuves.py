"""The sheet *Épreuves*, the référentiel read back: values « à confirmer » may be changed and confirmed, no others."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tpplanner.domain.noms import cle
from tpplanner.domain.referentiel import MODALITES, Epreuve, Nature, Phase, Referentiel, Surveillance
from tpplanner.errors import UserError
from tpplanner.referentiels import dump, load_text
from tpplanner.sheets import EPREUVES
from tpplanner.sheets.cadre import NATURES_D_EPREUVE, PRESENCES_D_EPREUVE
from tpplanner.texts import epreuves as textes
from tpplanner.texts.epreuves import usage_affiche
from tpplanner.workbook.reader.notes import Place
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.session_form import note_all
from tpplanner.workbook.reader.source import Source

_Rows = dict[str, list[tuple[int, Record]]]
"""For each épreuve, its rows: which phase each tells (from 0)."""


def read_epreuves(source: Source, referentiel: Referentiel) -> Referentiel:
    """The référentiel with what the user confirmed or changed where its source says nothing."""
    records = source.records(EPREUVES)
    if not records:
        source.notes.warning(textes.feuille_absente(referentiel.sigle), Place(EPREUVES.titre))
        return referentiel
    rows = _rows_by_epreuve(source, referentiel, records)
    lu = _with_epreuves(referentiel, {i: _read_epreuve(referentiel, referentiel.epreuve(i), rows[i]) for i in rows})
    missing = [epreuve.nom for epreuve in referentiel.epreuves() if epreuve.id not in rows]
    if missing:
        source.notes.warning(textes.lignes_absentes(missing), Place(records[0].titre))
    if lu == referentiel:
        return referentiel
    try:
        return load_text(dump(lu), EPREUVES.titre)
    except UserError as refusal:
        note_all(source, refusal, Place(records[0].titre))
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
        phases[rang] = _read_phase(edit, phases[rang])
        if rang == 0:
            edit.told("ordre", textes.ordre(referentiel, epreuve))
            edit.told("autres", textes.autres(referentiel, epreuve))
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

    def choice(self, champ: str, offered: Sequence[str], values: Sequence[Any], before: Any) -> Any:
        """A value told by one of the words that the cell offers."""
        if not self.record.has(champ):
            return before
        lu = self.record.choice(champ, offered)
        return self.accepts(champ, before, values[list(offered).index(lu)]) if lu else before


def _read_phase(edit: _Edit, phase: Phase) -> Phase:
    record = edit.record
    if record.has("minutes"):
        edit.accepts("minutes", phase.minutes, record.length("minutes", phase.minutes))
    usage = phase.usage
    if record.has("usage") and record.key("usage") != cle(usage_affiche(usage)):
        usage = edit.accepts("usage", usage, cle(record.text("usage")).replace(" ", "_"))
    partagee = record.yes_or("partagee", phase.partagee)
    return replace(
        phase,
        presence=edit.choice("presence", PRESENCES_D_EPREUVE, list(Surveillance), phase.presence),
        usage=usage,
        partagee=edit.accepts("partagee", phase.partagee, partagee),
    )


def _read_whole(edit: _Edit, epreuve: Epreuve) -> Epreuve:
    """What is told once for the épreuve, on the row of its first phase."""
    record = edit.record
    collective = record.yes_or("collective", epreuve.collective)
    lue = replace(
        epreuve,
        modalite=edit.choice("modalite", MODALITES, MODALITES, epreuve.modalite),
        nature=edit.choice("nature", NATURES_D_EPREUVE, list(Nature), epreuve.nature),
        collective=edit.accepts("collective", epreuve.collective, collective),
    )
    if record.yes("confirme") and epreuve.a_confirmer:
        return replace(lue, a_confirmer=())
    return lue


def _with_epreuves(referentiel: Referentiel, lues: dict[str, Epreuve]) -> Referentiel:
    def changed(epreuves: tuple[Epreuve, ...]) -> tuple[Epreuve, ...]:
        return tuple(lues.get(epreuve.id, epreuve) for epreuve in epreuves)

    return replace(
        referentiel,
        titre=replace(referentiel.titre, epreuves=changed(referentiel.titre.epreuves)),
        ccps=tuple(replace(ccp, epreuves=changed(ccp.epreuves)) for ccp in referentiel.ccps),
    )
