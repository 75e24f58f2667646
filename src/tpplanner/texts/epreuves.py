"""What the sheet *Épreuves* shows of a référentiel, and what is said when somebody changes it."""

from collections.abc import Iterable

from tpplanner.domain.referentiel import Epreuve, Referentiel, Table
from tpplanner.texts.accord import accorde
from tpplanner.texts.message import Texte
from tpplanner.texts.noms import etiquettes_d_epreuves
from tpplanner.texts.referentiels import CHAMPS, LIBELLES_USAGES, NON_INDIQUE

_AUTRE_REFERENTIEL = (
    "Rétablissez la valeur. Pour d'autres épreuves ou d'autres durées, il faut un autre référentiel :"
    " « tpplanner titres nouveau », puis --referentiel."
)


def usage_affiche(usage: str) -> str:
    """A kind of room as a cell shows it: ``écrit``."""
    return LIBELLES_USAGES.get(usage, usage.replace("_", " "))


def nom_de_table(referentiel: Referentiel, table: Table) -> str:
    """``Session titre``, ``CCP1``."""
    return table.nom if table is referentiel.titre else table.id


def ordre(referentiel: Referentiel, epreuve: Epreuve) -> str:
    """Where an épreuve stands among the others, in words."""
    noms = etiquettes_d_epreuves(referentiel)
    morceaux = [f"après « {noms.get(id_, id_)} »" for id_ in epreuve.apres]
    morceaux += [f"aussitôt après « {noms.get(id_, id_)} »" for id_ in epreuve.aussitot_apres]
    morceaux += [
        f"{accorde(f'{jours} jour(s)')} au moins après « {noms.get(id_, id_)} »" for id_, jours in epreuve.jours_min
    ]
    if epreuve.separee:
        morceaux.append("à part des autres oraux")
    if epreuve.id == referentiel.entretien_final:
        morceaux.append("en dernier")
    return _phrase(morceaux)


def autres(referentiel: Referentiel, epreuve: Epreuve) -> str:
    """What else the référentiel says of an épreuve, in words."""
    noms = etiquettes_d_epreuves(referentiel)
    morceaux = []
    if epreuve.ressource:
        morceaux.append(f"ressource « {epreuve.ressource} », {accorde(f'{epreuve.partage} candidat(s)')} par ressource")
    if epreuve.simultanes > 1:
        morceaux.append(f"{epreuve.simultanes} candidats suivis ensemble")
    if epreuve.comedien:
        morceaux.append("avec un comédien")
    if epreuve.correction is not None:
        morceaux.append(f"correction {epreuve.correction} min")
    if epreuve.correction_avant:
        morceaux.append(f"corrigée avant « {noms.get(epreuve.correction_avant, epreuve.correction_avant)} »")
    if epreuve.coupure_midi:
        morceaux.append("coupée à midi")
    if epreuve.plis:
        morceaux.append("sujets sous pli")
    return _phrase(morceaux)


def a_confirmer(epreuve: Epreuve) -> str:
    """``présence du jury, type de salle : non indiqué par la source…``, empty where the source states all."""
    champs = ", ".join(CHAMPS.get(champ, champ) for champ in epreuve.a_confirmer)
    return f"{champs} : {NON_INDIQUE}" if champs else ""


def _phrase(morceaux: Iterable[str]) -> str:
    return " ; ".join(morceaux)


def feuille_absente(sigle: str) -> Texte:
    """No row of épreuves."""
    return Texte(f"La feuille Épreuves est absente ou vide : les épreuves sont celles du référentiel {sigle}.")


def ligne_inconnue(sigle: str) -> Texte:
    """A row that tells an épreuve, or a phase, which the référentiel has not."""
    return Texte(f"Cette ligne n'est pas une épreuve du référentiel {sigle}.", _AUTRE_REFERENTIEL)


def ligne_en_double() -> Texte:
    """Two rows for one phase."""
    return Texte("Cette phase d'épreuve figure deux fois.", "Supprimez l'une des deux lignes.")


def lignes_absentes(noms: Iterable[str]) -> Texte:
    """Épreuves of the référentiel that have no row."""
    return Texte(
        f"Des épreuves du référentiel n'ont pas de ligne : {', '.join(f'« {nom} »' for nom in noms)}.",
        "Elles sont prises telles que le référentiel les donne ; pour en dispenser un candidat, voyez Candidats.",
    )


def sans_effet() -> Texte:
    """A text of the sheet which only shows what the référentiel says has been changed."""
    return Texte("Ce texte n'est qu'un rappel du référentiel : le modifier n'a pas d'effet.", _AUTRE_REFERENTIEL)


def ne_se_modifie_pas(duree: bool) -> Texte:
    """A value that the référentiel states has been changed."""
    quoi = (
        "Les durées du référentiel ne se modifient pas ici."
        if duree
        else "Cette valeur du référentiel ne se modifie pas ici."
    )
    return Texte(quoi, _AUTRE_REFERENTIEL)
