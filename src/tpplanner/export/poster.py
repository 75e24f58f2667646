"""What the poster tells, in words: whoever reads it learns an hour, a place, a jury, and the épreuves of the RE."""

from collections.abc import Mapping

from tpplanner.domain.referentiel import Epreuve, Table
from tpplanner.export.agenda import Agenda
from tpplanner.export.appels import AppelCollectif, AppelIndividuel
from tpplanner.texts import affichage as texte
from tpplanner.texts.temps import duree, heure


def qui(agenda: Agenda, appel: AppelCollectif, noms: Mapping[str, str]) -> str:
    """Those whom a collective call calls: everybody, numbers, or names (`noms`: what each candidat is called)."""
    connus = [c for c in appel.candidats if c in noms]
    if len(connus) == len(agenda.session.candidats):
        return texte.TOUS
    numbers = {texte.numero(agenda.numeros[c]) for c in connus}
    if numbers == {noms[c] for c in connus}:
        return texte.numeros([agenda.numeros[c] for c in connus])
    return ", ".join(noms[c] for c in connus)


def quelle(agenda: Agenda, appel: AppelCollectif) -> str:
    """What a collective call calls to, and when it begins."""
    return texte.commune(agenda.names.epreuve(appel.epreuve), heure(appel.debut))


def ou(agenda: Agenda, appel: AppelCollectif | AppelIndividuel) -> str:
    """The rooms that may be told of a call."""
    return texte.salles(agenda.names.salle(salle) for salle in appel.salles)


def tables(agenda: Agenda) -> list[Table]:
    """Each table that somebody sits, as the RE has it: exemptions and aménagements left out."""
    ref = agenda.session.referentiel
    ccps = {ccp for c in agenda.session.candidats if not c.titre for ccp in c.ccps}
    titre = [ref.titre] if any(c.titre for c in agenda.session.candidats) else []
    return [*titre, *(table for table in ref.ccps if table.id in ccps)]


def titre_de_table(agenda: Agenda, table: Table) -> str:
    """What a table is headed by; nothing for that of the titre."""
    return "" if table.id == agenda.session.referentiel.titre.id else texte.PAR_TABLE.format(table=table.nom)


def lignes_de_table(table: Table) -> list[tuple[str, str, str]]:
    """An épreuve, its length, how it is organised; then the total."""
    rows = [(e.nom, duree(e.minutes), organisation(e)) for e in table.epreuves]
    return [*rows, (texte.TOTAL, duree(table.minutes), "")]


def organisation(epreuve: Epreuve) -> str:
    """Together or one by one, before the jury or not."""
    if epreuve.collective:
        return texte.COLLECTIVE
    if not epreuve.devant_jury:
        return texte.INDIVIDUELLE
    entire = epreuve.minutes_jury == epreuve.minutes
    return texte.DEVANT_LE_JURY if entire else texte.EN_PARTIE_DEVANT_LE_JURY


def final_du_dernier_ccp(agenda: Agenda) -> str:
    """That those who end a titre with a CCP also sit the entretien final; empty where nobody does."""
    ref = agenda.session.referentiel
    if not ref.entretien_final or not any(c.dernier_ccp and not c.titre for c in agenda.session.candidats):
        return ""
    return texte.FINAL_DERNIER_CCP.format(duree=duree(ref.epreuve(ref.entretien_final).minutes))
