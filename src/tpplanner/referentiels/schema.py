"""The form of a référentiel in TOML: its keys and their types (pydantic); what makes it sound is in `checks`.

Imported only by the loader, and lazily: pydantic is heavy.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tpplanner.domain.referentiel import USAGE_JURY, Epreuve, Nature, Phase, Referentiel, Surveillance, Table

TITRE = "titre"
"""The id of the table of the titre."""


class Strict(BaseModel):
    """Types as they are written, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class PhaseToml(Strict):
    """An inline table of `phases`."""

    minutes: int
    presence: Literal["jury", "surveillant", "seul"]
    usage: str = USAGE_JURY
    partagee: bool = False

    def build(self) -> Phase:
        """The phase in the domain's words."""
        return Phase(self.minutes, Surveillance(self.presence), self.usage, self.partagee)


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
    a_confirmer: list[str] = Field(default_factory=list)

    def build(self) -> Epreuve:
        """The épreuve in the domain's words."""
        return Epreuve(
            id=self.id,
            nom=self.nom,
            modalite=self.modalite,
            nature=Nature(self.nature),
            phases=tuple(phase.build() for phase in self.phases),
            collective=self.collective,
            separee=self.separee,
            apres=tuple(self.apres),
            aussitot_apres=tuple(self.aussitot_apres),
            jours_min=tuple(self.jours_min.items()),
            ressource=self.ressource,
            partage=self.partage,
            simultanes=self.simultanes,
            comedien=self.comedien,
            correction=self.correction,
            correction_avant=self.correction_avant,
            coupure_midi=self.coupure_midi,
            a_confirmer=tuple(self.a_confirmer),
        )


class TitreToml(Strict):
    """The table ``[titre]``."""

    nom: str
    epreuves: list[EpreuveToml]
    total_candidat: int = 0
    presence_jury: int = 0

    def build(self, id_: str) -> Table:
        """The table in the domain's words."""
        epreuves = tuple(epreuve.build() for epreuve in self.epreuves)
        return Table(id_, self.nom, epreuves, self.total_candidat, self.presence_jury)


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

    def build(self) -> Referentiel:
        """The référentiel in the domain's words, sound or not."""
        return Referentiel(
            sigle=self.sigle,
            code=self.code,
            millesime=self.millesime,
            intitule=self.intitule,
            titre=self.titre.build(TITRE),
            source=self.source,
            verifie=self.verifie,
            ccps=tuple(ccp.build(ccp.id) for ccp in self.ccps),
            entretien_final=self.entretien_final,
            date_entete=self.date_entete,
            rncp=self.rncp,
            expiration=self.expiration,
            membres_min=self.membres_min,
            qualites=tuple(self.qualites),
            quota=self.quota,
            transport=self.transport,
            avertissements=tuple(self.avertissements),
        )
