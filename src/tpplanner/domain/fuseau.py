"""Where a centre's clocks are: hours of a session are local, and calendars must say of which place."""

from enum import StrEnum


class Fuseau(StrEnum):
    """The time zones of France, by their IANA name."""

    METROPOLE = "Europe/Paris"
    GUADELOUPE = "America/Guadeloupe"
    GUYANE = "America/Cayenne"
    MARTINIQUE = "America/Martinique"
    MAYOTTE = "Indian/Mayotte"
    REUNION = "Indian/Reunion"
    SAINT_BARTHELEMY = "America/St_Barthelemy"
    SAINT_MARTIN = "America/Marigot"
    SAINT_PIERRE = "America/Miquelon"
    NOUVELLE_CALEDONIE = "Pacific/Noumea"
    POLYNESIE = "Pacific/Tahiti"
    WALLIS = "Pacific/Wallis"
