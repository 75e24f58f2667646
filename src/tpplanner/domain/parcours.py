"""What a candidat has to pass."""

from tpplanner.domain.referentiel import Epreuve, Nature, Referentiel, Table
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Candidat


def tables_de(referentiel: Referentiel, candidat: Candidat) -> tuple[Table, ...]:
    """The tables to which he is presented: the titre's, or those of his CCP in the order of the RE."""
    if candidat.titre:
        return (referentiel.titre,)
    return tuple(table for table in referentiel.ccps if table.id in candidat.ccps)


def epreuves_de(referentiel: Referentiel, candidat: Candidat) -> tuple[Epreuve, ...]:
    """The épreuves that he must pass, in the order of the RE, the entretien final last.

    Those of the titre, or of each of his CCP followed by the entretien final when they end his titre; less his
    exemptions.
    """
    dues = [epreuve for table in tables_de(referentiel, candidat) for epreuve in table.epreuves]
    if not candidat.titre and candidat.dernier_ccp and referentiel.entretien_final:
        dues.append(referentiel.epreuve(referentiel.entretien_final))
    return tuple(epreuve for epreuve in dues if epreuve.id not in candidat.dispenses)


def minutes_de_correction(reglages: Reglages, epreuve: Epreuve) -> int:
    """The minutes that the référentiel, else the réglages, give to correct that épreuve for one candidat."""
    if epreuve.correction is not None:
        return epreuve.correction
    if epreuve.modalite == "QP":
        return reglages.correction_qp
    return reglages.correction_ecrit if epreuve.nature is Nature.ECRIT else reglages.correction_autre
