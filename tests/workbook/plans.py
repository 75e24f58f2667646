"""Random well-formed plans of a session: nothing in them need respect the rules."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from tpplanner.domain.duties import epreuves_de
from tpplanner.domain.plan import (
    Accueil,
    Composition,
    NatureAccueil,
    NatureTravail,
    Partie,
    Passage,
    Plan,
    Presence,
    Travail,
)
from tpplanner.domain.referentiel import Epreuve
from tpplanner.domain.session import Role, Session

minute = st.integers(0, 24 * 60 - 1)


def _jurys(session: Session) -> list[str]:
    return [j.id for j in session.jurys] or ["J1", "J2", "J13"]


@st.composite
def moments(draw: st.DrawFn, session: Session) -> tuple[datetime, datetime]:
    """A stretch inside one day of the session."""
    debut = datetime.combine(draw(st.sampled_from(session.jours)).date, datetime.min.time())
    a, b = sorted((draw(minute), draw(minute)))
    return debut + timedelta(minutes=a), debut + timedelta(minutes=b + 1)


@st.composite
def passages(draw: st.DrawFn, session: Session, candidat: str, epreuve: Epreuve) -> Passage:
    """Every phase of an épreuve, in order, cut at midday where the référentiel does so."""
    salles = st.sampled_from([s.id for s in session.salles])
    vehicules = [v.id for v in session.vehicules]
    jury = st.sampled_from(["", *_jurys(session)])
    debut, fin = draw(moments(session))
    debut = min(debut, fin - timedelta(minutes=len(epreuve.phases) + 1))
    parties = []
    for numero in range(len(epreuve.phases)):
        fois = 2 if epreuve.coupure_midi and numero == epreuve.phase_coupee else 1
        for _ in range(fois):
            suite = debut + timedelta(minutes=draw(st.integers(1, 90)))
            pris = draw(st.lists(st.sampled_from(vehicules), unique=True, max_size=2)) if vehicules else []
            parties.append(Partie(numero, debut, suite, draw(salles), draw(jury), tuple(pris)))
            debut = suite
    return Passage(candidat, epreuve.id, tuple(parties), draw(st.sampled_from(["", "heure", "tout"])))


@st.composite
def plans(draw: st.DrawFn, session: Session) -> Plan:
    """Some passages of some candidats, with travaux, presences and compositions."""
    jury = st.sampled_from(_jurys(session))
    salle = st.sampled_from([s.id for s in session.salles])
    membre = st.sampled_from([m.id for m in session.membres])
    dus = [(c.id, e) for c in session.candidats for e in epreuves_de(session.referentiel, c)]
    choisis = draw(st.lists(st.sampled_from(dus), unique_by=lambda d: (d[0], d[1].id), max_size=6))
    travaux = []
    for nature in draw(st.lists(st.sampled_from(list(NatureTravail)), max_size=5)):
        candidat, epreuve = draw(st.sampled_from(dus))
        sur = nature not in (NatureTravail.ACCUEIL, NatureTravail.PAUSE, NatureTravail.CLOTURE)
        corrige = epreuve.id if nature is NatureTravail.CORRECTION else ""
        travaux.append(Travail(draw(jury), nature, *draw(moments(session)), candidat if sur else "", corrige))
    presences = []
    for personne in draw(st.lists(st.sampled_from(session.personnes), max_size=4)):
        role = draw(st.sampled_from([r for r in personne.roles if r is not Role.FORMATEUR] or [Role.AIDE]))
        candidat, epreuve = draw(st.sampled_from(dus))
        aupres = role is Role.AIDE or (role is Role.COMEDIEN and draw(st.booleans()))
        lieu = draw(salle) if role is Role.SURVEILLANT else ""
        qui = (candidat, epreuve.id) if aupres else ("", "")
        presences.append(Presence(personne.id, role, *draw(moments(session)), lieu, *qui))
    compositions = []
    for siege in draw(st.lists(jury, unique=True, max_size=3)):
        membres = tuple(draw(st.lists(membre, unique=True, min_size=1, max_size=3)))
        compositions.append(Composition(siege, *draw(moments(session)), membres, draw(salle)))
    accueils = []
    for nature in draw(st.lists(st.sampled_from(list(NatureAccueil)), min_size=1, max_size=3)):
        ouverte = draw(st.sampled_from(dus))[1].id if nature is NatureAccueil.PLIS else ""
        accueils.append(Accueil(nature, *draw(moments(session)), ouverte))
    return Plan(
        tuple(draw(passages(session, candidat, epreuve)) for candidat, epreuve in choisis),
        tuple(travaux),
        tuple(presences),
        tuple(compositions),
        tuple(accueils),
    )
