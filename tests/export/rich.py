"""Richer sessions to print, and plans for them that are well-formed without being optimal. Invented people only."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from builders import LUNDI, cda, joue, jours, membres, oral, pratique, referentiel, session
from drawing import welcomed
from tpplanner.domain.duties import epreuves_de
from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Plan, Presence, Travail
from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Surveillance
from tpplanner.domain.session import Candidat, Genre, Habilitation, Membre, Personne, Role, Salle, Session

TIERS_PARTOUT = tuple((nature, Fraction(1, 3)) for nature in Nature)
NOMS = (
    ("ABÉLARD", "Zoé"),
    ("DE LA BOURDONNAYE-MONTMORENCY-LAVAL", "Marie-Françoise Éléonore"),
    ("D'ŒUVRAY", "Loïc"),
    ("NGUYEN", "Thi Hanh"),
    ("O'CONNOR", "Aïssa"),
    ("LEFÈBVRE", "Jean-Noël"),
    ("ÇELIK", "Gülşen"),
    ("PETIT", "Léa"),
    ("PETIT", "Lou"),
    ("SÁNCHEZ GARCÍA", "Inès"),
    ("VAN DEN BROECK", "Björn"),
    ("ZOUAOUI", "Yasmine"),
)


def candidats(n: int, **autres: object) -> tuple[Candidat, ...]:
    """n candidats with names as people have them, and drawn numbers."""
    rangs = [(i * 7) % n if math.gcd(7, n) == 1 else n - 1 - i for i in range(n)]
    return tuple(
        replace(
            Candidat(f"C{i + 1}", NOMS[i % 12][0], NOMS[i % 12][1] + (f" {i // 12 + 1}" if i >= 12 else "")),
            numero_tire=rangs[i] + 1,
            numero_ceres=f"{100200 + i}",
            **autres,
        )
        for i in range(n)
    )


def nommes(n: int, sigle: str) -> tuple[Membre, ...]:
    """n membres with names."""
    noms = (
        "MARTIN Paul",
        "BERNARD Éloïse",
        "DUBOIS Karim",
        "MOREAU Chloé",
        "LAURENT Cécile",
        "SIMON Noé",
        "MICHEL Ava",
    )
    base = membres(n, sigle)
    return tuple(
        replace(
            m,
            habilitations=(Habilitation(sigle, "04"),),
            nom=noms[i % 7].split()[0] + ("" if i < 7 else f"-{i}"),
            prenom=noms[i % 7].split()[1],
        )
        for i, m in enumerate(base)
    )


def deux_jurys(nombre: int = 8, *, amenages: bool = True) -> Session:
    """CDA, 2 juries, 2 days: a tiers temps in a room apart with an aide, or nobody with anything."""
    gens = candidats(nombre)
    if amenages:
        gens = (
            replace(gens[0], majorations=TIERS_PARTOUT, aide="A1", salle_a_part=True, salle_accessible=True),
            *gens[1:],
        )
    ref = replace(cda(), intitule="Concepteur développeur d'applications", code="TP-01281", millesime="04")
    noms = {"QP": "Questionnaire professionnel", "PP": "Présentation d'un projet", "ET": "Entretien technique"}
    noms["EF"] = "Entretien final"
    titre = replace(ref.titre, epreuves=tuple(replace(e, nom=noms[e.id]) for e in ref.titre.epreuves))
    base = session(
        replace(ref, titre=titre, avertissements=("Une mise à jour du 02/07/2024 existe ; elle n'a pas été lue.",)),
        gens,
        nb_jours=2,
    )
    return replace(
        base,
        membres=nommes(4, "CDA"),
        centre="Centre de formation de l'Ouest",
        site="Rennes",
        agrement="12345",
        numero_ceres="2027-0614",
        salles=(
            Salle("Ecrit", "Salle d'écrit", ("ecrit",), postes=20),
            Salle("Petite", "Salle 12", ("ecrit",), postes=1),
            Salle("S1", "Salle 1", ("jury",)),
            Salle("S2", "Salle 2", ("jury",)),
        ),
        personnes=(
            Personne("P1", "ROUX", (Role.SURVEILLANT,), "Fanny"),
            Personne("P2", "VINCENT", (Role.SURVEILLANT,), "Hugo"),
            Personne("R1", "FOURNIER", (Role.RESPONSABLE,), "Odile"),
            Personne("A1", "GIRARD", (Role.AIDE,), "Nadia"),
        ),
    )


def soixante() -> Session:
    """Sixty candidats, six juries, four days, two written rooms."""
    base = deux_jurys(amenages=False)
    return replace(
        base,
        jours=jours(4),
        candidats=candidats(60),
        membres=nommes(12, "CDA"),
        salles=(
            Salle("Ecrit", "Salle d'écrit A", ("ecrit",), postes=35),
            Salle("Ecrit2", "Salle d'écrit B", ("ecrit",), postes=35),
            *(Salle(f"S{i}", f"Salle {i}", ("jury",)) for i in range(1, 7)),
        ),
    )


def sur_postes() -> Session:
    """Shape c: practical on shared posts with a comédien, half of it before the jury; the référentiel unverified."""
    ref = pratique()
    msp = replace(joue(ref.titre.epreuves[0]), nom="Mise en situation professionnelle", a_confirmer=("presence",))
    titre = replace(ref.titre, epreuves=(msp, *ref.titre.epreuves[1:]))
    base = session(replace(ref, titre=titre, verifie=False, intitule="Conseiller de vente"), candidats(5), nb_jours=2)
    comedien = Personne("K1", "ROBIN", (Role.COMEDIEN,), "Sacha")
    gens = (replace(base.candidats[0], majorations=TIERS_PARTOUT), *base.candidats[1:])
    return replace(base, candidats=gens, personnes=(base.personnes[0], comedien, base.personnes[1]))


def en_ccp() -> Session:
    """CDA by CCP: candidats on different CCPs, some on their last."""
    gens = candidats(5, titre=False)
    ccps = (("CCP1",), ("CCP1", "CCP2"), ("CCP2",), ("CCP3",), ("CCP3",))
    gens = tuple(
        replace(c, ccps=ids, dernier_ccp=i in (1, 4)) for i, (c, ids) in enumerate(zip(gens, ccps, strict=True))
    )
    return replace(deux_jurys(amenages=False), genre=Genre.CCP, candidats=gens)


def fictive() -> Session:
    """The agrément file: Candidat 1…6, membres to be named, « Jour 1 », « Jour 2 »."""
    lundi = date(2000, 1, 3)
    base = deux_jurys(amenages=False)
    return replace(
        base,
        fictive=True,
        jours=tuple(replace(j, date=lundi + timedelta(days=i)) for i, j in enumerate(base.jours)),
        candidats=tuple(Candidat(f"C{i}", f"Candidat {i}", numero_tire=i) for i in range(1, 7)),
        membres=tuple(replace(m, nom=f"Membre {i} à désigner", prenom="") for i, m in enumerate(base.membres, 1)),
        numero_ceres="",
    )


def coupee() -> Session:
    """A written épreuve of 4 h whose clock stops at midday, then an oral."""
    phases = (Phase(240, Surveillance.SURVEILLANT, "ecrit", partagee=True),)
    msp = Epreuve("MSP", "Mise en situation écrite", "MSP", Nature.ECRIT, phases, collective=True, coupure_midi=True)
    return session(referentiel(msp, oral("EF", 20, apres=("MSP",))), candidats(2), nb_jours=2)


# -- plans


def plan_de(base: Session, par_jury: int = 3) -> Plan:
    """A plan by rule of thumb: collective épreuves first, then `par_jury` candidats a jury-day, one by one."""
    return _Maker(base, par_jury).plan()


class _Maker:
    def __init__(self, base: Session, par_jury: int) -> None:
        self.session = base
        self.reglages = base.reglages
        self.par_jury = par_jury
        self.passages: list[Passage] = []
        self.travaux: list[Travail] = []
        self.presences: list[Presence] = []
        self.compositions: list[Composition] = []
        self.libre_a: dict[str, datetime] = {}
        self.jury_rooms = [s for s in base.salles if "jury" in s.usages]

    def plan(self) -> Plan:
        self._collective()
        attente = list(self.session.candidats)
        juries = min(len(self.session.membres) // 2, len(self.jury_rooms))
        for jour in self.session.jours:
            for rang in range(juries):
                groupe, attente = attente[: self.par_jury], attente[self.par_jury :]
                if groupe:
                    self._jury_day(jour.date, rang, groupe)
        assert not attente, "the session is too short for its candidats"
        self._responsables()
        plan = Plan(tuple(self.passages), tuple(self.travaux), tuple(self.presences), tuple(self.compositions))
        return welcomed(self.session, plan)

    def _minutes(self, candidat: Candidat, epreuve: Epreuve, phase: Phase) -> timedelta:
        return timedelta(minutes=math.ceil(phase.minutes * (1 + candidat.majoration(epreuve.nature_de(phase)))))

    def _collective(self) -> None:
        jour = self.session.jours[0]
        debut = jour.a(jour.accueil) + timedelta(minutes=self.reglages.accueil)
        dues = {c.id: epreuves_de(self.session.referentiel, c) for c in self.session.candidats}
        toutes = {e.id: e for liste in dues.values() for e in liste if e.collective}
        ecrits = [s for s in self.session.salles if "ecrit" in s.usages and s.postes > 1]
        apart = [s for s in self.session.salles if "ecrit" in s.usages and s.postes == 1]
        for epreuve in toutes.values():
            fin_max = debut
            assis = [c for c in self.session.candidats if epreuve in dues[c.id]]
            ensemble = [c for c in assis if not c.salle_a_part]
            for c in assis:
                salle = apart[0].id if c.salle_a_part else self._room(ecrits, ensemble.index(c))
                parties = self._cut(debut, self._minutes(c, epreuve, epreuve.phases[0]), salle, epreuve)
                self.passages.append(Passage(c.id, epreuve.id, parties))
                self.libre_a[c.id] = parties[-1].fin
                fin_max = max(fin_max, parties[-1].fin)
                if c.aide:
                    self.presences.append(Presence(c.aide, Role.AIDE, debut, parties[-1].fin, salle, c.id, epreuve.id))
            salles = dict.fromkeys(p.parties[0].salle for p in self.passages if p.epreuve == epreuve.id)
            for personne, salle in zip(self.session.avec_role(Role.SURVEILLANT), salles, strict=False):
                self.presences.append(Presence(personne.id, Role.SURVEILLANT, debut, fin_max, salle))
            debut = fin_max + timedelta(minutes=5)

    def _room(self, ecrits: Sequence[Salle], rang: int) -> str:
        for salle in ecrits:
            if rang < salle.postes:
                return salle.id
            rang -= salle.postes
        raise AssertionError("not enough posts")

    def _cut(self, debut: datetime, duree: timedelta, salle: str, epreuve: Epreuve) -> tuple[Partie, ...]:
        if not epreuve.coupure_midi:
            return (Partie(0, debut, debut + duree, salle),)
        midi = debut.replace(hour=12, minute=0)
        reprise = midi + timedelta(minutes=self.reglages.pause_candidat)
        return (Partie(0, debut, midi, salle), Partie(0, reprise, reprise + duree - (midi - debut), salle))

    def _jury_day(self, date_: date, rang: int, groupe: Iterable[Candidat]) -> None:
        jury, salle = f"J{rang + 1}", self.jury_rooms[rang].id
        jour = self.session.jour(date_)
        debut = jour.a(jour.accueil)
        t = self._work(jury, NatureTravail.ACCUEIL, debut, self.reglages.accueil_jury)
        dejeune = False
        for candidat in groupe:
            if not dejeune and t.hour >= 11:
                t = max(t, jour.a(jour.pause_debut))
                t = self._work(jury, NatureTravail.PAUSE, t, self.reglages.pause_jury)
                dejeune = True
            t = self._hear(jury, salle, t, candidat)
        t = self._work(jury, NatureTravail.CLOTURE, t, self.reglages.cloture)
        deux = tuple(m.id for m in self.session.membres[2 * rang : 2 * rang + 2])
        self.compositions.append(Composition(jury, debut, t, deux, salle))

    def _hear(self, jury: str, salle: str, t: datetime, candidat: Candidat) -> datetime:
        dues = epreuves_de(self.session.referentiel, candidat)
        t = self._work(jury, NatureTravail.LECTURE, t, self.reglages.lecture, candidat.id)
        t = max(t, self.libre_a.get(candidat.id, t))
        for epreuve in dues:
            if not epreuve.devant_jury:
                minutes = self.reglages.correction_qp if epreuve.modalite == "QP" else self.reglages.correction_ecrit
                t = self._work(jury, NatureTravail.CORRECTION, t, minutes, candidat.id, epreuve.id)
        t += timedelta(minutes=self.reglages.battement)
        for epreuve in dues:
            if epreuve.devant_jury:
                t = self._pass(jury, salle, t, candidat, epreuve)
        return self._work(jury, NatureTravail.DELIBERATION, t, self.reglages.deliberation, candidat.id)

    def _pass(self, jury: str, salle: str, t: datetime, candidat: Candidat, epreuve: Epreuve) -> datetime:
        parties = []
        seul = sum(
            (self._minutes(candidat, epreuve, p) for p in epreuve.phases if p.presence is not Surveillance.JURY),
            timedelta(0),
        )
        t = max(t, t.replace(hour=9, minute=0) + seul) if seul else t
        debut = t - seul
        for rang, phase in enumerate(epreuve.phases):
            fin = debut + self._minutes(candidat, epreuve, phase)
            place = salle if phase.usage == "jury" else self._of_kind(phase.usage)
            suivie = phase.presence is Surveillance.JURY
            parties.append(Partie(rang, debut, fin, place, jury if suivie else ""))
            if phase.presence is Surveillance.SURVEILLANT:
                surveillant = self.session.avec_role(Role.SURVEILLANT)[0]
                self.presences.append(Presence(surveillant.id, Role.SURVEILLANT, debut, fin, place))
            debut = fin
        if epreuve.comediens:
            comedien = self.session.avec_role(Role.COMEDIEN)[0].id
            premier = parties[0].debut
            accueil = timedelta(minutes=self.reglages.accueil_comedien)
            self.presences.append(Presence(comedien, Role.COMEDIEN, premier - accueil, premier))
            self.presences.append(
                Presence(comedien, Role.COMEDIEN, premier, parties[-1].fin, parties[0].salle, candidat.id, epreuve.id)
            )
        if candidat.aide:
            self.presences.append(
                Presence(candidat.aide, Role.AIDE, parties[0].debut, debut, salle, candidat.id, epreuve.id)
            )
        self.passages.append(Passage(candidat.id, epreuve.id, tuple(parties)))
        return debut

    def _of_kind(self, usage: str) -> str:
        return next(s.id for s in self.session.salles if usage in s.usages)

    def _work(
        self, jury: str, nature: NatureTravail, t: datetime, minutes: int, candidat: str = "", epreuve: str = ""
    ) -> datetime:
        fin = t + timedelta(minutes=minutes)
        self.travaux.append(Travail(jury, nature, t, fin, candidat, epreuve))
        return fin

    def _responsables(self) -> None:
        responsable = self.session.avec_role(Role.RESPONSABLE)[0]
        fins: dict[date, datetime] = {}
        for fin in [p.fin for p in self.passages] + [t.fin for t in self.travaux]:
            fins[fin.date()] = max(fin, fins.get(fin.date(), fin))
        for date_, fin in fins.items():
            jour = self.session.jour(date_)
            self.presences.append(Presence(responsable.id, Role.RESPONSABLE, jour.a(jour.accueil), fin))


__all__ = ["LUNDI", "coupee", "deux_jurys", "en_ccp", "fictive", "plan_de", "soixante", "sur_postes"]
