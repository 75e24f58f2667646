"""*Planning*: the whole of it on one HTML page, for the responsable."""

from tpplanner.export.matter import Matter
from tpplanner.export.page.render import html_page


def page(matter: Matter) -> bytes:
    """The HTML."""
    text = html_page(
        matter.session,
        matter.plan,
        matter.report,
        avertissements=matter.avertissements,
        classeur_lu=matter.classeur,
        version=matter.version,
    )
    return text.encode()
