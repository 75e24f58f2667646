"""What a centre could change so that a session can be planned, in its own words."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from tpplanner.domain.repair import Amendment, Moment, Remedy, Repair
from tpplanner.domain.session import Candidat, Jour, Membre, Personne, Plage, Role, Salle, Session
from tpplanner.texts.jours import etiquette_du_jour
from tpplanner.texts.noms import Noms
from tpplanner.texts.referentiels import LIBELLES_USAGES
from tpplanner.texts.temps import duree, heure

A_TROUVER = "MEMBRE À TROUVER"
"""The name of a membre who is not there yet."""

_ROLES = {Role.SURVEILLANT: "surveillant", Role.COMEDIEN: "comédien", Role.RESPONSABLE: "suppléant du responsable"}

_REGLAGES = {
    "lecture": "la lecture d'un dossier",
    "correction_qp": "la correction d'un questionnaire",
    "correction_ecrit": "la correction d'un écrit",
    "correction_autre": "la correction d'une autre épreuve",
    "deliberation": "la délibération",
    "battement": "le battement",
    "accueil_jury": "l'accueil du jury",
    "accueil": "l'accueil des candidats le premier jour",
    "accueil_autres_jours": "l'accueil des candidats les autres jours",
    "accueil_comedien": "l'accueil du comédien",
    "plis": "l'ouverture des plis",
    "cloture": "la clôture",
    "pause_jury": "la pause méridienne du jury",
    "pause_candidat": "la pause du candidat",
}

_MOMENTS = {Moment.DAY: "", Moment.MORNING: " au matin", Moment.AFTERNOON: " après-midi"}


def personne(role: Role) -> str:
    """The name of somebody who is not there yet."""
    return f"{_ROLES[role].upper()} À TROUVER"


def salle(usage: str, rang: int) -> str:
    """The name of a room that is not there yet."""
    return f"Salle à trouver ({LIBELLES_USAGES.get(usage, usage)} {rang})"


def jour(rang: int) -> str:
    """The label of a day that is not there yet."""
    return etiquette_du_jour(rang)


def reparation(session: Session, repair: Repair) -> str:
    """A repair in a sentence."""
    parts = [_TEXTES[a.change](_Told(session), a) for a in repair.amendments]
    told = " ; ".join(parts)
    return f"{told[:1].upper()}{told[1:]}."


class _Told:
    def __init__(self, session: Session) -> None:
        self.session, self.noms = session, Noms(session)

    def jour(self, iso: str) -> str:
        jour = date.fromisoformat(iso)
        nom = self.noms.jour(jour)
        return nom if self.noms.fictive else f"le {nom}"

    def jours(self, amendment: Amendment, hours: Callable[[Jour], str]) -> str:
        """A day or every day, with its hours as they would be where all have the same."""
        days = [j for j in self.session.jours if not amendment.subject or j.date.isoformat() in amendment.subject]
        qui = self.jour(amendment.subject[0]) if amendment.subject else ("chaque jour" if len(days) > 1 else "")
        told = {hours(j) for j in days}
        return f"{qui}{' ' if qui else ''}({told.pop()})" if len(told) == 1 else qui

    def plage(self, amendment: Amendment) -> Plage:
        s = self.session
        everyone: tuple[Candidat | Membre | Personne | Salle, ...] = (*s.candidats, *s.membres, *s.personnes, *s.salles)
        plages = (p for x in everyone if x.id == amendment.subject[0] for p in x.indisponibilites)
        return next(p for p in plages if p.debut.isoformat() == amendment.subject[1])

    def qui(self, amendment: Amendment) -> str:
        """Who, or which room, is there: ``« Salle 1 » ouverte``, ``MARTIN Paul disponible``."""
        id_ = amendment.subject[0]
        if any(s.id == id_ for s in self.session.salles):
            return f"« {self.noms.etiquette_salle(id_)} » disponible"
        return f"{self.noms.etiquette(id_)} disponible"


def _membres(t: _Told, a: Amendment) -> str:
    quand = f"{t.jour(a.subject[0])}{_MOMENTS[Moment(a.subject[1])]}"
    if a.amount == 1:
        return f"un membre habilité de plus {quand}, sans lien avec les candidats"
    return f"{a.amount} membres habilités de plus {quand}, sans lien avec les candidats"


def _days(_: _Told, a: Amendment) -> str:
    if a.amount == 1:
        return "un jour de plus, où chacun est disponible"
    return f"{a.amount} jours de plus, où chacun est disponible"


def _rooms(_: _Told, a: Amendment) -> str:
    type_ = LIBELLES_USAGES.get(a.subject[0], a.subject[0])
    if a.amount == 1:
        return f"une salle de type « {type_} » de plus"
    return f"{a.amount} salles de type « {type_} » de plus"


def _later(t: _Told, a: Amendment) -> str:
    return f"finir {duree(a.amount)} plus tard {t.jours(a, lambda j: f'{heure(_moved(j.fin, a.amount))} au plus tard')}"


def _earlier(t: _Told, a: Amendment) -> str:
    def hours(j: Jour) -> str:
        return f"ouverture à {heure(_moved(j.ouverture, -a.amount))}, accueil à {heure(_moved(j.accueil, -a.amount))}"

    return f"commencer {duree(a.amount)} plus tôt {t.jours(a, hours)}"


def _midday(t: _Told, a: Amendment) -> str:
    def hours(j: Jour) -> str:
        return f"de {heure(_moved(j.pause_debut, -a.amount))} à {heure(_moved(j.pause_fin, a.amount))}"

    return f"élargir la plage de midi {t.jours(a, hours)}"


def _moved(moment: time, minutes: int) -> time:
    return (datetime.combine(date(2000, 1, 3), moment) + timedelta(minutes=minutes)).time()


def _there(t: _Told, a: Amendment) -> str:
    plage = t.plage(a)
    fin = plage.fin - timedelta(minutes=1)
    if plage.debut.date() != fin.date():
        return f"{t.qui(a)} du {t.noms.jour(plage.debut.date())} au {t.noms.jour(fin.date())}"
    return f"{t.qui(a)} {t.jour(plage.debut.date().isoformat())} toute la journée"


def _there_from(t: _Told, a: Amendment) -> str:
    return f"{t.qui(a)} {t.jour(a.subject[1][:10])} dès {heure(time(*divmod(a.amount, 60)))}"


def _there_until(t: _Told, a: Amendment) -> str:
    return f"{t.qui(a)} {t.jour(a.subject[1][:10])} jusqu'à {heure(time(*divmod(a.amount, 60)))}"


def _reglage(t: _Told, a: Amendment) -> str:
    champ = a.subject[0]
    if champ == "pas":
        return f"laisser les heures tomber à la minute, au lieu de toutes les {t.session.reglages.pas} minutes"
    if champ == "quota":
        return f"revenir au nombre du référentiel : {a.amount} candidats par jury et par jour"
    return f"ramener {_REGLAGES[champ]} de {duree(getattr(t.session.reglages, champ))} à {duree(a.amount)}"


def _agreed(t: _Told, a: Amendment) -> str:
    qui = t.noms.etiquette(a.subject[0])
    return f"{qui} accepte de venir plus tôt" + (", et un autre jour que convoqué" if a.amount else "")


def _role(_: _Told, a: Amendment) -> str:
    nom = _ROLES[Role(a.subject[0])]
    if a.amount == 1:
        return f"un {nom} de plus"
    premier, *reste = nom.split(" ")
    return " ".join([f"{a.amount} {premier}s", *reste, "de plus"])


_TEXTES: dict[Remedy, Callable[[_Told, Amendment], str]] = {
    Remedy.MEMBRES: _membres,
    Remedy.JOURS: _days,
    Remedy.SALLE: _rooms,
    Remedy.LATER: _later,
    Remedy.EARLIER: _earlier,
    Remedy.MIDDAY: _midday,
    Remedy.THERE: _there,
    Remedy.THERE_FROM: _there_from,
    Remedy.THERE_UNTIL: _there_until,
    Remedy.UNPINNED: lambda t, a: (
        f"ne plus figer « {t.noms.etiquette_epreuve(a.subject[1])} » de {t.noms.etiquette(a.subject[0])}"
    ),
    Remedy.REGLAGE: _reglage,
    Remedy.AGREED: _agreed,
    Remedy.ROLE: _role,
    Remedy.COMPOSED: lambda _t, _a: "laisser tpplanner composer les jurys",
}
