"""``tpplanner init``: a workbook to fill."""

from pathlib import Path
from typing import Any

from tpplanner.commands.reading import read_referentiel
from tpplanner.domain.session import Genre
from tpplanner.referentiels import find
from tpplanner.workbook.template import write_template


def new_workbook(
    path: Path,
    titre: str = "",
    millesime: str | None = None,
    *,
    referentiel: Path | None = None,
    ccp: bool = False,
    ccs: bool = False,
    candidats: Path | None = None,
    membres: Path | None = None,
    **wished: Any,
) -> str:
    """Write a workbook to fill for a titre, or for a référentiel of the centre's own, as `write_template` does.

    `candidats` and `membres` are lists that the centre has. Answers what there is to say of it. Raises UserError for a
    titre that is not known.
    """
    chosen = read_referentiel(referentiel) or find(titre, millesime)
    genre = Genre.CCP if ccp else Genre.CCS if ccs else Genre.TITRE
    listes = {cle: source for cle, source in (("candidats", candidats), ("membres", membres)) if source is not None}
    return write_template(path, chosen, genre=genre, listes=listes, **wished)
