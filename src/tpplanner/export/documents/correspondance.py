"""*Table de correspondance*: the drawn number beside the name, for the responsable alone."""

from tpplanner.export.correspondance import lignes
from tpplanner.export.documents.typeset import typeset
from tpplanner.export.matter import Audience, Matter
from tpplanner.texts import classeur as texte


def correspondance(matter: Matter) -> bytes:
    """The PDF."""
    agenda = matter.agenda
    sans_tirage = any(agenda.numeros[c.id] != c.numero_tire for c in agenda.session.candidats)
    return typeset(
        "table",
        matter,
        Audience.RESPONSABLE,
        texte.CORRESPONDANCE_TITRE,
        paysage=True,
        notes=[texte.CORRESPONDANCE_AIDE, *([texte.CORRESPONDANCE_SANS_TIRAGE] if sans_tirage else [])],
        tables=[
            {
                "entetes": texte.CORRESPONDANCE_ENTETES,
                "largeurs": [9, 26, 22, 14, 36, 16, 14],
                "lignes": [[str(value) for value in ligne] for ligne in lignes(agenda)],
            }
        ],
    )
