"""What a change does to a planning: old and new side by side, and what to tell each person. French texts inside."""

from dataclasses import dataclass

from tpplanner.domain.session import Session


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is no longer where it was; `avant` is empty for what is new, `apres` for what is gone."""

    quoi: str
    avant: str
    apres: str


@dataclass(frozen=True, slots=True)
class Message:
    """What to tell one person, once: who he is, as what (all his roles that change), in sentences."""

    personne: str
    nom: str
    role: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retard:
    """A candidat who comes so many minutes late for an épreuve: nothing moves for him, it is to be noted."""

    candidat: str
    epreuve: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Changements:
    """What happened (`avis`), what differs, whom to tell what, who is late; nobody who is not concerned is named."""

    avis: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    messages: tuple[Message, ...] = ()
    retards: tuple[Retard, ...] = ()

    @property
    def aucun(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class Change:
    """What a plan that follows another is written with: the session as typed from now on, and what to tell whom."""

    saisie: Session
    changements: Changements
