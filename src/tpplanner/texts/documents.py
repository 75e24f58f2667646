"""What the documents that people hold say, besides what their templates say."""


def annoncer(heure: str, epreuve: str) -> str:
    """What a jury does between two épreuves of a candidat."""
    return f"{heure} : annoncer au candidat le passage à l'épreuve suivante, « {epreuve} »."
