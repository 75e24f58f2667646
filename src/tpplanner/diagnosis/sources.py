"""Where in the workbook each requirement comes from."""

from collections.abc import Callable, Iterator
from datetime import date

from tpplanner.diagnosis.loosening import absence_of
from tpplanner.domain.outcome import Requirement, Shortage
from tpplanner.domain.reading import Reading
from tpplanner.domain.session import Role, Session

Key = tuple[str, ...]

MOST = 6
"""Cells told for one sentence."""

LENGTHS: dict[str, tuple[str, ...]] = {
    "quota_jury": ("quota",),
    "travail_continu": ("travail_continu",),
    "epreuve_longue": ("epreuve_longue",),
    "lecture_dossier": ("lecture",),
    "correction": ("correction_qp", "correction_ecrit", "correction_autre"),
    "deliberation": ("deliberation",),
    "battement": ("battement",),
    "accueil_jury": ("accueil_jury",),
    "ouverture_plis": ("plis",),
    "cloture": ("cloture",),
}
"""The réglages behind each rule of lengths."""

HOURS: dict[str, tuple[str, ...]] = {
    "ouverture": ("ouverture", "fin"),
    "accueil_candidats": ("accueil",),
    "pause_meridienne": ("pause_debut", "pause_fin"),
}
"""The columns of *Jours* behind each rule of a day."""

ABSENCES: dict[str, tuple[str, ...]] = {
    "candidat_disponible": ("candidats",),
    "membre_disponible": ("membres",),
    "salle_disponible": ("salles",),
    "personne_disponible": tuple(f"{role.value}s" for role in Role),
}
"""The sheets in which those who may be absent stand."""


TOGETHER: dict[str, tuple[str, ...]] = {
    "aide_commune": ("aide",),
    "debut_commun": (),
    "salles_debut": ("salle_a_part", "salle_accessible"),
    "surveillants_debut": ("salle_a_part",),
    "moyens_debut": ("salle_a_part", "salle_accessible"),
}
"""The columns of *Candidats* behind each lack where an épreuve begins for all at once, besides absences."""


def cells_of(reading: Reading, *requirements: Requirement) -> tuple[str, ...]:
    """The cells of the workbook that requirements come from, the first ones where they are many."""
    keys = (key for r in requirements for key in _keys(reading, r))
    cells = (reading.cells[key] for key in keys if key in reading.cells)
    return tuple(dict.fromkeys(cells))[:MOST]


def cells_of_shortage(reading: Reading, shortage: Shortage) -> tuple[str, ...]:
    """The cells in which the subject of a shortage stands."""
    sheets = ("candidats", "epreuves", "membres", "salles")
    keys = [key for subject in shortage.sujet for key in _reasons(reading, shortage, subject)]
    keys = keys or [(sheet, subject) for subject in shortage.sujet for sheet in sheets]
    keys += [("jours", d.jour.isoformat()) for d in shortage.detail]
    keys += [("jours", *shortage.sujet, "fin")] if shortage.quoi == "fin_du_jour" else []
    return tuple(dict.fromkeys(reading.cells[key] for key in keys if key in reading.cells))[:MOST]


def _reasons(reading: Reading, shortage: Shortage, subject: str) -> Iterator[Key]:
    """Why somebody cannot begin with the others: his aide, the room that he needs; or else absences."""
    if shortage.quoi not in TOGETHER:
        return
    session = reading.session
    candidat = next((c for c in session.candidats if c.id == subject), None)
    special = [champ for champ in TOGETHER[shortage.quoi] if candidat is not None and getattr(candidat, champ)]
    yield from (("candidats", subject, champ) for champ in special)
    for sheets in ABSENCES.values() if not special and shortage.quoi != "aide_commune" else ():
        who = sheets[0] if len(sheets) == 1 else "personnes"
        if who != "salles" or shortage.quoi == "salles_debut":
            absences = (absence for absence in absence_of(who)(session) if absence[0] == subject)
            yield from (key for absence in absences for key in _absence(reading, sheets, absence))


def _keys(reading: Reading, requirement: Requirement) -> Iterator[Key]:
    regle, sujet = requirement.regle, requirement.sujet
    if regle in LENGTHS:
        yield from (("reglages", champ) for champ in LENGTHS[regle])
    elif regle in HOURS:
        yield from (("jours", sujet[0], champ) for champ in HOURS[regle])
    elif regle in ABSENCES:
        yield from _absence(reading, ABSENCES[regle], sujet)
    elif regle in _OTHERS:
        yield from _OTHERS[regle](reading.session, sujet)


def _absence(reading: Reading, sheets: tuple[str, ...], sujet: Key) -> Iterator[Key]:
    """The row of *Indisponibilités*; else the column of who is absent."""
    row = ("indisponibilites", sujet[0], sujet[1])
    day = date.fromisoformat(sujet[1][:10])
    rows = [row] if row in reading.cells else []
    rows = rows or [k for k in reading.cells if k[:2] == row[:2] and len(k) == 3 and k[2][:10] == day.isoformat()]
    yield from rows
    for sheet in sheets if not rows else ():
        yield (sheet, sujet[0], "indisponible")


def _link(session: Session, sujet: Key) -> Iterator[Key]:
    candidat, membre = sujet
    if any((lien.candidat, lien.membre) == sujet for lien in session.liens):
        yield ("liens", candidat, membre)
    else:
        yield ("candidats", candidat)
        yield ("membres", membre)


def _with_role(role: Role) -> Callable[[Session, Key], Iterator[Key]]:
    return lambda session, _: ((f"{role.value}s", p.id) for p in session.avec_role(role))


def _fields(sheet: str, *champs: str) -> Callable[[Session, Key], Iterator[Key]]:
    return lambda _, sujet: ((sheet, sujet[0], champ) for champ in champs)


_OTHERS: dict[str, Callable[[Session, Key], Iterator[Key]]] = {
    "epreuves_completes": lambda _, sujet: iter([("candidats", sujet[0])]),
    "duree_exacte": _fields("candidats", "majoration_ecrit", "majoration_oral", "majoration_pratique"),
    "ordre_epreuves": lambda _, sujet: iter([("epreuves", sujet[1], "ordre")]),
    "convocation_respectee": lambda s, sujet: (
        ("convocations", c.personne, c.jour.isoformat()) for c in s.convocations if c.personne == sujet[0]
    ),
    "jury_nombre": lambda s, _: (("jurys", j.id) for j in s.jurys),
    "membre_habilite": _fields("membres", "habilitation", "millesime", "habilitation_fin"),
    "membre_qualifie": lambda s, _: (("membres", m.id, "qualites") for m in s.membres),
    "lien_exclu": _link,
    "surveillance": _with_role(Role.SURVEILLANT),
    "comedien_present": _with_role(Role.COMEDIEN),
    "responsable_present": _with_role(Role.RESPONSABLE),
    "formateur_a_part": _fields("candidats", "formateurs"),
    "aide_presente": _fields("candidats", "aide", "salle_a_part"),
    "salle_adaptee": _fields("candidats", "salle_accessible"),
    "salle_capacite": lambda s, sujet: (("salles", r.id) for r in s.salles if sujet[0] in r.usages),
}
