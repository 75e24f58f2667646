"""Reading a workbook: its session, the planning that it holds, and what looks wrong. Everything is said at once."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path

from tpplanner.domain.answers import Reading
from tpplanner.domain.duties import (
    WhyColleagues,
    colleagues,
    en_formation_ensemble,
    faults,
    lien_deduit,
    plan_without,
    with_possible_formateurs,
)
from tpplanner.domain.held import held
from tpplanner.domain.questions import held_as_one
from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Referentiel, Surveillance, Table
from tpplanner.domain.session import Lien, MotifLien, Plage, Role, Salle, Session, Vehicule, cle
from tpplanner.errors import Bug
from tpplanner.sheets.annee import ANNEE
from tpplanner.sheets.produites import CHANGEMENTS, ECRITES, QUALITE
from tpplanner.sheets.session import (
    RESPONSABLES,
    SESSION,
    SURVEILLANTS,
)
from tpplanner.texts import documents, lecture, plan_b
from tpplanner.workbook.absences import merged
from tpplanner.workbook.forms import (
    Days,
    Goes,
    Head,
    ceres_of_ccps,
    empty_head,
    named_titre,
    read_days,
    read_head,
    read_referentiel,
    read_reglages,
)
from tpplanner.workbook.grid import Location, Notes, PatientNotes, open_book
from tpplanner.workbook.guard import read_checked
from tpplanner.workbook.identity import (
    ask_colleagues,
    ask_links,
    ask_who_is_who,
    held_links,
    refuse_too_many,
    tell_questions,
)
from tpplanner.workbook.imprevus import read_imprevus, refuse_gone_begun, refuse_nobody_left
from tpplanner.workbook.people import (
    People,
    Rows,
    absences_of,
    answers_before,
    complete,
    membre_of,
    personne_of,
    read_identities,
    read_non_places,
    with_formateurs,
    with_responsables,
)
from tpplanner.workbook.planning import changes_told, levels_told, read_planning
from tpplanner.workbook.questions import told_in_words
from tpplanner.workbook.records import Index, Sheets, Source, key
from tpplanner.workbook.relations import (
    read_absences,
    read_answers,
    read_convocations,
    read_epreuves,
    read_jurys,
    read_liens,
    read_remises,
    read_salles,
    read_vehicules,
)
from tpplanner.workbook.resemblance import near

# What looks wrong in a session that can be planned all the same: warnings, each at its cell.

_ONE_YEAR = timedelta(days=366)


def check_session(source: Source, session: Session, *, known: bool = True) -> None:
    """Note every warning that needs the whole session; `known`: whether its référentiel was read."""
    _check_dates(source, session)
    _check_candidats(source, session)
    if known:
        _check_habilitations(source, session)
    _check_liens(source, session)
    if known:
        _check_comediens(source, session)
    _check_jurys(source, session)
    _check_responsables(source, session)
    _check_quota(source, session)
    _check_rooms(source, session)
    _check_near_names(source, session)
    _check_to_be_found(source, session)


def place_of(source: Source, *sujet: str) -> Location:
    """Where a subject or field stands, with its sheet alone where it has no cell."""
    feuille, _, cellule = source.cells.get(sujet, "").partition("!")
    return Location(feuille, cellule)


def _check_to_be_found(source: Source, session: Session) -> None:
    """Who and what `explain --appliquer` added, and nobody has named yet."""
    humains = [(("membres", m.id), m.nom_complet) for m in session.membres]
    humains += [((f"{p.roles[0].value}s", p.id), p.nom_complet) for p in session.personnes]
    salles = [(("salles", s.id), s.nom) for s in session.salles]
    for sujet, nom in (*humains, *salles):
        if lecture.A_TROUVER in nom.casefold():
            source.notes.warning(lecture.a_trouver(nom), place_of(source, *sujet))


def _check_dates(source: Source, session: Session) -> None:
    premier, dernier = session.jours[0].date, session.jours[-1].date
    notes = source.notes
    if not session.fictive:
        for jour in session.jours:
            if jour.date.weekday() >= 5:
                notes.warning(lecture.fin_de_semaine(jour.date), place_of(source, "jours", jour.date.isoformat()))
    if dernier - premier > _ONE_YEAR:
        notes.warning(lecture.jours_eloignes(premier, dernier), place_of(source, "jours", dernier.isoformat()))
    if session.agrement_fin and session.agrement_fin < dernier:
        notes.warning(lecture.agrement_fini(session.agrement_fin), place_of(source, "session", "agrement_fin"))
    _check_verification(source, session)
    expiration = session.referentiel.expiration
    if expiration and expiration < dernier and not session.fictive:
        dans_l_annee = dernier - expiration <= _ONE_YEAR
        texte = lecture.titre_expire(session.referentiel.sigle, expiration, dans_l_annee)
        notes.warning(texte, place_of(source, "session", "sigle"))
    envoyees = session.convocations_envoyees
    if envoyees and envoyees > premier:
        notes.warning(lecture.convocations_tardives(), place_of(source, "session", "convocations_envoyees"))


def _check_verification(source: Source, session: Session) -> None:
    """Who compared the durations with the RE, and when: one without the other is nobody's word."""
    if session.re_verifie_par and not session.re_verifie_le:
        source.notes.warning(lecture.verifie_sans_date(), place_of(source, "session", "re_verifie_par"))
    if session.re_verifie_le and not session.re_verifie_par:
        source.notes.warning(lecture.verifie_sans_nom(), place_of(source, "session", "re_verifie_le"))
    le, mise_a_jour = session.re_verifie_le, session.referentiel.date_entete
    if le and mise_a_jour and le < mise_a_jour:
        avis = lecture.verifie_avant_mise_a_jour(le=le, mise_a_jour=mise_a_jour)
        source.notes.warning(avis, place_of(source, "session", "re_verifie_le"))


def _check_candidats(source: Source, session: Session) -> None:
    premier, dernier = session.jours[0].date, session.jours[-1].date
    for candidat in session.candidats:
        fin = candidat.fin_formation
        if fin is None or session.fictive:
            continue
        place = place_of(source, "candidats", candidat.id, "fin_formation")
        if fin > dernier:
            source.notes.warning(lecture.formation_apres(fin), place)
        elif _a_year_later(fin) < premier:
            source.notes.warning(lecture.formation_ancienne(fin), place)


def _a_year_later(jour: date) -> date:
    return date(jour.year + 1, jour.month, 28 if (jour.month, jour.day) == (2, 29) else jour.day)


def _check_habilitations(source: Source, session: Session) -> None:
    """Membres who cannot sit on some day, for want of a habilitation that is valid then."""
    referentiel = session.referentiel
    titre = f"{referentiel.sigle} {referentiel.millesime}"
    noms = {cle(nom) for nom in (referentiel.sigle, referentiel.code)}
    dernier = session.jours[-1].date
    for membre in session.membres:
        if membre.observateur or not membre.habilitations:
            continue
        du_titre = [h for h in membre.habilitations if cle(h.titre) in noms]
        siennes = [h for h in du_titre if h.vaut_pour(referentiel)]
        if not siennes:
            champ = "millesime" if du_titre else "habilitation"
            source.notes.warning(lecture.pas_habilite(titre), place_of(source, "membres", membre.id, champ))
            continue
        fins = [h.fin for h in siennes]
        derniere = max((fin for fin in fins if fin), default=None)
        if None not in fins and derniere and derniere < dernier:
            jamais = derniere < session.jours[0].date
            fin = place_of(source, "membres", membre.id, "habilitation_fin")
            source.notes.warning(lecture.habilitation_courte(derniere, jamais), fin)


def _check_liens(source: Source, session: Session) -> None:
    """Rows that release a link which nothing deduces, or which cannot be released."""
    for lien in session.liens:
        if not lien.leve:
            continue
        motif = _released(session, lien)
        place = place_of(source, "liens", lien.candidat, lien.membre, "leve")
        if motif is MotifLien.FORMATEUR:
            source.notes.warning(lecture.lien_de_formateur(), place)
        elif motif is None:
            source.notes.warning(lecture.rien_a_lever(), place)


def _released(session: Session, lien: Lien) -> MotifLien | None:
    """Why a candidat and whom a row names have a link though nobody declares one; None where they have none."""
    candidat = session.candidat(lien.candidat)
    motifs = [lien_deduit(candidat, m) for m in session.membres if m.id == lien.membre]
    playing = (p for p in session.avec_role(Role.COMEDIEN) if p.id == lien.membre)
    if any(en_formation_ensemble(session.referentiel, candidat, p) for p in playing):
        motifs.append(MotifLien.ORGANISME)
    return next((motif for motif in motifs if motif is not None), None)


def _check_comediens(source: Source, session: Session) -> None:
    """The organisme by which one knows whether who plays and a candidat train together, where it is not typed."""
    if not session.referentiel.comediens_exterieurs or session.fictive:
        return
    untold = [p for p in session.avec_role(Role.COMEDIEN) if not p.organisme]
    candidats = [c for c in session.candidats if not c.organisme]
    if session.avec_role(Role.COMEDIEN) and (untold or candidats):
        noms = [humain.nom_complet for humain in (*untold, *candidats)]
        feuille, id_ = ("comediens", untold[0].id) if untold else ("candidats", candidats[0].id)
        source.notes.warning(lecture.organisme_a_dire(noms), place_of(source, feuille, id_, "organisme"))


def _check_jurys(source: Source, session: Session) -> None:
    """Juries that the centre gives, in which two may not sit together."""
    noms = {m.id: m.nom_complet for m in session.membres}
    for jury, pair in product(session.jurys, colleagues(session)):
        if {pair.un, pair.autre} <= {*jury.membres}:
            sure = pair.why is not WhyColleagues.QUESTION
            texte = lecture.jury_d_un_organisme(noms[pair.un], noms[pair.autre], pair.texte, sure=sure)
            source.notes.warning(texte, place_of(source, "jurys", jury.id))


def _check_responsables(source: Source, session: Session) -> None:
    responsables = session.avec_role(Role.RESPONSABLE)
    notes = source.notes
    if not responsables:
        notes.warning(lecture.sans_responsable(), _of_responsables(source, "responsable"))
    elif len(responsables) == 1:
        forms = source.records(SESSION)
        if forms and forms[0].has("suppleants"):
            texte = lecture.suppleant_responsable(responsables[0].nom_complet)
            notes.warning(texte, forms[0].place("suppleants"))
        else:
            notes.warning(lecture.sans_suppleant(), _of_responsables(source, "suppleants"))
    for un, autre in combinations(responsables, 2):
        if un.contact and key(un.contact) == key(autre.contact):
            place = place_of(source, "responsables", autre.id, "contact")
            notes.warning(lecture.meme_contact(un.nom_complet, autre.nom_complet), _or_session(source, place))
    formes = {f: c for c in session.candidats for f in reversed(c.formateurs)}
    for responsable in responsables:
        if responsable.id in formes:
            texte = lecture.responsable_formateur(responsable.nom_complet, formes[responsable.id].nom_complet)
            place = place_of(source, "responsables", responsable.id)
            notes.warning(texte, _or_session(source, place))


def _of_responsables(source: Source, champ: str) -> Location:
    """Their sheet; without it, the field of the form *Session* where they are named."""
    return Location(RESPONSABLES.titre) if source.sheets.has(RESPONSABLES) else place_of(source, "session", champ)


def _or_session(source: Source, place: Location) -> Location:
    """A responsable may have been named in the form *Session* alone."""
    return place if place.feuille else place_of(source, "session", "responsable")


def _check_quota(source: Source, session: Session) -> None:
    saisi, du_re = session.reglages.quota, session.referentiel.quota
    if saisi is not None and du_re is not None and saisi > du_re:
        source.notes.warning(lecture.quota_releve(saisi, du_re), place_of(source, "reglages", "quota"))


def _check_rooms(source: Source, session: Session) -> None:
    phases = [phase for epreuve in session.referentiel.epreuves() for phase in epreuve.phases]
    surveillees = any(phase.surveillable for phase in phases)
    if surveillees and not session.avec_role(Role.SURVEILLANT):
        source.notes.warning(lecture.sans_surveillant(), Location(SURVEILLANTS.titre))
    if not any(salle.accessible for salle in session.salles):
        for candidat in session.candidats:
            if candidat.salle_accessible:
                place = place_of(source, "candidats", candidat.id, "salle_accessible")
                source.notes.warning(lecture.aucune_salle_accessible(), place)


def _check_near_names(source: Source, session: Session) -> None:
    """A candidat who bears, or nearly bears, the name of somebody who is no membre: no link hangs on it."""
    membres = {m.id for m in session.membres}
    autres = () if session.fictive else tuple(p for p in session.personnes if p.id not in membres)
    for candidat, autre in product(session.candidats, autres):
        meme = key(candidat.nom_complet) == key(autre.nom_complet)
        if meme or near(candidat.nom_complet, autre.nom_complet):
            texte = lecture.candidat_et_autre(candidat.nom_complet, autre.nom_complet, meme)
            source.notes.warning(texte, place_of(source, "candidats", candidat.id, "nom"))


# From the sheets to a session: in which order the parts are read, and how they come together.


def read_input_sheets(source: Source, given: Referentiel | None) -> Session:
    """The session that the input sheets tell, by the référentiel given, else by the one that the workbook names.

    Raises WorkbookRefused, with every issue, where no session can be built. Under notes that are patient, it has at
    least its days, under the name of its titre.
    """
    read_answers(source)
    own_head = read_head(source)
    head = own_head or empty_head()
    frame = _frame(source, head, read_days(source, fictive=head.fictive), given)
    session = _with_people(source, head, frame)
    if own_head is None or not session.jours:
        raise source.notes.refusal()
    session = replace(read_non_places(source, session), questions=source.questions.all())
    tell_questions(source, session)
    source.notes.refuse_if_needed()
    source.notes.refuse_if_needed()
    check_session(source, session, known=_is_known(session))
    return session


def _is_known(session: Session) -> bool:
    """Whether its référentiel was read."""
    return session.referentiel.titre is not _STAND_IN.titre


def _frame(source: Source, head: Head, days: Days, given: Referentiel | None) -> Session:
    """The session without anybody. Where the référentiel is missing (told), a stand-in lets other sheets be read."""
    goes = read_referentiel(source, head, given)
    if goes is None and source.notes.patient:
        source.notes.warning(lecture.sans_referentiel(head.record.text("sigle")), head.record.place("sigle"))
    return Session(
        genre=head.genre,
        referentiel=_with_sheet(source, goes) if goes else replace(_STAND_IN, **named_titre(head)),
        ceres_par_ccp=ceres_of_ccps(head.record, goes.by, head.genre) if goes else (),
        jours=days.jours,
        candidats=(),
        membres=(),
        salles=(),
        reglages=read_reglages(source),
        fictive=head.fictive,
        **head.champs,
    )


def _with_sheet(source: Source, goes: Goes) -> Referentiel:
    """The référentiel with what its sheet *Épreuves* tells; that of another mise à jour tells nothing of this one."""
    shown = read_epreuves(source, goes.shows)
    return shown if goes.shows is goes.by else goes.by


def _with_people(source: Source, head: Head, frame: Session) -> Session:
    """The session with its people and rooms; they must all be known before the sheets that name them are read."""
    days = Days(frame.jours, frame.fictive)
    rows = read_identities(source, frame)
    people = People.read(source)
    refuse_too_many(len(rows.candidats), people)
    responsables = with_responsables(head.record, people)
    with_formateurs(source, rows, people)
    if not frame.fictive:
        ask_who_is_who(source, people)
    salles, vehicules = read_salles(source, frame.referentiel, days), read_vehicules(source, days)
    named = replace(
        frame,
        candidats=rows.candidats,
        membres=answers_before(source.avant, (membre_of(human) for human in people.membres), frame),
        personnes=tuple(personne_of(human, *responsables.get(human.id, (False, ""))) for human in people.others),
        salles=tuple(salle for salle, _ in salles),
        vehicules=tuple(vehicule for vehicule, _ in vehicules),
        questions=source.questions.all(),
    )
    return _with_relations(source, named, rows, people, salles, vehicules)


def _with_relations(
    source: Source,
    named: Session,
    rows: Rows,
    people: People,
    salles: list[tuple[Salle, list[Plage]]],
    vehicules: list[tuple[Vehicule, list[Plage]]],
) -> Session:
    """The session with what joins its people, rooms and days, and who may be whom held for safe."""
    days = Days(named.jours, named.fictive)
    index = Index(named)
    jurys, liens = read_jurys(source, index), read_liens(source, index)
    absences = read_absences(source, index, days)
    humains = {h.id: merged([*absences_of(h, days), *absences.humains[h.id]]) for h in people.humans}
    lookalikes = held_as_one(named.questions)
    complets = complete(source, rows, index, days, known=_is_known(named))
    candidats = [with_possible_formateurs(candidat, lookalikes) for candidat in complets]
    joined = replace(
        named,
        jurys=jurys,
        liens=liens,
        convocations=read_convocations(source, index, days),
        remises=read_remises(source, index),
        candidats=tuple(
            replace(c, indisponibilites=merged([*c.indisponibilites, *absences.candidats[c.id]])) for c in candidats
        ),
        membres=tuple(replace(m, indisponibilites=humains[m.id]) for m in named.membres),
        personnes=tuple(replace(p, indisponibilites=humains[p.id]) for p in named.personnes),
        salles=tuple(
            replace(salle, indisponibilites=merged([*plages, *absences.salles[salle.id]])) for salle, plages in salles
        ),
        vehicules=tuple(replace(v, indisponibilites=merged([*own, *absences.vehicules[v.id]])) for v, own in vehicules),
    )
    joined = replace(joined, liens=(*liens, *held_links(joined)), imprevus=read_imprevus(source, Index(joined), days))
    refuse_nobody_left(source, joined)
    if named.fictive:
        return joined
    ask_colleagues(source, joined)
    return replace(joined, liens=(*joined.liens, *ask_links(source, joined)))


def _stand_in() -> Referentiel:
    def table(id_: str) -> Table:
        oral = Epreuve(f"{id_}.ET", "", "ET", Nature.ORAL, (Phase(1, Surveillance.JURY),))
        return Table(id_, id_, (oral,))

    ccps, ccss = (tuple(table(f"{bloc}{rang}") for rang in range(1, 10)) for bloc in ("CCP", "CCS"))
    return Referentiel("", "", "", "", table("titre"), "", verifie=False, ccps=ccps, ccss=ccss)


_STAND_IN = _stand_in()
"""Takes the place of a référentiel that could not be read, only so that the rest of the workbook is."""

# Reading a workbook: its session, and the planning that it holds if any. Everything to say is said at once.


def read_session(
    path: str | Path,
    referentiel: Referentiel | None = None,
    *,
    dates_only: bool = False,
    avant: Session | None = None,
    planifie: bool = False,
    reponses: Collection[str] = (),
) -> Reading:
    """What a workbook tells: the session, warnings, the planning as written and as edited, and where all of it stands.

    `referentiel` takes the place of the one that the workbook names. `dates_only` reads what there is of a session,
    which must have days: where people, rooms or the référentiel are missing, it cannot be planned. Numbers of candidats
    and answers of membres that are not typed are those of `avant`, the same session as it was planned before.
    `reponses` answer questions as the sheet *Questions* would (`told_in_words`). Raises
    WorkbookRefused, with every issue, where the file is no workbook, where no session can be built from it, or where it
    holds no planning and is read for that (`planifie`). The file is only read.
    """
    checked = read_checked(Path(path))
    notes = (
        PatientNotes(dict.fromkeys(checked.avertissements))
        if dates_only
        else Notes(dict.fromkeys(checked.avertissements))
    )
    book = open_book(checked, notes, [titre for titre in ECRITES if titre not in TOLD])
    sheets = Sheets(book, notes)
    sheets.refuse_another_kind(SESSION, ANNEE.titre, lecture.CLASSEUR_D_ANNEE)
    for titre in documents.FEUILLES:
        sheets.refuse_another_kind(SESSION, titre, lecture.affiche(Path(path).name))
    sheets.refuse_another_kind(SESSION, plan_b.TITRE, lecture.PLAN_B)
    sheets.warn_of_unknown_sheets()
    source = Source(sheets, notes, avant=avant, planifie=planifie)
    source.questions.rows += map(told_in_words, reponses)
    reading = read_sheets(source, referentiel)
    changes, quality = (book.grids.get(titre) for titre in TOLD)
    return replace(
        reading,
        changements=changes_told(changes, reading.session),
        niveaux_ecrits=levels_told(quality) if book.intact else (),
    )


TOLD = (CHANGEMENTS.titre, QUALITE.titre)
"""Sheets written to be read of which a page tells something."""


def read_sheets(source: Source, referentiel: Referentiel | None = None) -> Reading:
    """What sheets tell, wherever their cells come from, as `read_session` does; raises WorkbookRefused."""
    session = read_input_sheets(source, referentiel)
    planned = read_planning(source, session)
    refuse_gone_begun(source, planned)
    reading = with_imprevus(planned)
    problems = faults(reading.saisie)
    if problems and not source.notes.patient:
        raise Bug("; ".join(problems))
    source.sheets.close_account()
    return replace(reading, avertissements=source.notes.avertissements, cells=source.cells)


def with_imprevus(reading: Reading) -> Reading:
    """What a workbook tells once what happened holds: whoever is gone is in no plan of it, but in the one written."""
    saisie, session = reading.session, held(reading.session)
    gone = {c.id for c in saisie.candidats} - {c.id for c in session.candidats}
    edite = tuple(plan_without(plan, gone) for plan in reading.edite)
    undone = reading.sans_edition if edite == reading.edite else {}
    return replace(reading, base=(saisie,), session=session, edite=edite, sans_edition=undone)


__all__ = ["read_session", "read_sheets"]
