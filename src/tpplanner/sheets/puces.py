"""What counts for the planning of a candidat, in the words of a chip; what is kept of them and does not count."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tpplanner.domain.duties import epreuves_de, longer_epreuves
from tpplanner.domain.referentiel import Nature, Referentiel
from tpplanner.domain.session import Candidat, cle
from tpplanner.sheets.colonne import OUI_NON, Saisie
from tpplanner.sheets.session import CANDIDATS, champ_majoration
from tpplanner.texts.noms import de_qui, duree, etiquettes_d_epreuves
from tpplanner.texts.phrases import et
from tpplanner.texts.referentiels import NATURES

RowValues = Mapping[str, str]

_YES = OUI_NON[0]
_THIRD = frozenset({"1/3", "tiers", "untiers", "33%", "33,33%", "0,33", "⅓"})
_MAJORATIONS = tuple(champ_majoration(nature) for nature in Nature)


def _majorations(row: RowValues) -> str:
    """``Tiers temps``, ``Tiers temps (oral)``, ``Temps majoré : 20 % (écrit)``."""
    granted: dict[str, list[str]] = defaultdict(list)
    for nature, champ in zip(Nature, _MAJORATIONS, strict=True):
        if row.get(champ):
            granted[row[champ]].append(NATURES[nature])
    parts = []
    for typed, natures in granted.items():
        doubt, value = (" ?" if "?" in typed else ""), typed.replace("?", "").strip()
        mots = "Tiers temps" if value.casefold().replace(" ", "") in _THIRD else f"Temps majoré : {value}"
        parts.append(mots + (f" ({et(natures)})" if len(natures) < len(_MAJORATIONS) else "") + doubt)
    return " ; ".join(parts)


def _formateurs(row: RowValues) -> str:
    return f"formé par {', '.join(part.strip() for part in row['formateurs'].split(';'))}"


def _aide(row: RowValues) -> str:
    pour = f" ({row['aide_pour']})" if row.get("aide_pour") else ""
    return f"aide : {row['aide']}{pour}" if row.get("aide") else f"aide{pour}"


def _presente(row: RowValues) -> str:
    dernier = row.get("dernier_ccp") == _YES
    parts = [row.get("presente", ""), "dernier CCP" if dernier else ""]
    return " · ".join(filter(None, parts)) or f"dernier CCP : {row['dernier_ccp']}"


def _yes(mot: str, champ: str) -> Callable[[RowValues], str]:
    return lambda row: mot if cle(row[champ]) == _YES else f"{mot} : {row[champ]}"


def _after(mot: str, champ: str) -> Callable[[RowValues], str]:
    return lambda row: f"{mot} {row[champ]}"


@dataclass(frozen=True, slots=True)
class Facette:
    """Something that may count for the planning: its word, the columns that hold it, what its chip says of a row."""

    id: str
    mot: str
    champs: tuple[str, ...]
    dit: Callable[[RowValues], str]

    @property
    def oui_non(self) -> bool:
        """Whether it is there or not, and nothing else is to be said of it."""
        return len(self.champs) == 1 and CANDIDATS.colonne(self.champs[0]).saisie is Saisie.OUI_NON


FACETTES = (
    Facette("temps", "Tiers temps, temps majoré", _MAJORATIONS, _majorations),
    Facette("formateurs", "Formateur", ("formateurs",), _formateurs),
    Facette("employeur", "Employeur", ("employeur",), lambda row: row["employeur"]),
    Facette("organisme", "Organisme de formation", ("organisme",), _after("organisme", "organisme")),
    Facette("disponible", "Seulement certains jours", ("disponible",), _after("seulement", "disponible")),
    Facette("indisponible", "Indisponible", ("indisponible",), _after("indisponible", "indisponible")),
    Facette("vae", "VAE", ("vae",), _yes("VAE", "vae")),
    Facette("presente", "CCP ou CCS", ("presente", "dernier_ccp"), _presente),
    Facette("dispenses", "Dispense", ("dispenses",), _after("dispense :", "dispenses")),
    Facette("aide", "Aide humaine", ("aide", "aide_pour"), _aide),
    Facette("salle_a_part", "Salle à part", ("salle_a_part",), _yes("salle à part", "salle_a_part")),
    Facette("accessible", "Salle accessible", ("salle_accessible",), _yes("salle accessible", "salle_accessible")),
    Facette("passer_tot", "Passer tôt", ("passer_tot",), _yes("passer tôt", "passer_tot")),
)
"""What « + ajouter » offers, in its order."""

BY_ID = {facette.id: facette for facette in FACETTES}

ADAPTATIONS = frozenset({"temps", "aide", "salle_a_part", "accessible", "passer_tot"})
"""Those that adapt how somebody passes."""

SANS_USAGE = ("contact", "telephone", "numero_ceres", "debut_formation", "fin_formation", "presentation")
"""What is kept of somebody, for convocations and dates, and changes no planning."""


def durees(referentiel: Referentiel, candidat: Candidat) -> list[tuple[str, str]]:
    """What lasts longer for a candidat, in short and by its name: ``MSP 2 h → 2 h 40``."""
    etiquettes = etiquettes_d_epreuves(referentiel)
    modalites = Counter(epreuve.modalite for epreuve in epreuves_de(referentiel, candidat))
    return [
        (
            f"{epreuve.modalite if modalites[epreuve.modalite] == 1 else etiquettes[epreuve.id]} {minutes}",
            f"{etiquettes[epreuve.id]} {minutes}",
        )
        for epreuve, before, after in longer_epreuves(referentiel, candidat)
        for minutes in (f"{duree(before)} → {duree(after)}",)
    ]


def saisie_a(origine: str) -> str:
    """Where a chip comes from."""
    return origine or "Saisi ici."


A_COMPLETER = "à compléter"
NON_REPRIS = "non repris"
"""what a chip says of a piece of a list that no field was made of"""


def retirer(mot: str, qui: str) -> str:
    """``Retirer « VAE » de BEN SALAH Aïcha``."""
    return f"Retirer « {mot} » {de_qui(qui)}"
