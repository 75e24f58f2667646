"""What people call the things of a session: candidats, épreuves, juries, rooms, pieces of a plan."""

from datetime import date
from fractions import Fraction

from tpplanner.domain.outcome import Element
from tpplanner.domain.plan import Composition, NatureTravail, Passage, Presence, Travail
from tpplanner.domain.session import Role, Session
from tpplanner.texts.temps import date_longue

TRAVAUX = {
    NatureTravail.ACCUEIL: "accueil du jury",
    NatureTravail.LECTURE: "lecture du dossier",
    NatureTravail.CORRECTION: "correction",
    NatureTravail.DELIBERATION: "délibération",
    NatureTravail.PAUSE: "pause méridienne",
    NatureTravail.CLOTURE: "clôture",
}
ROLES = {
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
        role = ROLES.get(Role(presence.role), presence.role)
        if presence.candidat:
            return f"{role} pour {self.candidat(presence.candidat)} (« {self.epreuve(presence.epreuve)} »)"
        return f"{role} en {self.salle(presence.salle)}" if presence.salle else role


def nombre(valeur: int | Fraction) -> str:
    """A number as French people write it: ``3``, ``3,24``."""
    return f"{float(valeur):.2f}".rstrip("0").rstrip(".").replace(".", ",")
