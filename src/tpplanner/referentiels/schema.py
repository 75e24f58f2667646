"""The form of a référentiel in TOML: its keys and their types (pydantic); what makes it sound is in `checks`."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tpplanner.domain.referentiel import USAGE_JURY


class Strict(BaseModel):
    """Types as they are written, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class PhaseToml(Strict):
    """An inline table of `phases`."""

    minutes: int
    presence: Literal["jury", "surveillant", "si_plusieurs", "seul"]
    usage: str = USAGE_JURY
    partagee: bool = False
    nature: Literal["ecrit", "oral", "pratique"] | None = None
    comediens: int = 0
    role: str = ""
    vehicules: list[str] = Field(default_factory=list)
    comedien: bool = False
    """as files made before told it: one, in this phase"""


class EpreuveToml(Strict):
    """A table ``[[titre.epreuves]]`` or ``[[ccps.epreuves]]``; its `comedien` is for its only phase."""

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
    """A table ``[[ccps]]`` or ``[[ccss]]``."""

    id: str


class DocumentToml(Strict):
    """The table ``[document]``."""

    empreinte: str
    pages: dict[str, list[int]] = Field(default_factory=dict)
    verifie_le: date | None = None
    verifie_par: str = ""
    valeurs: str = ""


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
    ccss: list[CcpToml] = Field(default_factory=list)
    entretien_final: str
    date_entete: date | None = None
    jo: date | None = None
    effet: date | None = None
    rncp: str = ""
    expiration: date | None = None
    membres_min: int = 2
    qualites: list[str] = Field(default_factory=list)
    organismes_differents: bool = False
    comediens_exterieurs: bool = False
    quota: int | None = None
    transport: bool = False
    avertissements: list[str] = Field(default_factory=list)
    document: DocumentToml | None = None
