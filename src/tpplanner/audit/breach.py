"""How the audit tells a breach."""

from datetime import date

from tpplanner.domain.outcome import Element, Valeur, Violation


def breach(
    regle: str, *sujet: str | date, cas: str = "", elements: tuple[Element, ...] = (), **donnees: Valeur
) -> Violation:
    """The violation of a rule for a subject (ids and days, in the order of its card)."""
    ids = tuple(s.isoformat() if isinstance(s, date) else s for s in sujet)
    return Violation(regle, ids, cas, tuple(donnees.items()), elements)
