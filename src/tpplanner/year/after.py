"""What must be done once a session is over, or called off."""

from collections.abc import Iterator
from datetime import date

from tpplanner.domain.echeances import Echeance
from tpplanner.domain.echeances import NatureEcheance as N
from tpplanner.texts import echeances as textes
from tpplanner.year.delays import days_after, years_after
from tpplanner.year.frame import Frame, noted, told

PV_DAYS = 15
PV_DAYS_TRANSPORT = 5
ARCHIVE_YEARS = 5


def after_session(frame: Frame) -> Iterator[Echeance]:
    """What follows the last day."""
    suivi, dernier = frame.session.suivi, frame.dernier
    yield frame.due(N.SAISIE, dernier, shift=False)
    destroyed = frame.due(N.DESTRUCTION, dernier, fait=suivi.sujets_detruits is not None, shift=False)
    yield noted(destroyed, "sujets_detruits")
    days = PV_DAYS_TRANSPORT if frame.session.referentiel.transport else PV_DAYS
    pv = frame.due(N.PV, days_after(dernier, days), fait=suivi.pv_transmis or False)
    yield noted(told(pv, regle=textes.delai_pv(days)), "pv_transmis")
    yield _results(frame)
    yield frame.known(N.ARCHIVES, years_after(dernier, ARCHIVE_YEARS))
    yield frame.known(N.SI_ANNULATION)


def _results(frame: Frame) -> Echeance:
    """Results have no day of their own: they wait for the validation."""
    validated = frame.session.suivi.resultats_valides
    known = frame.known(N.RESULTATS)
    if validated is None:
        return noted(known, "resultats_valides")
    done = frame.due(N.RESULTATS, validated, fait=validated, shift=False)
    return told(done, textes.RESULTATS_VALIDES)


def called_off(frame: Frame, annulee: date) -> Iterator[Echeance]:
    """What remains of a session that was called off on that day."""
    suivi, envoyees = frame.session.suivi, frame.session.convocations_envoyees
    yield frame.due(N.ANNULATION, annulee, shift=False)
    back = frame.due(N.RETOUR_DTE, annulee, fait=suivi.sujets_detruits is not None, shift=False)
    yield noted(back, "sujets_detruits")
    if envoyees is not None and envoyees <= annulee:
        pv = frame.due(N.PV_ANNULATION, days_after(annulee, PV_DAYS), fait=suivi.pv_transmis or False)
        yield noted(pv, "pv_transmis")
        yield frame.known(N.ARCHIVES, years_after(annulee, ARCHIVE_YEARS))
