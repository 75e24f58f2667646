"""The sheet *Non placés*: whom a partial planning leaves out, until his row is deleted."""

from tpplanner.domain.left_out import Reasons, leaving_out, with_reasons
from tpplanner.domain.session import Session
from tpplanner.sheets import CANDIDATS, NON_PLACES
from tpplanner.texts import constats
from tpplanner.workbook.index import Index
from tpplanner.workbook.reader.source import Source, resolve


def read_non_places(source: Source, session: Session) -> Session:
    """The session without the candidats whom the sheet names, each told as a warning; an error where nobody is left."""
    records = source.records(NON_PLACES)
    index = Index(session)
    naming = index.naming(CANDIDATS.titre, session.candidats)
    told: dict[str, Reasons] = {}
    for record in records:
        nom = record.text("candidat")
        id_ = resolve(source.notes, record.place("candidat"), nom, index.candidats(nom), naming) if nom else None
        if id_ is not None:
            told[id_] = (record.text("pourquoi"), record.text("remede"), record.text("certitude"))
            source.keep(record, id_)
            source.notes.warning(constats.non_place(nom), record.place("candidat"))
    if told and len(told) == len(session.candidats):
        source.notes.error(constats.personne_de_place(), records[0].place("candidat"))
        return session
    return with_reasons(leaving_out(session, told), told)
