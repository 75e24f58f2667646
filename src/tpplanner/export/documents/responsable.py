"""The responsable's own papers: run sheet, list of the accueil, lists to sign, follow-up of the subjects."""

from collections import defaultdict
from datetime import date
from typing import Any

from tpplanner.export.agenda import Agenda
from tpplanner.export.documents.typeset import typeset
from tpplanner.export.matter import Audience, Matter
from tpplanner.export.run_sheet import a_un_sujet, run_sheet
from tpplanner.export.sign_lists import Signers, SignList, sign_lists
from tpplanner.export.summons import Summons, summoned_candidats, summons
from tpplanner.texts import deroule as texte_deroule
from tpplanner.texts import listes as texte
from tpplanner.texts.classeur import sujet_du_jour
from tpplanner.texts.temps import heure, heure_chiffres


def feuille_de_route(matter: Matter) -> bytes:
    """Each day minute by minute."""
    agenda = matter.agenda
    jours = [
        {
            "titre": agenda.names.jour(jour),
            "sujet": sujet_du_jour(matter.session, agenda.names.jour(jour)),
            "lignes": [(heure_chiffres(task.heure), task.quoi, task.qui, task.ou) for task in tasks],
        }
        for jour, tasks in run_sheet(agenda).items()
    ]
    titre, aide = texte_deroule.TITRE, texte_deroule.AIDE
    return typeset(
        "deroule", matter, Audience.RESPONSABLE, titre, aide=aide, jours=jours, entetes=texte_deroule.ENTETES
    )


def liste_d_accueil(matter: Matter) -> bytes:
    """Who is expected at which hour, day by day, and what is checked of each."""
    agenda = matter.agenda
    par_jour: dict[date, dict[str, list[Summons]]] = defaultdict(lambda: defaultdict(list))
    for candidat in summoned_candidats(agenda):
        for convocation in summons(agenda, candidat):
            par_jour[convocation.jour][candidat].append(convocation)
    jours = [
        {
            "titre": agenda.names.jour(jour),
            "sujet": sujet_du_jour(matter.session, agenda.names.jour(jour)),
            "lignes": _expected(agenda, summoned),
        }
        for jour, summoned in sorted(par_jour.items())
    ]
    return typeset(
        "accueil",
        matter,
        Audience.RESPONSABLE,
        texte.ACCUEIL_TITRE,
        aide=texte.ACCUEIL_AIDE,
        entetes=texte.ACCUEIL_ENTETES,
        cases=texte.ACCUEIL_CASES,
        remarque=texte.ACCUEIL_REMARQUE,
        jours=jours,
    )


def _expected(agenda: Agenda, summoned: dict[str, list[Summons]]) -> list[tuple[str, str, str]]:
    """A row a candidat, by first hour then by number."""
    order = sorted(summoned, key=lambda c: (summoned[c][0].heure, agenda.numeros[c]))
    return [
        (str(agenda.numeros[c]), agenda.names.candidat(c), ", ".join(heure(x.heure) for x in summoned[c]))
        for c in order
    ]


def emargement(matter: Matter) -> bytes:
    """Every list to sign, each from the top of a page."""
    return typeset(
        "emargement",
        matter,
        Audience.RESPONSABLE,
        texte.EMARGEMENT_TITRE,
        aide=texte.EMARGEMENT_AIDE,
        listes=[_liste(matter.agenda, liste) for liste in sign_lists(matter.agenda)],
    )


def _liste(agenda: Agenda, liste: SignList) -> dict[str, Any]:
    candidats = liste.signers is not Signers.PERSONNES
    par_jury = liste.signers is Signers.PAR_JURY
    entetes = [*liste.entetes[:3], *([texte.ARRIVEE] if par_jury else []), *liste.entetes[3:]]
    rows = []
    for number, name, third, *boxes in liste.rows:
        shown = third if isinstance(third, str) else heure_chiffres(third)  # type: ignore[arg-type]
        rows.append([str(number or ""), name, shown, *([""] if par_jury else []), *boxes])
    return {
        "titre": liste.titre,
        "sujet": sujet_du_jour(agenda.session, agenda.names.jour(liste.jour)),
        "sous_titre": liste.sous_titre,
        "entetes": [*entetes, *([texte.ABSENCE] if candidats else [])],
        "largeurs": [1.4, 7, 2.4 if candidats else 4, *([2.4] if par_jury else []), *[5] * (len(liste.entetes) - 3)],
        "lignes": rows,
        "absence": candidats,
        "pied": liste.pied,
    }


def suivi_des_sujets(matter: Matter) -> bytes:
    """A block for each épreuve and day in which subjects are given, and the act of their destruction."""
    agenda = matter.agenda
    donnes: dict[tuple[date, str], list[str]] = defaultdict(list)
    for passage in agenda.plan.passages:
        if a_un_sujet(agenda.epreuves.get(passage.epreuve)):
            donnes[passage.jour, passage.epreuve].append(passage.candidat)
    epreuves = [
        {
            "titre": f"{agenda.names.epreuve(epreuve)} – {agenda.names.jour(jour)}",
            "prevus": texte.sujets_prevus(len(candidats)),
            "collective": agenda.collective(epreuve),
            "lignes": [
                (str(agenda.numeros.get(c, "")), agenda.names.candidat(c)) for c in agenda.ordre_des_numeros(candidats)
            ],
        }
        for (jour, epreuve), candidats in sorted(donnes.items())
    ]
    aide = texte.SUJETS_AIDE if epreuves else texte.SANS_SUJET
    return typeset("sujets", matter, Audience.RESPONSABLE, texte.SUJETS_TITRE, aide=aide, epreuves=epreuves)
