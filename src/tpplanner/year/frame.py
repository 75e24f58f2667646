"""From which days a session's échéances are counted, where it is, and how an échéance stands on a day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tpplanner.domain.echeances import Echeance, Etat, NatureEcheance
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.sheets import SESSION
from tpplanner.texts import echeances as textes
from tpplanner.texts.departements import code_du_site
from tpplanner.year.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class Frame:
    """A session seen from its dates: its plan if there is one (no day is certain without), and today if it counts."""

    session: Session
    plan: Plan | None
    calendar: WorkingDays
    today: date | None

    @property
    def premier(self) -> date:
        """The first day of the plan, else the first possible one."""
        return self._jours[0]

    @property
    def dernier(self) -> date:
        """The last day of the plan, else the last possible one."""
        return self._jours[-1]

    @property
    def _jours(self) -> tuple[date, ...]:
        return (self.plan.jours() if self.plan else ()) or tuple(sorted(j.date for j in self.session.jours))

    @property
    def jours(self) -> tuple[date, ...]:
        """The days of the plan, else the possible ones."""
        return self._jours

    def due(
        self,
        nature: NatureEcheance,
        limite: date,
        *,
        fait: date | bool | None = None,
        earliest: date | None = None,
        shift: bool = True,
    ) -> Echeance:
        """An échéance by its card, due on that day.

        `fait`: the day on which it was done; True, done on a day unknown; False, not done; None, nothing tells.
        `earliest` marks what must be done some time ahead: the first day of a session for which that is still
        possible. `shift`: whether it moves to a working day.
        """
        carte = textes.CARTES[nature]
        worked = self.calendar.worked_by(limite) if shift else limite
        etat = self._state(limite, fait, ahead=earliest is not None)
        precisions = (*self._moved(limite, worked), *carte.precisions)
        if etat is Etat.INTENABLE and earliest is not None:
            precisions = (textes.au_plus_tot(earliest), *precisions)
        return Echeance(
            nature,
            carte.quoi,
            etat,
            limite,
            worked,
            fait if isinstance(fait, date) else None,
            carte.regle,
            precisions,
            source=carte.source,
        )

    def _state(self, limite: date, fait: date | bool | None, *, ahead: bool) -> Etat:
        if isinstance(fait, date):
            return Etat.FAIT if fait <= limite else Etat.FAIT_TARD
        if fait:
            return Etat.FAIT
        if self.today is None or self.today <= limite:
            return Etat.A_FAIRE
        if fait is None or (ahead and self.today >= self.premier):
            return Etat.A_VERIFIER
        return Etat.INTENABLE if ahead else Etat.EN_RETARD

    def _moved(self, limite: date, worked: date) -> tuple[str, ...]:
        return (textes.jour_non_ouvre(limite, self.calendar.holiday(limite)),) if worked != limite else ()

    def known(self, nature: NatureEcheance, limite: date | None = None, *, shift: bool = False) -> Echeance:
        """Something to know of, with or without a day; `shift`: whether it moves to a working day."""
        carte = textes.CARTES[nature]
        worked = self.calendar.worked_by(limite) if limite is not None and shift else limite
        moved = self._moved(limite, worked) if limite is not None and worked is not None else ()
        precisions = (*moved, *carte.precisions)
        return Echeance(
            nature, carte.quoi, Etat.A_SAVOIR, limite, worked, None, carte.regle, precisions, source=carte.source
        )


def told(echeance: Echeance, *precisions: str, noms: Iterable[str] = (), regle: str = "") -> Echeance:
    """The same with more to say, of the people concerned, and perhaps another way of counting."""
    return replace(
        echeance,
        precisions=(*echeance.precisions, *precisions),
        noms=tuple(noms),
        regle=regle or echeance.regle,
    )


def noted(echeance: Echeance, champ: str) -> Echeance:
    """With the field of the form *Session* in which to note it, as long as it is not."""
    if echeance.etat in (Etat.FAIT, Etat.FAIT_TARD):
        return echeance
    return told(echeance, textes.noter(SESSION.colonne(champ).titre))


def place_of(session: Session) -> tuple[str, bool]:
    """The number of the session's département, and whether it was only read off the postal code of its site."""
    if session.departement:
        return session.departement, False
    code = code_du_site(session.site)
    return code, bool(code)
