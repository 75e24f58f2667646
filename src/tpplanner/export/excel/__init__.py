"""The Excel files: `write_planning` for the responsable de session, `write_affichage` for the wall.

Loads XlsxWriter: imported by those who write, when they do.
"""

from tpplanner.domain.session import Designation
from tpplanner.export.excel.write import Provenance, write_affichage, write_planning
from tpplanner.export.safely import Written

__all__ = ["Designation", "Provenance", "Written", "write_affichage", "write_planning"]
