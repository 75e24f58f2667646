"""A planning as pandas tables, for people who work on data: ids, names, real datetimes."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from tpplanner.domain.plan import Partie, Plan, Presence, Travail, minutes_between
from tpplanner.domain.session import Session
from tpplanner.export.agenda import Agenda

if TYPE_CHECKING:
    from pandas import DataFrame

MOMENT = "datetime64[ns]"

_COLUMNS = {
    "passages": (
        "candidat_id candidat numero epreuve_id epreuve modalite jour debut fin minutes minutes_re "
        "jury_id jury salle_id salle fige"
    ),
    "parties": "candidat_id epreuve_id rang phase presence debut fin minutes jury_id salle_id salle vehicules",
    "travaux": "jury_id jury nature candidat_id candidat epreuve_id debut fin minutes",
    "presences": "personne_id personne role debut fin minutes salle_id salle candidat_id epreuve_id",
    "compositions": "jury_id jury jour debut fin membre_id membre salle_id salle",
}
_TYPES = dict.fromkeys(("jour", "debut", "fin"), MOMENT)
_TYPES |= dict.fromkeys(("numero", "minutes", "minutes_re", "rang", "phase"), "int64")
"""Of the columns that are no texts."""

TableRow = dict[str, Any]


def frames(session: Session, plan: Plan) -> "dict[str, DataFrame]":
    """The plan as tables: passages, parties, travaux, presences, compositions (one row a membre).

    Ids join them; hours are naive local datetimes, lengths whole minutes; `presence` is who the référentiel puts with
    the candidat. Tables of an empty plan have their columns and types all the same.
    """
    from pandas import DataFrame  # noqa: PLC0415 - a heavy library, wanted by few

    agenda = Agenda(session, plan)
    types = {
        name: {column: _TYPES.get(column, "str") for column in columns.split()} for name, columns in _COLUMNS.items()
    }
    return {
        name: DataFrame.from_records(list(_RECORDS[name](agenda)), columns=list(columns)).astype(columns)
        for name, columns in types.items()
    }


def _named(kind: str, id_: str, name: Callable[[str], str]) -> TableRow:
    return {f"{kind}_id": id_, kind: name(id_)}


def _lasting(thing: Partie | Travail | Presence) -> TableRow:
    return {"debut": thing.debut, "fin": thing.fin, "minutes": minutes_between(thing.debut, thing.fin)}


def _passages(agenda: Agenda) -> Iterable[TableRow]:
    for passage in agenda.plan.passages:
        epreuve = agenda.epreuves.get(passage.epreuve)
        jury = next((partie.jury for partie in passage.suivies), "")
        yield {
            **_named("candidat", passage.candidat, agenda.names.candidat),
            "numero": agenda.numeros.get(passage.candidat, 0),
            **_named("epreuve", passage.epreuve, agenda.names.epreuve),
            "modalite": epreuve.modalite if epreuve else "",
            "jour": passage.jour,
            "debut": passage.debut,
            "fin": passage.fin,
            "minutes": sum(minutes_between(p.debut, p.fin) for p in passage.parties),
            "minutes_re": epreuve.minutes if epreuve else 0,
            **_named("jury", jury, agenda.names.jury),
            **_named("salle", passage.parties[0].salle, agenda.names.salle),
            "fige": passage.fige,
        }


def _parties(agenda: Agenda) -> Iterable[TableRow]:
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
                **_lasting(partie),
                "jury_id": partie.jury,
                **_named("salle", partie.salle, agenda.names.salle),
                "vehicules": " ; ".join(map(agenda.names.vehicule, partie.vehicules)),
            }


def _travaux(agenda: Agenda) -> Iterable[TableRow]:
    for travail in agenda.plan.travaux:
        yield {
            **_named("jury", travail.jury, agenda.names.jury),
            "nature": travail.nature.value,
            **_named("candidat", travail.candidat, agenda.names.candidat),
            "epreuve_id": travail.epreuve,
            **_lasting(travail),
        }


def _presences(agenda: Agenda) -> Iterable[TableRow]:
    for presence in agenda.plan.presences:
        yield {
            **_named("personne", presence.personne, agenda.names.personne),
            "role": str(presence.role),
            **_lasting(presence),
            **_named("salle", presence.salle, agenda.names.salle),
            "candidat_id": presence.candidat,
            "epreuve_id": presence.epreuve,
        }


def _compositions(agenda: Agenda) -> Iterable[TableRow]:
    for composition in agenda.plan.compositions:
        for membre in composition.membres:
            yield {
                **_named("jury", composition.jury, agenda.names.jury),
                "jour": composition.jour,
                "debut": composition.debut,
                "fin": composition.fin,
                **_named("membre", membre, agenda.names.personne),
                **_named("salle", composition.salle, agenda.names.salle),
            }


_RECORDS: dict[str, Callable[[Agenda], Iterable[TableRow]]] = {
    "passages": _passages,
    "parties": _parties,
    "travaux": _travaux,
    "presences": _presences,
    "compositions": _compositions,
}
