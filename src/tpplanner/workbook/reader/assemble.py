"""From the sheets to a session: in which order the parts are read, and how they come together."""

from dataclasses import replace

from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Referentiel, Surveillance, Table
from tpplanner.domain.session import Plage, Salle, Session
from tpplanner.texts import constats
from tpplanner.workbook.index import Index
from tpplanner.workbook.reader.candidats import Rows, complete, read_identities, with_formateurs
from tpplanner.workbook.reader.checks import check_session
from tpplanner.workbook.reader.days import Days, read_days
from tpplanner.workbook.reader.epreuves import read_epreuves
from tpplanner.workbook.reader.identities import People
from tpplanner.workbook.reader.non_places import read_non_places
from tpplanner.workbook.reader.people import absences_of, membre_of, personne_of, with_responsables
from tpplanner.workbook.reader.plages import merged
from tpplanner.workbook.reader.reglages import read_reglages
from tpplanner.workbook.reader.relations import read_absences, read_convocations, read_jurys, read_liens
from tpplanner.workbook.reader.salles import read_salles
from tpplanner.workbook.reader.session_form import Head, empty_head, named_titre, read_head, read_referentiel
from tpplanner.workbook.reader.source import Source


def read_input_sheets(source: Source, given: Referentiel | None) -> Session:
    """The session that the input sheets tell, by the référentiel given, else by the one that the workbook names.

    Raises WorkbookRefused, with every issue, where no session can be built. Under notes that are patient, it has at
    least its days, under the name of its titre.
    """
    found = read_head(source)
    head = found or empty_head()
    frame = _frame(source, head, read_days(source, fictive=head.fictive), given)
    session = _with_people(source, head, frame)
    if found is None or not session.jours:
        raise source.notes.refusal()
    session = read_non_places(source, session)
    source.notes.refuse_if_needed()
    check_session(source, session, known=_is_known(session))
    return session


def _is_known(session: Session) -> bool:
    """Whether its référentiel was read."""
    return session.referentiel.titre is not _STAND_IN.titre


def _frame(source: Source, head: Head, days: Days, given: Referentiel | None) -> Session:
    """The session without anybody. Where the référentiel is missing (told), a stand-in lets other sheets be read."""
    referentiel = read_referentiel(source, head, given)
    if referentiel is None and source.notes.patient:
        source.notes.warning(constats.sans_referentiel(head.record.text("sigle")), head.record.place("sigle"))
    return Session(
        genre=head.genre,
        referentiel=read_epreuves(source, referentiel) if referentiel else replace(_STAND_IN, **named_titre(head)),
        jours=days.jours,
        candidats=(),
        membres=(),
        salles=(),
        reglages=read_reglages(source),
        convocations_envoyees=head.convocations_envoyees,
        fictive=head.fictive,
        centre=head.centre,
        site=head.site,
        agrement=head.agrement,
        agrement_fin=head.agrement_fin,
        numero_ceres=head.numero_ceres,
        service_departemental=head.service_departemental,
        contact=head.contact,
        fuseau=head.fuseau,
        version_planning=head.version_planning,
        departement=head.departement,
        re_verifie_le=head.re_verifie_le,
        re_verifie_par=head.re_verifie_par,
        affichage=head.affichage,
        signataire=head.signataire,
        qualite_du_signataire=head.qualite_du_signataire,
        contact_service=head.contact_service,
        bail_fin=head.bail_fin,
        suivi=head.suivi,
    )


def _with_people(source: Source, head: Head, frame: Session) -> Session:
    """The session with its people and rooms; they must all be known before the sheets that name them are read."""
    days = Days(frame.jours, frame.fictive)
    rows = read_identities(source, frame)
    people = People.read(source)
    told = with_responsables(head.record, people)
    with_formateurs(source, rows, people)
    salles = read_salles(source, frame.referentiel, days)
    named = replace(
        frame,
        candidats=rows.candidats,
        membres=tuple(membre_of(human) for human in people.membres),
        personnes=tuple(personne_of(human, *told.get(human.id, (False, ""))) for human in people.others),
        salles=tuple(salle for salle, _ in salles),
    )
    return _with_relations(source, named, rows, people, salles)


def _with_relations(
    source: Source, named: Session, rows: Rows, people: People, salles: list[tuple[Salle, list[Plage]]]
) -> Session:
    """The session with what joins its people, rooms and days."""
    days = Days(named.jours, named.fictive)
    index = Index(named)
    jurys, liens = read_jurys(source, index), read_liens(source, index)
    absences = read_absences(source, index, days)
    humains = {h.id: merged([*absences_of(h, days), *absences.humains[h.id]]) for h in people.humans}
    candidats = complete(source, rows, index, days, known=_is_known(named))
    return replace(
        named,
        jurys=jurys,
        liens=liens,
        convocations=read_convocations(source, index, days),
        candidats=tuple(
            replace(c, indisponibilites=merged([*c.indisponibilites, *absences.candidats[c.id]])) for c in candidats
        ),
        membres=tuple(replace(m, indisponibilites=humains[m.id]) for m in named.membres),
        personnes=tuple(replace(p, indisponibilites=humains[p.id]) for p in named.personnes),
        salles=tuple(
            replace(salle, indisponibilites=merged([*plages, *absences.salles[salle.id]])) for salle, plages in salles
        ),
    )


def _stand_in() -> Referentiel:
    def table(id_: str) -> Table:
        oral = Epreuve(f"{id_}.ET", "", "ET", Nature.ORAL, (Phase(1, Surveillance.JURY),))
        return Table(id_, id_, (oral,))

    ccps = tuple(table(f"CCP{rang}") for rang in range(1, 10))
    return Referentiel("", "", "", "", table("titre"), "", verifie=False, ccps=ccps)


_STAND_IN = _stand_in()
"""Takes the place of a référentiel that could not be read, only so that the rest of the workbook is."""
