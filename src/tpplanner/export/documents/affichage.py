"""*Affichage*: the poster, on A3 and on A4: the same page at two sizes, whose layout depends on nobody."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from tpplanner.export.appels import DemiJournee, demi_journees
from tpplanner.export.designation import designations
from tpplanner.export.documents.typeset import typeset
from tpplanner.export.matter import Audience, Matter
from tpplanner.export.poster import final_du_dernier_ccp, lignes_de_table, ou, qui, tables, titre_de_table
from tpplanner.texts import affichage as texte
from tpplanner.texts.classeur import sujet_du_jour
from tpplanner.texts.temps import heure


def affichage(papier: str) -> Callable[[Matter], bytes]:
    """Makes the poster on that paper (``a3``, ``a4``)."""

    def make(matter: Matter) -> bytes:
        agenda = matter.agenda
        tableaux = [
            {"titre": titre_de_table(agenda, table), "lignes": lignes_de_table(table)} for table in tables(agenda)
        ]
        return typeset(
            "affichage",
            matter,
            Audience.AFFICHAGE,
            texte.TITRE,
            papier=papier,
            consigne=texte.CONSIGNE,
            demis=[_half_day(matter, demi) for demi in demi_journees(agenda)],
            tableaux=tableaux,
            final=final_du_dernier_ccp(agenda),
            verifiees=agenda.verifiees,
        )

    return make


def _half_day(matter: Matter, demi: DemiJournee) -> dict[str, Any]:
    agenda, noms = matter.agenda, designations(matter.agenda, matter.designation)
    jurys = []
    for jury, appels in groupby(demi.individuels, key=lambda a: a.jury):
        lignes = [(heure(a.heure), noms[a.candidat], ou(agenda, a)) for a in appels]
        jurys.append({"jury": agenda.names.jury(jury) if jury else texte.SANS_JURY, "lignes": lignes})
    return {
        "titre": texte.demi_journee(agenda.names.jour(demi.jour), matin=demi.matin),
        "jour": sujet_du_jour(matter.session, agenda.names.jour(demi.jour)),
        "collectifs": [
            {
                "heure": heure(a.heure),
                "debut": heure(a.debut),
                "epreuve": agenda.names.epreuve(a.epreuve),
                "qui": qui(agenda, a, noms),
                "salle": ou(agenda, a),
            }
            for a in demi.collectifs
        ],
        "jurys": jurys,
    }
