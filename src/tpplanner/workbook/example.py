"""Sessions that fill a new workbook: an example with invented people, an agrément file with unnamed ones.

Sizes are chosen so that a plan exists with room to spare under the usual réglages, whatever the titre: two juries'
worth of membres and one more, a day more than the juries' own time asks for.
"""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from tpplanner.domain.duties import minutes_de_correction
from tpplanner.domain.referentiel import USAGE_JURY, Nature, Referentiel
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import (
    Candidat,
    Genre,
    Habilitation,
    Jour,
    Jury,
    Lien,
    Membre,
    Personne,
    Role,
    Salle,
    Session,
    Vehicule,
)
from tpplanner.texts import modele as textes
from tpplanner.texts.noms import LUNDI_FICTIF, etiquette_du_jour
from tpplanner.workbook.people import drawn

_LUNDI = date(2027, 6, 14)
_JURY_DAY = 540
"""Minutes of a jury's day that are left for candidats: 8:30 to 19:00 less its accueil, lunch, clôture and a little."""
_TIERS_TEMPS = 2
"""The rank of the candidat who has a third more time."""
_LAST_DAY = date(2028, 12, 31)


def candidats_a_day(referentiel: Referentiel, *, first: bool = False) -> int:
    """About how many candidats a jury hears in a day (on the first, all sit the collective épreuves beforehand).

    Its time with each, its work on each and a gap, under the usual réglages.
    """
    reglages = Reglages()
    epreuves = referentiel.titre.epreuves
    fixe = reglages.lecture + reglages.deliberation + reglages.battement
    corrections = sum(minutes_de_correction(reglages, e) for e in epreuves if not e.devant_jury)
    collectives = sum(e.minutes for e in epreuves if e.collective and not e.devant_jury) if first else 0
    possible = (_JURY_DAY - collectives) // (referentiel.titre.minutes_jury + fixe + corrections)
    return max(0 if first else 1, min(possible, referentiel.quota or possible))


def example_session(referentiel: Referentiel) -> Session:
    """A session titre of six to eight invented candidats, with a tiers temps and a declared link."""
    nombre = 8 if referentiel.quota else 6
    jours = _days_needed(referentiel, nombre, 2)
    debut = _first_monday(referentiel, jours)
    formateur = Personne("P1", *_named(textes.FORMATEUR, Role.FORMATEUR))
    candidats = tuple(_candidat(rang, formateur.id, debut) for rang in range(nombre))
    fin = min(_LAST_DAY, referentiel.expiration or _LAST_DAY)
    return Session(
        genre=Genre.TITRE,
        referentiel=referentiel,
        jours=tuple(Jour(debut + timedelta(days=i), etiquette_du_jour(i + 1)) for i in range(jours)),
        candidats=drawn(candidats, Reglages().graine),
        membres=tuple(_membre(rang, referentiel, fin) for rang in range(len(textes.MEMBRES))),
        salles=_rooms(referentiel, nombre, 2),
        vehicules=_vehicles(referentiel, 2),
        personnes=_people(referentiel, formateur),
        liens=(Lien("C1", "M1", textes.MOTIF_DU_LIEN),),
        reglages=_usual(referentiel),
        centre=textes.CENTRE,
        site=textes.SITE,
        contact=textes.CONTACT,
        agrement=textes.AGREMENT,
        agrement_fin=fin,
        service_departemental=textes.SERVICE,
    )


def _usual(referentiel: Referentiel) -> Reglages:
    """The usual réglages, with no more candidats a jury than its hours allow where the RE would have more."""
    usual = candidats_a_day(referentiel)
    return Reglages(quota=usual, origines=("quota",)) if referentiel.quota and usual < referentiel.quota else Reglages()


def _candidat(rang: int, formateur: str, debut: date) -> Candidat:
    nom, prenom = textes.CANDIDATS[rang]
    tiers = tuple((nature, Fraction(1, 3)) for nature in Nature)
    return Candidat(
        f"C{rang + 1}",
        nom,
        prenom,
        numero_ceres=f"{900_001 + rang}",
        fin_formation=debut - timedelta(days=17),
        organisme=textes.CENTRE,
        employeur=textes.EMPLOYEURS[rang],
        formateurs=(formateur,),
        majorations=tiers if rang == _TIERS_TEMPS else (),
    )


def _membre(rang: int, referentiel: Referentiel, fin: date) -> Membre:
    nom, prenom, employeur = textes.MEMBRES[rang]
    return Membre(
        f"M{rang + 1}",
        nom,
        prenom,
        employeur=employeur,
        habilitations=(Habilitation(referentiel.sigle, referentiel.millesime, fin),),
        qualites=referentiel.qualites,
    )


def _named(nom: tuple[str, str], role: Role) -> tuple[str, tuple[Role, ...], str]:
    return nom[0], (role,), nom[1]


def _people(referentiel: Referentiel, formateur: Personne) -> tuple[Personne, ...]:
    """Those who help, by role; the formateur keeps the first id because candidats name them."""
    nom, prenom, contact = textes.RESPONSABLE
    autre, son_prenom, son_contact = textes.SUPPLEANT
    comediens = textes.COMEDIENS[: _comediens(referentiel, 2)]
    roles = [(qui, Role.SURVEILLANT) for qui in textes.SURVEILLANTS] + [(qui, Role.COMEDIEN) for qui in comediens]
    autres = [_helper(referentiel, f"P{rang}", qui, role) for rang, (qui, role) in enumerate(roles, 2)]
    suite = len(autres) + 2
    return (
        *autres,
        Personne(f"P{suite}", nom, (Role.RESPONSABLE,), prenom, contact=contact),
        Personne(f"P{suite + 1}", autre, (Role.RESPONSABLE,), son_prenom, suppleant=True, contact=son_contact),
        formateur,
    )


def _helper(referentiel: Referentiel, id_: str, qui: tuple[str, str], role: Role) -> Personne:
    outside = referentiel.comediens_exterieurs and role is Role.COMEDIEN
    return Personne(id_, *_named(qui, role), organisme=textes.AUTRE_ORGANISME if outside else "")


def _comediens(referentiel: Referentiel, jurys: int) -> int:
    """How many people play before so many juries at once."""
    return jurys * max(epreuve.comediens for epreuve in referentiel.titre.epreuves)


def _vehicles(referentiel: Referentiel, jurys: int) -> tuple[Vehicule, ...]:
    """One of each kind for each jury."""
    kinds = dict.fromkeys(sorte for epreuve in referentiel.titre.epreuves for sorte in epreuve.vehicules)
    names = [(sorte, textes.vehicule(sorte, rang)) for sorte in kinds for rang in range(1, jurys + 1)]
    return tuple(Vehicule(f"V{rang}", nom, sorte) for rang, (sorte, nom) in enumerate(names, 1))


def _days_needed(referentiel: Referentiel, candidats: int, jurys: int) -> int:
    """One day more than the juries' own time asks for, and the days that the order of épreuves imposes."""
    impose = max((n for epreuve in referentiel.titre.epreuves for _, n in epreuve.jours_min), default=0)
    apres_le_premier = candidats - jurys * candidats_a_day(referentiel, first=True)
    return 2 + max(0, ceil(apres_le_premier / (jurys * candidats_a_day(referentiel)))) + impose


def _first_monday(referentiel: Referentiel, jours: int) -> date:
    """A Monday after which the session ends before the titre does."""
    fin = referentiel.expiration
    debut = _LUNDI
    while fin is not None and debut + timedelta(days=jours) > fin:
        debut -= timedelta(days=7)
    return debut


def _rooms(referentiel: Referentiel, candidats: int, jurys: int) -> tuple[Salle, ...]:
    """A room for each jury and one more; those of other phases.

    One for all where posts are shared, else one a jury; and a small one for phases that take nobody and nothing along.
    """
    epreuves = referentiel.titre.epreuves
    others = [phase for e in epreuves for phase in e.phases if phase.usage != USAGE_JURY]
    shared = {phase.usage for phase in others if phase.partagee}

    def held(usages: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
        there = [e for e in epreuves if e.ressource and any(phase.usage in usages for phase in e.phases)]
        return tuple(dict.fromkeys((e.ressource, ceil(candidats / e.partage)) for e in there))

    salles = []
    for usage in dict.fromkeys(phase.usage for phase in others):
        nom = textes.SALLES.get(usage, usage)
        noms = [nom] if usage in shared else [f"{nom} {rang}" for rang in range(1, jurys + 1)]
        salles += [Salle(n, n, (usage,), candidats + 2, held((usage,)), accessible=True) for n in noms]
    small = tuple(dict.fromkeys(p.usage for p in others if p.comediens <= 1 and not p.vehicules))
    if small:
        salles.append(Salle(textes.PETITE_SALLE, textes.PETITE_SALLE, small, 2, held(small), accessible=True))
    for rang in range(1, jurys + 2):
        nom = textes.salle_de_jury(rang)
        salles.append(Salle(nom, nom, (USAGE_JURY,), accessible=True))
    return tuple(salles)


def agrement_session(referentiel: Referentiel, candidats: int) -> Session:
    """A fictive session of unnamed candidats, before juries of two membres to be found, from « Jour 1 » on."""
    jurys = max(1, ceil(candidats / (2 * candidats_a_day(referentiel))))
    jours = _days_needed(referentiel, candidats, jurys)
    comediens = _comediens(referentiel, jurys)
    inconnus = [
        *((textes.surveillant_inconnu(rang), Role.SURVEILLANT) for rang in (1, 2)),
        *((textes.comedien_inconnu(rang), Role.COMEDIEN) for rang in range(1, comediens + 1)),
        (textes.RESPONSABLE_INCONNU, Role.RESPONSABLE),
        (textes.SUPPLEANT_INCONNU, Role.RESPONSABLE),
    ]
    personnes = [Personne(f"P{rang}", *_named(nom, role)) for rang, (nom, role) in enumerate(inconnus, 1)]
    return Session(
        genre=Genre.TITRE,
        referentiel=referentiel,
        jours=tuple(Jour(LUNDI_FICTIF + timedelta(days=i), etiquette_du_jour(i + 1)) for i in range(jours)),
        candidats=tuple(
            Candidat(f"C{rang}", textes.candidat_inconnu(rang), numero_tire=rang) for rang in range(1, candidats + 1)
        ),
        membres=tuple(_unnamed(referentiel, jury, rang) for jury in range(1, jurys + 1) for rang in (1, 2)),
        jurys=tuple(
            Jury(textes.jury_nomme(jury), (f"M{2 * jury - 1}", f"M{2 * jury}")) for jury in range(1, jurys + 1)
        ),
        salles=_rooms(referentiel, candidats, jurys),
        vehicules=_vehicles(referentiel, jurys),
        personnes=(
            *personnes[:-1],
            Personne(personnes[-1].id, personnes[-1].nom, (Role.RESPONSABLE,), personnes[-1].prenom, suppleant=True),
        ),
        fictive=True,
    )


def _unnamed(referentiel: Referentiel, jury: int, rang: int) -> Membre:
    nom, prenom = textes.membre_inconnu(jury, rang)
    return Membre(
        f"M{2 * jury - 2 + rang}",
        nom,
        prenom,
        habilitations=(Habilitation(referentiel.sigle, referentiel.millesime),),
        qualites=referentiel.qualites,
    )
