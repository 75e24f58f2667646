"""The centre's own titres, as their files tell them now."""

from pathlib import Path

from tpplanner.domain.referentiel import Referentiel
from tpplanner.errors import UserError
from tpplanner.referentiels import load
from tpplanner.web.reading.readings import refused_as


def _refused(refusal: UserError) -> Referentiel | UserError:
    return refusal


@refused_as(_refused)
def titre_told(path: Path) -> Referentiel | UserError:
    """What a file holds, or why it is refused."""
    try:
        return load(path)
    except UserError as refusal:
        return refusal
