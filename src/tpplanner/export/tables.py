"""A planning as pandas tables, for people who work on data: ids, names, real datetimes."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.export.agenda import Agenda, minutes_entre

if TYPE_CHECKING:
    from pandas import DataFrame

MOMENT = "datetime64[ns]"

_COLUMNS = {
    "passages": (
        "candidat_id candidat numero epreuve_id epreuve modalite jour debut fin minutes minutes_re "
        "jury_id jury salle_id salle fige"
    ),
    "parties": "candidat_id epreuve_id rang phase presence debut fin minutes jury_id salle_id salle",
    "travaux": "jury_id jury nature candidat_id candidat epreuve_id debut fin minutes",
    "presences": "personne_id personne role debut fin minutes salle_id salle candidat_id epreuve_id",
    "compositions": "jury_id jury jour debut fin membre_id membre salle_id salle",
}
_TYPES = dict.fromkeys(("jour", "debut", "fin"), MOMENT)
_TYPES |= dict.fromkeys(("numero", "minutes", "minutes_re", "rang", "phase"), "int64")
"""Of the columns that are no texts."""

Record = dict[str, Any]


def frames(session: Session, plan: Plan) -> "dict[str, DataFrame]":
    """The plan as tables: passages, parties, travaux, presences, compositions (one row a membre).

    Ids join them; hours are naive local datetimes, lengths whole minutes; `presence` is who the référentiel puts with
    the candidat. Tables of an empty plan have their columns and types all the same.
    """
    from pandas import DataFrame  # noqa: PLC0415 - a heavy library, wanted by few

    agenda = Agenda(session, plan)
    types = {name: {column: _TYPES.get(column, "str") for column in told.split()} for name, told in _COLUMNS.items()}
    return {
        name: DataFrame.from_records(list(_RECORDS[name](agenda)), columns=list(columns)).astype(columns)
        for name, columns in types.items()
    }


def _passages(agenda: Agenda) -> Iterable[Record]:
    for passage in agenda.plan.passages:
        epreuve = agenda.epreuves.get(passage.epreuve)
        jury = next((partie.jury for partie in passage.suivies), "")
        yield {
            "candidat_id": passage.candidat,
            "candidat": agenda.names.candidat(passage.candidat),
            "numero": agenda.numeros.get(passage.candidat, 0),
            "epreuve_id": passage.epreuve,
            "epreuve": agenda.names.epreuve(passage.epreuve),
            "modalite": epreuve.modalite if epreuve else "",
            "jour": passage.jour,
            "debut": passage.debut,
            "fin": passage.fin,
            "minutes": sum(minutes_entre(p.debut, p.fin) for p in passage.parties),
            "minutes_re": epreuve.minutes if epreuve else 0,
            "jury_id": jury,
            "jury": agenda.names.jury(jury),
            "salle_id": passage.parties[0].salle,
            "salle": agenda.names.salle(passage.parties[0].salle),
            "fige": passage.fige,
        }


def _parties(agenda: Agenda) -> Iterable[Record]:
    for passage in agenda.plan.passages:
        epreuve = agenda.epreuves.get(passage.epreuve)
        for rang, partie in enumerate(passage.parties):
            connue = epreuve is not None and 0 <= partie.phase < len(epreuve.phases)
            yield {
                "candidat_id": passage.candidat,
                "epreuve_id": passage.epreuve,
                "rang": rang,
                "phase": partie.phase,
                "presence": epreuve.phases[partie.phase].presence.value if epreuve and connue else "",
                "debut": partie.debut,
                "fin": partie.fin,
                "minutes": minutes_entre(partie.debut, partie.fin),
                "jury_id": partie.jury,
                "salle_id": partie.salle,
                "salle": agenda.names.salle(partie.salle),
            }


def _travaux(agenda: Agenda) -> Iterable[Record]:
    for travail in agenda.plan.travaux:
        yield {
            "jury_id": travail.jury,
            "jury": agenda.names.jury(travail.jury),
            "nature": travail.nature.value,
            "candidat_id": travail.candidat,
            "candidat": agenda.names.candidat(travail.candidat),
            "epreuve_id": travail.epreuve,
            "debut": travail.debut,
            "fin": travail.fin,
            "minutes": minutes_entre(travail.debut, travail.fin),
        }


def _presences(agenda: Agenda) -> Iterable[Record]:
    for presence in agenda.plan.presences:
        yield {
            "personne_id": presence.personne,
            "personne": agenda.names.personne(presence.personne),
            "role": str(presence.role),
            "debut": presence.debut,
            "fin": presence.fin,
            "minutes": minutes_entre(presence.debut, presence.fin),
            "salle_id": presence.salle,
            "salle": agenda.names.salle(presence.salle),
            "candidat_id": presence.candidat,
            "epreuve_id": presence.epreuve,
        }


def _compositions(agenda: Agenda) -> Iterable[Record]:
    for composition in agenda.plan.compositions:
        for membre in composition.membres:
            yield {
                "jury_id": composition.jury,
                "jury": agenda.names.jury(composition.jury),
                "jour": composition.jour,
                "debut": composition.debut,
                "fin": composition.fin,
                "membre_id": membre,
                "membre": agenda.names.personne(membre),
                "salle_id": composition.salle,
                "salle": agenda.names.salle(composition.salle),
            }


_RECORDS: dict[str, Callable[[Agenda], Iterable[Record]]] = {
    "passages": _passages,
    "parties": _parties,
    "travaux": _travaux,
    "presences": _presences,
    "compositions": _compositions,
}
