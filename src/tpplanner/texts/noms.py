"""What people call the things of a session: candidats, épreuves, juries, rooms, pieces of a plan."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from tpplanner.domain.noms import cle
from tpplanner.domain.outcome import Element
from tpplanner.domain.plan import Accueil, Composition, NatureAccueil, NatureTravail, Passage, Presence, Travail
from tpplanner.domain.referentiel import Epreuve, Referentiel
from tpplanner.domain.session import Candidat, Membre, Personne, Role, Session
from tpplanner.texts.temps import date_longue

TRAVAUX = {
    NatureTravail.ACCUEIL: "accueil du jury",
    NatureTravail.LECTURE: "lecture du dossier",
    NatureTravail.CORRECTION: "correction",
    NatureTravail.DELIBERATION: "délibération",
    NatureTravail.PAUSE: "pause méridienne",
    NatureTravail.CLOTURE: "clôture",
}
ACCUEILS = {
    NatureAccueil.ACCUEIL: "accueil des candidats",
    NatureAccueil.PLIS: "ouverture des plis",
}
ROLES: dict[str, str] = {
    Role.SURVEILLANT: "surveillant",
    Role.COMEDIEN: "comédien",
    Role.RESPONSABLE: "responsable de session",
    Role.FORMATEUR: "formateur",
    Role.AIDE: "aide",
}


class Noms:
    """The names of a session; an unknown id is its own name."""

    def __init__(self, session: Session) -> None:
        self._candidats = {c.id: c.nom_complet for c in session.candidats}
        self._personnes = {p.id: p.nom_complet for p in session.personnes}
        self._personnes |= {m.id: m.nom_complet for m in session.membres}
        self._epreuves = {e.id: e.nom for e in session.referentiel.epreuves()}
        self._salles = {s.id: s.nom for s in session.salles}
        self._jours = {j.date: j.etiquette for j in session.jours}
        self._etiquettes = _etiquettes_de_personnes(session)
        self._etiquettes_epreuves = etiquettes_d_epreuves(session.referentiel)
        noms_de_salles = Counter(cle(s.nom) for s in session.salles)
        self._etiquettes_salles = {s.id: s.nom if noms_de_salles[cle(s.nom)] == 1 else s.id for s in session.salles}
        self.fictive = session.fictive

    def candidat(self, id_: str) -> str:
        """``DURAND Léa``."""
        return self._candidats.get(id_, id_)

    def personne(self, id_: str) -> str:
        """A membre, or anybody else (a candidat too)."""
        return self._personnes.get(id_) or self.candidat(id_)

    def epreuve(self, id_: str) -> str:
        """``Entretien technique``."""
        return self._epreuves.get(id_, id_)

    def salle(self, id_: str) -> str:
        """The room's own name."""
        return self._salles.get(id_, id_)

    def etiquette(self, id_: str) -> str:
        """A candidat, membre or other person under a name that nobody else of the session bears.

        Homonyms get their number: ``DURAND Léa (n° 3)`` for a candidat whose number is drawn, ``DURAND Léa (M2)``
        otherwise.
        """
        return self._etiquettes.get(id_, id_)

    def etiquette_epreuve(self, id_: str) -> str:
        """An épreuve under a name that no other épreuve of the référentiel bears: ``Entretien technique (CCP1)``."""
        return self._etiquettes_epreuves.get(id_, id_)

    def etiquette_salle(self, id_: str) -> str:
        """A room under a name that no other room bears."""
        return self._etiquettes_salles.get(id_, id_)

    def jury(self, id_: str) -> str:
        """``Jury 2`` for a composed one; the name that the centre gave otherwise."""
        return f"Jury {id_[1:]}" if id_[:1] == "J" and id_[1:].isdigit() else id_

    def jour(self, jour: date | str) -> str:
        """The day's date in full, or its label in a fictive session."""
        date_ = date.fromisoformat(jour) if isinstance(jour, str) else jour
        return self._jours.get(date_, str(date_)) if self.fictive else date_longue(date_)

    def element(self, element: Element) -> str:
        """A piece of a plan in words: ``« Entretien technique » de DURAND Léa``."""
        match element:
            case Accueil():
                de = f" de « {self.epreuve(element.epreuve)} »" if element.epreuve else ""
                return f"{ACCUEILS[element.nature]}{de}"
            case Passage():
                return f"« {self.epreuve(element.epreuve)} » de {self.candidat(element.candidat)}"
            case Travail():
                epreuve = f" de « {self.epreuve(element.epreuve)} »" if element.epreuve else ""
                de = f" pour {self.candidat(element.candidat)}" if element.candidat else ""
                return f"{TRAVAUX[element.nature]}{epreuve}{de}"
            case Presence():
                return self._presence(element)
            case Composition():
                return f"membre du {self.jury(element.jury)}"

    def _presence(self, presence: Presence) -> str:
        role = ROLES.get(presence.role, presence.role)
        if presence.candidat:
            return f"{role} pour {self.candidat(presence.candidat)} (« {self.epreuve(presence.epreuve)} »)"
        return f"{role} en {self.salle(presence.salle)}" if presence.salle else role


def _etiquettes_de_personnes(session: Session) -> dict[str, str]:
    tous: list[Candidat | Membre | Personne] = [*session.personnes, *session.membres, *session.candidats]
    humains = {humain.id: humain for humain in tous}
    porteurs = Counter(cle(h.nom_complet) for h in humains.values())
    tires = Counter(c.numero_tire for c in session.candidats)
    etiquettes = {}
    for id_, humain in humains.items():
        suffixe = id_
        if isinstance(humain, Candidat) and humain.numero_tire is not None and tires[humain.numero_tire] == 1:
            suffixe = f"n° {humain.numero_tire}"
        unique = porteurs[cle(humain.nom_complet)] == 1
        etiquettes[id_] = humain.nom_complet if unique else f"{humain.nom_complet} ({suffixe})"
    return etiquettes


def etiquettes_d_epreuves(referentiel: Referentiel) -> dict[str, str]:
    """The unique label of each épreuve: its name; those of a CCP that bear a name twice also name their table."""
    du_titre = _repetitions(referentiel.titre.epreuves)
    partout = _repetitions(referentiel.epreuves())
    etiquettes = {}
    for table in referentiel.tables:
        dans_la_table = _repetitions(table.epreuves)
        for epreuve in table.epreuves:
            nom = cle(epreuve.nom)
            if (partout[nom] == 1) or (table is referentiel.titre and du_titre[nom] == 1):
                etiquettes[epreuve.id] = epreuve.nom
            elif dans_la_table[nom] == 1:
                etiquettes[epreuve.id] = f"{epreuve.nom} ({table.id})"
            else:
                etiquettes[epreuve.id] = f"{epreuve.nom} ({epreuve.id})"
    return etiquettes


def _repetitions(epreuves: Iterable[Epreuve]) -> Counter[str]:
    return Counter(cle(epreuve.nom) for epreuve in epreuves)


def nombre(valeur: int | Fraction) -> str:
    """A number as French people write it: ``3``, ``3,24``."""
    return f"{float(valeur):.2f}".rstrip("0").rstrip(".").replace(".", ",")
