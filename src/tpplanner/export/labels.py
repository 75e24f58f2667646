"""How moments are told in tables and on the grid."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from tpplanner.domain.plan import NatureTravail, Partie, Passage
from tpplanner.domain.referentiel import Surveillance
from tpplanner.domain.session import Candidat, Role
from tpplanner.export.agenda import Agenda, Moment, Sort
from tpplanner.texts import classeur as texte
from tpplanner.texts.affichage import numero, numeros
from tpplanner.texts.noms import TRAVAUX
from tpplanner.texts.temps import heure_chiffres


def quoi(agenda: Agenda, moment: Moment) -> str:
    """What happens: an épreuve and its phase, a travail and what it is about, an accueil, an opening of plis."""
    match moment.sort:
        case Sort.ACCUEIL:
            return texte.ACCUEIL_CANDIDATS
        case Sort.PLIS:
            return texte.PLIS.format(epreuve=agenda.names.epreuve(moment.epreuve))
        case Sort.EPREUVE:
            epreuve = agenda.epreuves.get(moment.epreuve)
            total = len(epreuve.phases) if epreuve else 1
            return texte.phase(agenda.names.epreuve(moment.epreuve), moment.phase + 1, total, suite=moment.suite)
    if moment.nature is NatureTravail.CORRECTION and moment.epreuve:
        return texte.correction_de(agenda.names.epreuve(moment.epreuve))
    return TRAVAUX[moment.nature] if moment.nature else ""


def devant(agenda: Agenda, moment: Moment) -> str:
    """Before whom: the jury and its membres, or who watches over the room, with the comédien and the aide."""
    if moment.sort in (Sort.ACCUEIL, Sort.PLIS):
        return ""
    if moment.jury:
        membres = agenda.membres(moment.jury, moment.debut)
        qui = agenda.names.jury(moment.jury) + (f" : {membres}" if membres else "")
    else:
        qui = agenda.presents(Role.SURVEILLANT, moment) or _sans_nom(agenda, moment)
    comedien = agenda.presents(Role.COMEDIEN, moment) if moment.candidat else ""
    return f"{qui} ; {texte.comedien(comedien)}" if comedien else qui


def _sans_nom(agenda: Agenda, moment: Moment) -> str:
    phase = agenda.phase(moment)
    return texte.PRESENCES[phase.presence if phase else Surveillance.SEUL]


def qui(agenda: Agenda, candidats: Iterable[str]) -> str:
    """A candidat by number and name; several by their numbers, those that the session does not know by their names."""
    liste = agenda.ordre_des_numeros(dict.fromkeys(candidats))
    if len(liste) > 1 and {*liste} >= {*agenda.candidats}:
        return texte.TOUS
    connus = [agenda.numeros[c] for c in liste if c in agenda.numeros]
    inconnus = [agenda.names.candidat(c) for c in liste if c not in agenda.numeros]
    if len(liste) == 1:
        return " ".join([*(numero(n) for n in connus), agenda.names.candidat(liste[0])])
    return texte.plusieurs(len(liste), ", ".join(filter(None, (numeros(connus) if connus else "", *inconnus))))


def sigle(agenda: Agenda, epreuve: str) -> str:
    """An épreuve in a few letters: ``QP``, ``QP CCP1`` in a CCP, its id where its table has two of that modalité."""
    connue = agenda.epreuves.get(epreuve)
    if connue is None:
        return epreuve
    ref = agenda.session.referentiel
    table = ref.table_de(epreuve)
    if sum(e.modalite == connue.modalite for e in table.epreuves) > 1:
        return epreuve
    return connue.modalite if table.id == ref.titre.id else f"{connue.modalite} {table.id}"


def parcours(agenda: Agenda, candidat: Candidat) -> str:
    """What a candidat is presented to: ``session titre``, ``CCP 1, CCP 2 (dernier CCP…)``, less his exemptions."""
    tables = {table.id: table.nom for table in agenda.session.referentiel.ccps}
    if candidat.titre:
        presente = texte.SESSION_TITRE
    else:
        presente = ", ".join(tables.get(ccp, ccp) for ccp in candidat.ccps)
        presente += f" ({texte.DERNIER_CCP})" if candidat.dernier_ccp else ""
    if not candidat.dispenses:
        return presente
    exemptions = ", ".join(agenda.names.epreuve(e) for e in candidat.dispenses)
    return f"{presente} – {texte.DISPENSE.format(epreuves=exemptions)}"


def stretches(passage: Passage) -> list[tuple[datetime, datetime]]:
    """Begin and end of each uninterrupted stretch of a passage: two where midday cuts it."""
    found: list[tuple[datetime, datetime]] = []
    for partie in passage.parties:
        found = _longer(found, partie) if found and found[-1][1] == partie.debut else [*found, _ends(partie)]
    return found


def _longer(found: list[tuple[datetime, datetime]], partie: Partie) -> list[tuple[datetime, datetime]]:
    return [*found[:-1], (found[-1][0], partie.fin)]


def _ends(partie: Partie) -> tuple[datetime, datetime]:
    return partie.debut, partie.fin


def horaires(passage: Passage) -> list[str]:
    """The hours of each stretch, and when the jury comes if it does not watch from the start."""
    textes = [texte.de_a(heure_chiffres(debut), heure_chiffres(fin)) for debut, fin in stretches(passage)]
    if passage.suivies and not passage.parties[0].jury:
        textes.append(texte.phase_suivie_des(heure_chiffres(passage.suivies[0].debut)))
    return textes


def ensemble(agenda: Agenda, moments: Iterable[Moment]) -> list[list[Moment]]:
    """Moments by what happens: those of candidats who begin and end the same phase together are one."""
    groupes: dict[tuple[datetime, datetime, str, str], list[Moment]] = defaultdict(list)
    for moment in moments:
        groupes[moment.debut, moment.fin, quoi(agenda, moment), moment.jury].append(moment)
    return list(groupes.values())


def salle_et_postes(agenda: Agenda, salle: str) -> str:
    """A room, with the number of its posts where it has several."""
    connue = next((s for s in agenda.session.salles if s.id == salle), None)
    postes = [texte.nombre_de_postes(connue.postes)] if connue and connue.postes > 1 else []
    return ", ".join([agenda.names.salle(salle), *postes])
