"""What the rows of *Planning* are called: one table for whoever writes them and whoever reads them back."""

from tpplanner.domain.plan import NatureAccueil, NatureTravail
from tpplanner.domain.session import Role
from tpplanner.texts.noms import ACCUEILS, TRAVAUX

EPREUVE = "épreuve"
"""a part of a candidat's passage"""
JURY = "jury"
"""who sits in a jury, from when to when, and in which room"""
ACCUEIL_COMEDIEN = "accueil du comédien"
"""the presence of a comédien before his first passage"""

PRESENCES = {
    Role.SURVEILLANT: "surveillance",
    Role.COMEDIEN: "comédien",
    Role.AIDE: "aide",
    Role.RESPONSABLE: "responsable",
}
"""the nature of a presence, by role"""

NATURES: tuple[str, ...] = (
    PRESENCES[Role.RESPONSABLE],
    ACCUEILS[NatureAccueil.ACCUEIL],
    ACCUEILS[NatureAccueil.PLIS],
    JURY,
    TRAVAUX[NatureTravail.ACCUEIL],
    ACCUEIL_COMEDIEN,
    PRESENCES[Role.SURVEILLANT],
    EPREUVE,
    PRESENCES[Role.AIDE],
    PRESENCES[Role.COMEDIEN],
    TRAVAUX[NatureTravail.LECTURE],
    TRAVAUX[NatureTravail.CORRECTION],
    TRAVAUX[NatureTravail.DELIBERATION],
    TRAVAUX[NatureTravail.PAUSE],
    TRAVAUX[NatureTravail.CLOTURE],
)
"""Every nature, in the order in which rows of one moment are written."""

TRAVAIL_DE = {texte: nature for nature, texte in TRAVAUX.items()}
"""the jury's work that a nature names"""
ACCUEIL_DE = {texte: nature for nature, texte in ACCUEILS.items()}
"""what the responsable does with candidats that a nature names"""
ROLE_DE = {texte: role for role, texte in PRESENCES.items()} | {ACCUEIL_COMEDIEN: Role.COMEDIEN}
"""the role that a nature names"""
