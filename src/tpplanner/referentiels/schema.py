"""The form of a référentiel in TOML (pydantic), and from it to the domain's words."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tpplanner.domain.referentiel import USAGE_JURY, Epreuve, Nature, Phase, Referentiel, Surveillance, Table

# The form of a référentiel in TOML: its keys and their types (pydantic); what makes it sound is in `checks`.


class Strict(BaseModel):
    """Types as they are written, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class PhaseToml(Strict):
    """An inline table of `phases`."""

    minutes: int
    presence: Literal["jury", "surveillant", "seul"]
    usage: str = USAGE_JURY
    partagee: bool = False


class EpreuveToml(Strict):
    """A table ``[[titre.epreuves]]`` or ``[[ccps.epreuves]]``."""

    id: str
    nom: str
    modalite: Literal["MSP", "PP", "ET", "QP", "QAP", "EF"]
    nature: Literal["ecrit", "oral", "pratique"]
    phases: list[PhaseToml]
    collective: bool = False
    separee: bool = False
    apres: list[str] = Field(default_factory=list)
    aussitot_apres: list[str] = Field(default_factory=list)
    jours_min: dict[str, int] = Field(default_factory=dict)
    ressource: str = ""
    partage: int = 1
    simultanes: int = 1
    comedien: bool = False
    correction: int | None = None
    correction_avant: str = ""
    coupure_midi: bool = False
    plis: bool = False
    apporter: list[str] = Field(default_factory=list)
    a_confirmer: list[str] = Field(default_factory=list)


class TitreToml(Strict):
    """The table ``[titre]``."""

    nom: str
    epreuves: list[EpreuveToml]
    total_candidat: int = 0
    presence_jury: int = 0


class CcpToml(TitreToml):
    """A table ``[[ccps]]``."""

    id: str


class ReferentielToml(Strict):
    """The whole file."""

    sigle: str
    code: str
    millesime: str
    intitule: str
    source: str
    verifie: bool
    titre: TitreToml
    ccps: list[CcpToml] = Field(default_factory=list)
    entretien_final: str
    date_entete: date | None = None
    rncp: str = ""
    expiration: date | None = None
    membres_min: int = 2
    qualites: list[str] = Field(default_factory=list)
    quota: int | None = None
    transport: bool = False
    avertissements: list[str] = Field(default_factory=list)


# From a référentiel's TOML document, in its form, to the domain's words; sound or not, which is for `checks`.

TITRE = "titre"
"""The id of the table of the titre."""

Keys = dict[str, Any]


def build(document: Keys) -> Referentiel:
    """The référentiel of a document that has the form of `schema.ReferentielToml`."""
    document = dict(document)
    titre = _table({"id": TITRE, **document.pop(TITRE)})
    ccps = tuple(_table(ccp) for ccp in document.pop("ccps", ()))
    return Referentiel(titre=titre, ccps=ccps, **_frozen(document))


def _table(keys: Keys) -> Table:
    """A table ``[titre]`` or ``[[ccps]]``."""
    keys = dict(keys)
    epreuves = tuple(_epreuve(epreuve) for epreuve in keys.pop("epreuves"))
    return Table(epreuves=epreuves, **keys)


def _epreuve(keys: Keys) -> Epreuve:
    """A table ``[[titre.epreuves]]`` or ``[[ccps.epreuves]]``."""
    keys = dict(keys)
    nature = Nature(keys.pop("nature"))
    phases = tuple(_phase(phase) for phase in keys.pop("phases"))
    jours_min = tuple(keys.pop("jours_min", {}).items())
    return Epreuve(nature=nature, phases=phases, jours_min=jours_min, **_frozen(keys))


def _phase(keys: Keys) -> Phase:
    """An inline table of `phases`."""
    return Phase(**{**keys, "presence": Surveillance(keys["presence"])})


def _frozen(keys: Keys) -> Keys:
    """Lists as tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in keys.items()}
