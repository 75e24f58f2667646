"""What lets a plan survive an absence or a delay: measured on the plan, whether or not the centre asked for it."""

from collections.abc import Callable, Iterator
from datetime import datetime, time

from tpplanner.audit.composition import est_habilite
from tpplanner.audit.view import JuryJour, View, etendue, minutes
from tpplanner.domain.liens import exclusions
from tpplanner.domain.noms import cle
from tpplanner.domain.reglages import MARGE
from tpplanner.domain.session import Jour, Membre

MIDI = time(12)
"""What begins before is of the morning."""


def sans_releve(view: View) -> int:
    """(membre, half-day in which his jury works) whom nobody could replace at once."""
    lies = {(e.candidat, e.membre) for e in exclusions(view.session)}
    return sum(
        len(view.siegent(composition))
        for jury, debut, fin in _journees(view)
        for composition in view.compositions.get(jury, [])
        for moitie in _moities(view.jours[jury[1]], debut, fin)
        if not any(_releve(view, jury, moitie, membre, lies) for membre in view.session.membres)
    )


def sans_marge(view: View) -> int:
    """Jury-days that end less than `MARGE` minutes before the end of the day."""
    return sum(fin > view.jours[jour].a(view.jours[jour].fin) - minutes(MARGE) for (_, jour), _, fin in _journees(view))


def _journees(view: View) -> Iterator[tuple[JuryJour, datetime, datetime]]:
    """Each jury-day on a day of the session, from its first to its last thing."""
    for jury, choses in view.choses.items():
        bornes = etendue(choses)
        if bornes is not None and jury[1] in view.jours:
            yield jury, *bornes


def _moities(jour: Jour, debut: datetime, fin: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The halves of the day in which something is done."""
    if debut < jour.a(MIDI):
        yield jour.a(jour.ouverture), jour.a(MIDI)
    if fin > jour.a(MIDI):
        yield jour.a(MIDI), jour.a(jour.fin)


def _releve(
    view: View, jury: JuryJour, moitie: tuple[datetime, datetime], membre: Membre, lies: set[tuple[str, str]]
) -> bool:
    """Whether that membre could take any seat of that jury for that half-day."""
    entendus = {c.candidat for c in view.choses[jury] if c.suivi}
    qualites = {cle(q) for q in membre.qualites}
    return (
        not membre.observateur
        and membre.id not in view.personnes
        and est_habilite(view.referentiel, membre, jury[1])
        and all(cle(q) in qualites for q in view.referentiel.qualites)
        and (membre.id, jury[1]) not in view.jurys_du_membre
        and not view.absent(membre.id, *moitie)
        and not any((candidat, membre.id) in lies for candidat in entendus)
    )


RESERVE: dict[str, Callable[[View], int]] = {"sans_releve": sans_releve, "sans_marge": sans_marge}
"""In the order of their cards."""
