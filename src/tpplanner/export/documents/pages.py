"""Documents besides convocations: what is posted, what juries, the responsable and the administration hold."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, replace
from datetime import date, datetime, timedelta
from typing import Any

from tpplanner.domain.answers import Report
from tpplanner.domain.duties import candidats_par_table, re_lu
from tpplanner.domain.plan import minutes_between
from tpplanner.domain.referentiel import Epreuve
from tpplanner.domain.session import Role
from tpplanner.export import calls, lists, means, posters
from tpplanner.export.agenda import Agenda, Moment, Sort, designations, quoi
from tpplanner.export.calendars import Timetable, ics
from tpplanner.export.documents import Audience, Copy, Make, Matter
from tpplanner.export.documents.letters import whom_to_reach
from tpplanner.export.documents.typeset import Page, typeset
from tpplanner.export.html_page import html_page
from tpplanner.export.lists import team_days
from tpplanner.export.pictures import Picture, internal_pictures, posted_pictures
from tpplanner.export.reception import expected
from tpplanner.export.reserve import in_reserve
from tpplanner.export.signing import leaving, signing
from tpplanner.export.staff import Shift, Sitter, beside, receiver
from tpplanner.export.verdicts import (
    Compliance,
    Rule,
    conforme_re,
    non_verifie,
    reglages_de_la_session,
    rules_by_theme,
)
from tpplanner.rules import HARD
from tpplanner.texts import classeur as texte_classeur
from tpplanner.texts import documents as texte_documents
from tpplanner.texts.classeur import phrase_session, sujet_du_jour
from tpplanner.texts.documents import AUDIENCES, journee
from tpplanner.texts.fautes import phrase
from tpplanner.texts.noms import ROLES, duree, heure, heure_chiffres
from tpplanner.texts.plain import one_line
from tpplanner.texts.referentiels import nom_de_table, re_cite


def _of_day(agenda: Agenda, jour: date, **contents: Any) -> dict[str, Any]:
    """What a part of a document tells of one day: its title, by default the day's name, and its foot."""
    nom = agenda.names.jour(jour)
    return {"titre": nom, "sujet": sujet_du_jour(agenda.session, nom), **contents}


# *Affichage*: the poster, on A3 and on A4: the same page at two sizes, whose layout depends on nobody.


def affichage(papier: str) -> Callable[[Matter], bytes]:
    """Makes the poster on that paper (``a3``, ``a4``)."""

    def make(matter: Matter) -> bytes:
        agenda, noms = matter.agenda, designations(matter.agenda, matter.designation)
        tableaux = [
            {"titre": posters.titre_de_table(agenda, table), "lignes": posters.lignes_de_table(agenda, table)}
            for table in posters.tables(agenda)
        ]
        return typeset(
            "affichage",
            matter,
            Audience.AFFICHAGE,
            texte_documents.TITRE,
            papier=papier,
            consigne=texte_documents.CONSIGNE,
            demis=[_posted_half_day(demi) for demi in posters.half_days_in_words(agenda, noms)],
            tableaux=tableaux,
            reglement=[texte_documents.REGLEMENT_TITRE, *texte_documents.REGLEMENT],
            final=posters.final_du_dernier_ccp(agenda),
            epreuves_titre=posters.titre_des_epreuves(agenda),
            verifiees=agenda.verifiees,
        )

    return make


def _posted_half_day(demi: posters.HalfDayInWords) -> dict[str, Any]:
    jurys = [{"jury": jury.jury, "lignes": [astuple(appel) for appel in jury.appels]} for jury in demi.jurys]
    return asdict(demi) | {"jurys": jurys}


# *Portes*: a sheet for the door of each room, which tells what the poster tells of that room and no more.


def portes(matter: Matter) -> Iterator[Copy]:
    """A PDF for each room that the plan uses."""
    agenda = matter.agenda
    compositions = {c.salle for c in agenda.plan.compositions}
    parties = {partie.salle for passage in agenda.plan.passages for partie in passage.parties}
    for salle in agenda.session.salles:
        if salle.id in compositions | parties:
            yield Copy(agenda.names.salle(salle.id), _porte(matter, salle.id))


def _porte(matter: Matter, salle: str) -> bytes:
    demis = [_half_day_of_room(matter, salle, demi) for demi in posters.demi_journees(matter.agenda)]
    return typeset(
        "porte",
        matter,
        Audience.AFFICHAGE,
        matter.agenda.names.salle(salle),
        demis=[demi for demi in demis if demi["lignes"]],
    )


def _half_day_of_room(matter: Matter, salle: str, demi: posters.DemiJournee) -> dict[str, Any]:
    agenda, noms = matter.agenda, designations(matter.agenda, matter.designation)
    collectifs = [
        (heure(a.heure), posters.quelle(agenda, a), posters.qui(agenda, a, noms))
        for a in demi.collectifs
        if salle in a.salles
    ]
    individuels = [
        (heure(a.heure), _before_jury(agenda, a), noms[a.candidat]) for a in demi.individuels if salle in a.salles
    ]
    return {
        "titre": posters.titre_de_demi(agenda, demi),
        "lignes": [*collectifs, *individuels],
    }


def _before_jury(agenda: Agenda, appel: posters.AppelIndividuel) -> str:
    return texte_documents.jury_et_passages(
        posters.jury_dit(agenda, appel.jury), posters.passages_en_bref(agenda, appel)
    )


ENTRY = timedelta(minutes=10)
"""The longest while between two things that needs no name: a candidat comes in, a dossier changes hands."""


# A sheet for each jury: its own day, minute by minute, and the passage from one épreuve to the next to announce.


def feuilles_de_jury(matter: Matter) -> Iterator[Copy]:
    """A PDF for each jury, with a page for each day."""
    agenda = matter.agenda
    par_jury: dict[str, list[list[Moment]]] = defaultdict(list)
    for (_, jury), moments in agenda.des_jurys.items():
        par_jury[jury].append(moments)
    for jury, days in par_jury.items():
        nom = agenda.names.jury(jury)
        jours = [_day_of_jury(agenda, jury, moments) for moments in days]
        yield Copy(nom, typeset("jury", matter, Audience.JURY, nom, jours=jours))


def _day_of_jury(agenda: Agenda, jury: str, moments: list[Moment]) -> dict[str, Any]:
    jury_day = lists.journee_du_jury(agenda, moments)
    return _of_day(
        agenda,
        jury_day.debut.date(),
        salle=jury_day.salles,
        membres=_membres(agenda, jury, moments),
        presence=jury_day.presence,
        lignes=list(_rows_of_jury_day(agenda, moments)),
        signatures=list(_signatures(agenda, jury, jury_day.debut.date())),
    )


def _signatures(agenda: Agenda, jury: str, jour: date) -> Iterator[str]:
    """What its membres sign who do not sit again, and those who close the session with it."""
    end, (early, last) = signing(agenda), leaving(agenda, jury, jour)
    if end is not None and early:
        noms = ", ".join(agenda.names.personne(m) for m in early)
        plus_tard = texte_documents.pv_plus_tard(
            texte_documents.a_l_heure(agenda.names.jour(end.jour), heure(end.heure))
        )
        yield texte_documents.avant_de_partir(noms, f"{texte_documents.AVANT_DE_PARTIR} {plus_tard}")
    if last:
        yield texte_documents.pv_de_ce_jury(", ".join(agenda.names.personne(m) for m in last))


def _membres(agenda: Agenda, jury: str, moments: list[Moment]) -> str:
    """Who sits; by hours where it changes during the day."""
    jour = moments[0].jour
    du_jour = agenda.compositions(jury, jour)
    noms = [", ".join(agenda.names.personne(m) for m in c.membres) for c in du_jour]
    if len(set(noms)) <= 1:
        return noms[0] if noms else ""
    bornes = [texte_classeur.bornes(heure(c.debut), heure(c.fin)) for c in du_jour]
    return " ; ".join(f"{nom} ({borne})" for nom, borne in zip(noms, bornes, strict=True))


def _rows_of_jury_day(agenda: Agenda, moments: list[Moment]) -> Iterator[dict[str, Any]]:
    heard: dict[str, str] = {}
    free_from = moments[0].debut
    for moment in moments:
        if moment.debut - free_from > ENTRY:
            yield {"sort": Sort.PAUSE.value, "cellules": _row_of_pause(free_from, moment.debut)}
        free_from = max(free_from, moment.fin)
        if moment.sort is Sort.EPREUVE:
            before = heard.get(moment.candidat, moment.epreuve)
            if before != moment.epreuve:
                epreuve = agenda.names.epreuve(moment.epreuve)
                yield {"annonce": texte_documents.annoncer(heure(moment.debut), epreuve)}
            heard[moment.candidat] = moment.epreuve
        yield {
            "sort": moment.sort.value,
            "cellules": (
                heure_chiffres(moment.debut),
                heure_chiffres(moment.fin),
                duree(moment.minutes),
                quoi(agenda, moment),
                str(agenda.numeros.get(moment.candidat, "")),
                _candidat_of_jury(agenda, moment) or _received_by(agenda, moment),
                agenda.elsewhere(moment),
            ),
        }


def _candidat_of_jury(agenda: Agenda, moment: Moment) -> str:
    """The candidat, and who is beside them."""
    nom = agenda.names.candidat(moment.candidat) if moment.candidat else ""
    avec = beside(agenda, moment) if moment.sort is Sort.EPREUVE else ""
    return texte_documents.AVEC.format(nom=nom, avec=avec) if avec else nom


def _received_by(agenda: Agenda, moment: Moment) -> str:
    """Of the accueil with which a jury's day begins: by whom, with which other juries."""
    welcome = agenda.welcome_of(moment)
    if welcome is None:
        return ""
    others = [agenda.names.jury(jury) for jury in welcome.jurys if jury != moment.jury]
    return texte_documents.avec_jurys(receiver(agenda, welcome), others)


def _row_of_pause(debut: datetime, fin: datetime) -> tuple[str, ...]:
    length = duree(minutes_between(debut, fin))
    return (heure_chiffres(debut), heure_chiffres(fin), length, texte_documents.PAUSE_DU_JURY, "", "", "")


# The days as pictures: whole for the responsable, hours of call alone for a wall or a screen.

Draw = Callable[[Picture, str], bytes]


def images_des_journees(draw: Draw) -> Make:
    """Makes a file for each picture: of each day its juries and rooms, then its candidats."""

    def make(matter: Matter) -> Iterator[Copy]:
        for jour in matter.agenda.jours:
            for picture in internal_pictures(matter.agenda, jour):
                yield Copy(journee(picture.jour, picture.sujet), draw(picture, AUDIENCES[Audience.RESPONSABLE]))

    return make


def images_des_appels(draw: Draw) -> Make:
    """Makes a file for each day: the hours at which candidats are called."""

    def make(matter: Matter) -> Iterator[Copy]:
        for jour in matter.agenda.jours:
            for picture in posted_pictures(matter.agenda, jour, matter.designation):
                yield Copy(picture.jour, draw(picture, AUDIENCES[Audience.AFFICHAGE]))

    return make


# The team's papers: who is expected and where they go; a sheet for each who watches, plays or helps.


def liste_d_accueil(matter: Matter) -> bytes:
    """Day by day, where everybody goes, by name; then what is checked of each candidat, by hour."""
    agenda = matter.agenda
    par_jour: dict[date, dict[str, list[calls.Summons]]] = defaultdict(lambda: defaultdict(list))
    for candidat in calls.summoned_candidats(agenda):
        for convocation in calls.summons(agenda, candidat):
            par_jour[convocation.jour][candidat].append(convocation)
    jours, reserve = [], in_reserve(agenda)
    for jour, people in expected(agenda).items():
        nom = agenda.names.jour(jour)
        attendus = [(e.nom, e.qui, [(heure(coming.heure), coming.ou) for coming in e.comings]) for e in people]
        titre, verifier = (t.format(jour=nom) for t in (texte_documents.OU_VA_TITRE, texte_documents.A_VERIFIER_TITRE))
        lignes = _to_check(agenda, par_jour[jour])
        waiting = [f"{agenda.names.personne(w.personne)} ({w.role})" for w in reserve.get(jour, ())]
        jours.append(
            _of_day(
                agenda,
                jour,
                titre=titre,
                attendus=attendus,
                reserve=texte_documents.RESERVE_ACCUEIL.format(noms=", ".join(waiting)) if waiting else "",
                a_verifier=verifier,
                lignes=lignes,
            )
        )
    return typeset(
        "accueil",
        matter,
        Audience.EQUIPE,
        texte_documents.ACCUEIL_TITRE,
        aide=texte_documents.ACCUEIL_AIDE,
        ou_va=texte_documents.OU_VA_ENTETES,
        entetes=texte_documents.ACCUEIL_ENTETES,
        cases=texte_documents.ACCUEIL_CASES,
        remarque=texte_documents.ACCUEIL_REMARQUE,
        prevenir=texte_documents.absent_ou_en_retard(whom_to_reach(agenda)),
        jours=jours,
    )


def _to_check(agenda: Agenda, summoned: dict[str, list[calls.Summons]]) -> list[tuple[str, str, str]]:
    """A row for each candidat (number, name, hours), in the order of their first hours, then of their numbers."""
    order = sorted(summoned, key=lambda c: (summoned[c][0].heure, agenda.numeros[c]))
    return [
        (str(agenda.numeros[c]), agenda.names.candidat(c), ", ".join(heure(x.heure) for x in summoned[c]))
        for c in order
    ]


def feuilles_de_l_equipe(matter: Matter) -> Iterator[Copy]:
    """A PDF for each who watches, plays, helps or stands in, with a page for each day."""
    agenda = matter.agenda
    for personne, days in team_days(agenda).items():
        if not matter.concerns(personne):
            continue
        nom = agenda.names.personne(personne)
        jours = [_day_of_helper(agenda, shift) for shift in days]
        yield Copy(
            nom,
            typeset(
                "equipe",
                matter,
                Audience.EQUIPE,
                nom,
                entetes=texte_documents.FEUILLE_ENTETES,
                surveilles_entetes=texte_documents.SURVEILLES_ENTETES,
                joindre=texte_documents.responsable_a_joindre(whom_to_reach(agenda)),
                jours=jours,
            ),
        )


def _day_of_helper(agenda: Agenda, shift: Shift) -> dict[str, Any]:
    roles = [texte_documents.SUPPLEANT_ATTENDU if r == Role.RESPONSABLE else ROLES[r] for r in shift.roles]
    presence = texte_documents.presence_de(roles, heure(shift.arrivee), heure(shift.fin))
    return _of_day(
        agenda,
        shift.jour,
        presence=presence,
        lignes=[
            (heure_chiffres(d.debut), heure_chiffres(d.fin) if d.fin else "", d.quoi, d.qui, d.ou) for d in shift.duties
        ],
        surveilles=[
            {
                "titre": texte_documents.SURVEILLES_TITRE.format(salle=agenda.names.salle(salle)),
                "lignes": [_row_of_sitter(agenda, sitter) for sitter in sitters],
            }
            for salle, sitters in shift.salles.items()
        ],
        consignes=[phrase for role in shift.roles for phrase in texte_documents.CONSIGNES_DE[role]],
    )


def _row_of_sitter(agenda: Agenda, sitter: Sitter) -> tuple[str, ...]:
    return (
        heure_chiffres(sitter.debut),
        heure_chiffres(sitter.fin),
        str(agenda.numeros.get(sitter.candidat, "")),
        agenda.names.candidat(sitter.candidat),
        agenda.names.epreuve(sitter.epreuve),
        sitter.avec,
        sitter.ensuite,
    )


# The responsable's own papers: run sheet, lists to sign, follow-up of the subjects.


def feuille_de_route(matter: Matter) -> bytes:
    """The run sheet: each day minute by minute, who does what where."""
    agenda = matter.agenda
    jours = [
        _of_day(agenda, jour, lignes=[(heure_chiffres(task.heure), task.quoi, task.qui, task.ou) for task in tasks])
        for jour, tasks in lists.run_sheet(agenda).items()
    ]
    titre, aide = texte_documents.DEROULE_TITRE, texte_documents.AIDE
    return typeset(
        "deroule", matter, Audience.RESPONSABLE, titre, aide=aide, jours=jours, entetes=texte_documents.ENTETES
    )


def emargement(matter: Matter) -> bytes:
    """The lists to sign, each from the top of a page."""
    return typeset(
        "emargement",
        matter,
        Audience.RESPONSABLE,
        texte_documents.EMARGEMENT_TITRE,
        aide=texte_documents.EMARGEMENT_AIDE,
        listes=[
            _list_to_sign(matter.agenda, liste) for liste in lists.sign_lists(matter.agenda, matter.changements.retards)
        ],
    )


def _list_to_sign(agenda: Agenda, liste: lists.SignList) -> dict[str, Any]:
    candidats = liste.signers is not lists.Signers.PERSONNES
    par_jury = liste.signers is lists.Signers.PAR_JURY
    entetes = [*liste.entetes[:3], *([texte_documents.ARRIVEE] if par_jury else []), *liste.entetes[3:]]
    rows = []
    for number, name, third, *boxes in liste.rows:
        shown = third if isinstance(third, str) else heure_chiffres(third)  # type: ignore[arg-type]
        rows.append([str(number or ""), name, shown, *([""] if par_jury else []), *boxes])
    return _of_day(
        agenda,
        liste.jour,
        titre=liste.titre,
        sous_titre=liste.sous_titre,
        entetes=[*entetes, *([texte_documents.ABSENCE] if candidats else [])],
        largeurs=[1.4, 7, 2.4 if candidats else 4, *([2.4] if par_jury else []), *[5] * (len(liste.entetes) - 3)],
        lignes=rows,
        absence=candidats,
        pied=liste.pied,
    )


def suivi_des_sujets(matter: Matter) -> bytes:
    """A block for each épreuve and day in which subjects are given, and the act of their destruction."""
    agenda = matter.agenda
    candidats_du_sujet: dict[tuple[date, str], list[str]] = defaultdict(list)
    for passage in agenda.plan.passages:
        if lists.a_un_sujet(agenda.epreuves.get(passage.epreuve)):
            candidats_du_sujet[passage.jour, passage.epreuve].append(passage.candidat)
    en_tout = Counter(epreuve for (_, epreuve), candidats in candidats_du_sujet.items() for _ in candidats)
    epreuves = [
        {
            "titre": f"{agenda.names.epreuve(epreuve)} – {agenda.names.jour(jour)}",
            "prevus": texte_documents.sujets_du_jour(len(candidats), en_tout[epreuve]),
            "collective": agenda.collective(epreuve),
            "lignes": [
                (str(agenda.numeros.get(c, "")), agenda.names.candidat(c)) for c in agenda.ordre_des_numeros(candidats)
            ],
        }
        for (jour, epreuve), candidats in sorted(candidats_du_sujet.items())
    ]
    aide = texte_documents.SUJETS_AIDE if epreuves else texte_documents.SANS_SUJET
    ref = agenda.session.referentiel
    noms = {table.id: nom_de_table(ref, table) for table in ref.tables}
    commandes = [texte_documents.sujets_prevus(noms[table], n) for table, n in candidats_par_table(agenda.session)]
    titre = texte_documents.SUJETS_TITRE
    return typeset("sujets", matter, Audience.RESPONSABLE, titre, aide=aide, commandes=commandes, epreuves=epreuves)


# For the administration: the *organisation détaillée* of the agrément file, and the report of conformity,
# unnamed.


def organisation(matter: Matter) -> bytes:
    """Which candidat passes which épreuve before whom, when and where; then the totals beside those of the RE."""
    agenda = Agenda(lists.anonymous(matter.session), matter.plan)
    lu = re_lu(agenda.session)
    salles = list(means.salles(agenda))
    doubted = any("(?)" in asked for _, asked, *_ in salles)
    jours = [
        {
            "titre": titre,
            "sujet": sujet_du_jour(agenda.session, nom),
            "lignes": [_row_of_organisation(ligne) for ligne in lignes],
        }
        for titre, nom, lignes in lists.journees(agenda)
    ]
    return typeset(
        "organisation",
        matter,
        Audience.AGREMENT,
        texte_documents.ORGANISATION_TITRE,
        aide=texte_documents.ORGANISATION_AIDE,
        verifiees=agenda.verifiees,
        entetes=[texte_classeur.du_re(entete, lu=lu) for entete in texte_documents.ORGANISATION_ENTETES],
        jours=jours,
        encadrement_titre=texte_documents.ENCADREMENT_TITRE,
        encadrement_entetes=texte_documents.ENCADREMENT_ENTETES,
        encadrement=list(means.encadrement(agenda)),
        salles_titre=texte_documents.SALLES_TITRE,
        salles_entetes=texte_documents.salles_entetes(lu=lu),
        salles=salles,
        salles_notes=[*([texte_documents.SALLES_DOUTE] if doubted else []), texte_documents.SALLES_AIDE],
        totaux_titre=texte_classeur.totaux_titre(lu=lu),
        totaux_notes=[texte_classeur.totaux_du_re(table, lu=lu) for table in lists.tables_passees(agenda)],
        totaux_entetes=[texte_classeur.du_re(entete, lu=lu) for entete in texte_classeur.TOTAUX_ENTETES[1:-1]],
        totaux=[values[1:-1] for values in lists.totaux(agenda)],
    )


def _row_of_organisation(ligne: lists.MomentInWords) -> dict[str, Any]:
    return {
        "epreuve": ligne.epreuve,
        "cellules": (
            heure_chiffres(ligne.debut),
            heure_chiffres(ligne.fin),
            ligne.qui,
            ligne.quoi,
            duree(ligne.minutes_re) if ligne.minutes_re is not None else "",
            duree(ligne.minutes),
            ligne.devant,
            ligne.salle,
        ),
    }


def conformite(matter: Matter) -> bytes:
    """What was checked, rule by rule, with its result and its source; the réglages; what is not checked."""
    agenda = Agenda(lists.anonymous(matter.session), matter.plan)
    report = matter.report
    ref = agenda.session.referentiel
    cite = one_line(re_cite(ref, lu=re_lu(agenda.session)))
    source = (
        texte_classeur.source(one_line(ref.source)) if ref.verifie else ""
    )  # no second hand is named to an inspector
    etabli = texte_classeur.etabli(one_line(matter.classeur), matter.version)
    constats = [texte_classeur.CONSTATE.format(phrase=phrase(agenda.session, c)) for c in report.constats]
    return typeset(
        "conformite",
        matter,
        Audience.AGREMENT,
        texte_documents.CONFORMITE_TITRE,
        introduction=texte_classeur.introduction(len(HARD), len(report.violations)),
        etabli=etabli,
        entetes=texte_classeur.CONFORMITE_ENTETES,
        re=_conformity_to_re(agenda, report, cite),
        themes=[
            {"titre": theme.titre, "lignes": [_row_of_rule(regle) for regle in theme.regles]}
            for theme in rules_by_theme(agenda, report)
        ],
        referentiel=[f"{cite}.", *filter(None, (source, *agenda.document_lu, agenda.verifiees))],
        notes=constats,
        reglages_entetes=texte_classeur.REGLAGES_ENTETES,
        reglages_aide=texte_classeur.REGLAGES_AIDE,
        reglages_titre=texte_classeur.REGLAGES,
        reglages=[(r.titre, r.valeur, r.repere, r.origine) for r in reglages_de_la_session(agenda)],
        non_verifie=non_verifie(agenda),
    )


def _conformity_to_re(agenda: Agenda, report: Report, cite: str) -> list[dict[str, Any]]:
    """Whether the durations are those of the RE, as far as anybody vouches for it."""
    return [_row_of_rule(replace(conforme_re(agenda, report), source=cite))]


def _row_of_rule(regle: Rule) -> dict[str, Any]:
    return {"cellules": (regle.enonce, regle.resultat, regle.source), "alerte": regle.sorte is Compliance.BROKEN}


# Calendars: one for each candidat, each membre, everybody else who is there, each room.


def calendriers(kind: Callable[[Agenda], Iterator[Timetable]], audience: Audience = Audience.RESPONSABLE) -> Make:
    """Makes a file for each timetable of that kind; none for a session that is invented."""

    def make(matter: Matter) -> Iterator[Copy]:
        for timetable in kind(matter.agenda) if not matter.session.fictive else ():
            if not matter.concerns(timetable.de):
                continue
            yield Copy(timetable.nom, ics(matter.session, timetable, AUDIENCES[audience]))

    return make


# *Table de correspondance*: the drawn number beside the name, for the responsable alone.


def correspondance(matter: Matter) -> bytes:
    """The drawn number beside each name."""
    agenda = matter.agenda
    return typeset(
        "table",
        matter,
        Audience.RESPONSABLE,
        texte_classeur.CORRESPONDANCE_TITRE,
        paysage=True,
        notes=lists.notes_de_correspondance(agenda),
        tables=[
            {
                "entetes": texte_classeur.CORRESPONDANCE_ENTETES,
                "largeurs": [9, 26, 22, 14, 36, 16, 14],
                "lignes": [[str(value) for value in ligne] for ligne in lists.lignes(agenda)],
            }
        ],
    )


# *Planning*: the whole of it on one HTML page, for the responsable.


def page(matter: Matter) -> bytes:
    """The whole planning on one HTML page."""
    text = html_page(
        matter.session,
        matter.plan,
        matter.report,
        avertissements=matter.avertissements,
        classeur_lu=matter.classeur,
        version=matter.version,
    )
    return text.encode()


# Consignes: a page that can be changed, for the candidats, for the jury, for the comédien; no name of a candidat.

_ConsignesFor = Callable[[Sequence[str], str], texte_documents.Consignes]


def consignes_aux_candidats(matter: Matter) -> bytes:
    """What candidats are told before they begin."""
    return _consignes(matter, Audience.CANDIDAT, texte_documents.aux_candidats, _epreuves(matter))


def consignes_au_jury(matter: Matter) -> bytes:
    """What the jury is told before it begins."""
    return _consignes(matter, Audience.JURY, texte_documents.au_jury, (e for e in _epreuves(matter) if e.devant_jury))


def consignes_au_comedien(matter: Matter) -> Iterator[Copy]:
    """What the comédien is told before they begin, of the phases in which they play; none where nobody plays."""
    played = ((e, tuple(phase for phase in e.phases if phase.comediens)) for e in _epreuves(matter))
    epreuves = [replace(e, phases=phases) for e, phases in played if phases]
    if epreuves:
        yield Copy("", _consignes(matter, Audience.EQUIPE, texte_documents.au_comedien, epreuves))


def _epreuves(matter: Matter) -> Iterator[Epreuve]:
    """The épreuves of the RE that somebody sits, the same for everybody."""
    for table in posters.tables(matter.agenda):
        yield from table.epreuves


def _consignes(matter: Matter, audience: Audience, consignes_of: _ConsignesFor, epreuves: Iterable[Epreuve]) -> bytes:
    agenda = matter.agenda
    lignes = [
        texte_documents.epreuve(agenda.names.epreuve(e.id), duree(e.minutes), posters.organisee(e)) for e in epreuves
    ]
    consignes = consignes_of(lignes, whom_to_reach(agenda))
    page = Page(consignes.titre, AUDIENCES[audience])
    page.paragraph(one_line(phrase_session(matter.session)))
    page.paragraph(one_line(agenda.lieu))
    page.paragraph(texte_documents.MODIFIABLE, italic=True)
    for titre, phrases in consignes.parties:
        page.heading(titre)
        page.bullets(phrases)
    return page.content()
