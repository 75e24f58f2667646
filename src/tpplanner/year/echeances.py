"""Every échéance of a session: what must be done before and after, what ends too early, working days and delays."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from tpplanner.domain.annee import DELAI_CREATION, Annee, months_after
from tpplanner.domain.answers import Echeance, Echeancier, Etat, NatureEcheance
from tpplanner.domain.answers import NatureEcheance as N
from tpplanner.domain.duties import candidats_par_table, created_in_ceres
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Candidat, Fuseau, Genre, Membre, Session
from tpplanner.sheets.session import SESSION
from tpplanner.texts import echeances as textes
from tpplanner.texts.classeur import numeros_ceres
from tpplanner.texts.noms import DEPARTEMENTS, SERVICES, code_du_site, nom_complet
from tpplanner.year.france import holidays_of_france

if TYPE_CHECKING:
    from holidays import HolidayBase

# Which days are worked where a centre is: Monday to Friday, public holidays of its territory left out.

_SUBDIVISIONS = {"57": "57", "67": "6AE", "68": "6AE", "975": "PM", "977": "BL", "978": "MF"} | {
    **{code: code for code in ("971", "972", "973", "974", "976")},
    "986": "WF",
    "987": "PF",
    "988": "NC",
}
"""By département, the subdivision under which the library knows its public holidays; none: those of all France."""

_TIME_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


def time_zone(departement: str) -> str:
    """The name of the time zone of a département's hours; that of Paris where it is not known."""
    return _TIME_ZONES.get(departement, "Europe/Paris")


class WorkingDays:
    """The calendar of a département (its number), of all France where it is empty."""

    def __init__(self, departement: str = "") -> None:
        self.departement = departement

    @cached_property
    def _public(self) -> "HolidayBase":
        return holidays_of_france(_SUBDIVISIONS.get(self.departement))

    @cached_property
    def _school(self) -> "HolidayBase | None":
        return holidays_of_france(f"Zone {self.zone}", school=True) if self.zone else None

    @property
    def zone(self) -> str:
        """The zone of its school holidays, empty where it has a calendar of its own, which is not known here."""
        return DEPARTEMENTS[self.departement].zone if self.departement in DEPARTEMENTS else ""

    def holiday(self, jour: date) -> str:
        """The French name of that public holiday, empty for any other day."""
        return str(self._public.get(jour) or "")

    def school_holiday(self, jour: date) -> str:
        """The French name of those school holidays, empty outside them or where they are not known."""
        return str(self._school.get(jour) or "") if self._school is not None else ""

    def worked(self, jour: date) -> bool:
        """Whether it is neither a Saturday, a Sunday nor a public holiday."""
        return jour.weekday() < 5 and not self.holiday(jour)

    def worked_by(self, jour: date) -> date:
        """That day if it is worked, else the last worked day before it."""
        while not self.worked(jour):
            jour -= timedelta(days=1)
        return jour


@lru_cache(maxsize=64)
def holidays_named(departement: str, first: int, last: int) -> Mapping[date, str]:
    """The public holidays of those years, the last one too, with their names; `departement` as in `WorkingDays`."""
    return dict(holidays_of_france(_SUBDIVISIONS.get(departement), years=range(first, last + 1)))


# From which days a session's échéances are counted, where it is, and how an échéance stands on a day.


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


# Delays counted from a day: the day from which one counts is never one of them.


def days_before(jour: date, days: int) -> date:
    """So many calendar days earlier."""
    return jour - timedelta(days=days)


def days_after(jour: date, days: int) -> date:
    """So many calendar days later."""
    return jour + timedelta(days=days)


def months_before(jour: date, months: int) -> date:
    """So many months earlier."""
    return months_after(jour, -months)


def years_after(jour: date, years: int) -> date:
    """So many years later."""
    return months_after(jour, 12 * years)


def first_day_a_month_ahead(today: date) -> date:
    """The earliest day that is still a whole month away: what had to be done a month before it may be done today.

    Not always a month after today: from 31 January it is 1 March, for a month before 28 February is 28 January.
    """
    jour = months_after(today, 1)
    while months_before(jour, 1) < today:
        jour += timedelta(days=1)
    return jour


# What must be done before a session, and with how many.

LEAVE_DAYS = 15
PLIS_DAYS = 14


def before_session(frame: Frame) -> Iterator[Echeance]:
    """What comes before the first day, in the order in which it is told."""
    session, suivi = frame.session, frame.session.suivi
    programmation = frame.due(
        N.PROGRAMMATION, last_30_january(frame.premier), fait=suivi.programmation_transmise is not None
    )
    yield noted(programmation, "programmation_transmise")
    yield _creation(frame)
    yield _dte(frame)
    convocations = frame.due(
        N.CONVOCATIONS,
        months_before(frame.premier, 1),
        fait=session.convocations_envoyees or False,
        earliest=first_day_a_month_ahead(frame.today or frame.premier),
    )
    yield noted(convocations, "convocations_envoyees")
    yield from _leaves(frame)
    plis = frame.due(N.PLIS, days_before(frame.premier, PLIS_DAYS), fait=suivi.plis_recus is not None)
    yield noted(plis, "plis_recus")
    yield frame.due(N.AFFICHAGE, days_before(frame.premier, 1))
    yield from _addresses(frame)


def last_30_january(premier: date) -> date:
    """The day before the 31 January that comes before that day: the programmation goes « avant le 31 janvier »."""
    of_year = date(premier.year, 1, 30)
    return of_year if of_year < premier else date(premier.year - 1, 1, 30)


def _creation(frame: Frame) -> Echeance:
    """The creation in CERES: 91 days ahead, and before the titre ends."""
    limite, expiration = days_before(frame.premier, DELAI_CREATION), frame.session.referentiel.expiration
    last = days_before(expiration, 1) if expiration else limite
    echeance = frame.due(N.CREATION, min(limite, last), fait=created_in_ceres(frame.session), earliest=_earliest(frame))
    if last < limite and expiration is not None:
        echeance = told(echeance, textes.CREATION_AVANT_FIN, regle=textes.regle_creation(expiration))
    return noted(echeance, "numero_ceres")


def _earliest(frame: Frame) -> date:
    """The first day of a session that could still be created 91 days ahead."""
    return days_after(frame.today or frame.premier, DELAI_CREATION)


def _dte(frame: Frame) -> Echeance:
    echeance = frame.due(
        N.DTE,
        days_before(frame.premier, DELAI_CREATION),
        fait=frame.session.suivi.dte_commandes or False,
        earliest=_earliest(frame),
    )
    return noted(told(echeance, _how_many(frame.session)), "dte_commandes")


def _how_many(session: Session) -> str:
    if session.genre is Genre.TITRE:
        return textes.nombre_de_dte(sum(n for _, n in candidats_par_table(session)))
    par_ccp = [(ccp, n) for ccp, n in candidats_par_table(session) if n]
    return textes.dte_par_ccp(par_ccp) if par_ccp else textes.nombre_de_dte(0)


def _leaves(frame: Frame) -> Iterator[Echeance]:
    """The membres' leave requests, by first day: the session's for all, where nobody is called to a day yet."""
    names: dict[date, list[str]] = defaultdict(list)
    for membre in frame.session.membres:
        days = called_days(frame, membre.id)
        if days:
            names[days[0]].append(membre.nom_complet)
    for first, called in sorted(names.items()):
        yield told(frame.due(N.CONGES, days_before(first, LEAVE_DAYS)), noms=called)


def called_days(frame: Frame, membre: str) -> tuple[date, ...]:
    """The days on which a membre sits; all the possible ones without a plan."""
    if frame.plan is None:
        return frame.jours
    return tuple(sorted({c.jour for c in frame.plan.compositions if membre in c.membres}))


def _addresses(frame: Frame) -> Iterator[Echeance]:
    """When the candidats' addresses are to be verified: at both ends and middle of the formation, at the session.

    Whoever comes by the VAE has followed no formation.
    """
    moments: dict[tuple[date, str], list[str]] = defaultdict(list)
    for candidat in frame.session.candidats:
        for jour, quand in _moments(candidat):
            if jour < frame.premier:
                moments[jour, quand].append(candidat.nom_complet)
    for (jour, quand), names in sorted(moments.items()):
        echeance = frame.due(N.ADRESSES, jour)
        yield told(echeance, textes.ADRESSE_POURQUOI, noms=names, regle=quand)
    everybody = [c.nom_complet for c in frame.session.candidats]
    yield told(frame.due(N.ADRESSES, frame.premier, shift=False), noms=everybody, regle=textes.A_LA_SESSION)


def _moments(candidat: Candidat) -> Iterator[tuple[date, str]]:
    debut, fin = candidat.debut_formation, candidat.fin_formation
    if candidat.vae:
        return
    if debut is not None:
        yield debut, textes.AU_DEBUT
    if debut is not None and fin is not None and debut < fin:
        yield debut + timedelta(days=(fin - debut).days // 2), textes.EN_COURS
    if fin is not None:
        yield fin, textes.A_LA_FIN


# What must be done once a session is over, or called off.

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
        archives = frame.known(N.ARCHIVES, years_after(annulee, ARCHIVE_YEARS))
        yield told(archives, regle=textes.ARCHIVES_ANNULATION)


# What ends too early for a session: habilitations, titre, agrément, bail; and what the candidats have left.

AGREMENT_MONTHS = 3
ANSWER_DAYS = 21


def endings(frame: Frame) -> Iterator[Echeance]:
    """What runs out, and the twelve months of the candidats."""
    session = frame.session
    yield from _habilitations(frame)
    yield from _titre(frame)
    if session.agrement_fin is not None and session.agrement_fin < frame.dernier:
        renewal = frame.due(N.AGREMENT, months_before(frame.premier, AGREMENT_MONTHS), fait=False)
        yield told(renewal, textes.fin_d_agrement(session.agrement_fin))
    if session.bail_fin is not None and session.bail_fin < frame.dernier:
        yield frame.due(N.BAIL, session.bail_fin, fait=False)
    if session.suivi.pieces_demandees is not None:
        answer = frame.due(N.PIECES, days_after(session.suivi.pieces_demandees, ANSWER_DAYS), fait=False)
        yield noted(answer, "pieces_demandees")
    yield from _twelve_months(frame)


def _habilitations(frame: Frame) -> Iterator[Echeance]:
    """The membres whose habilitation ends before the last day on which they are to sit, by that end."""
    names: dict[date, list[str]] = defaultdict(list)
    for membre in frame.session.membres:
        days = called_days(frame, membre.id)
        fin = end_of_habilitation(membre, frame.session.referentiel)
        if days and fin is not None and fin < days[-1] and not membre.observateur:
            names[fin].append(membre.nom_complet)
    expiration = frame.session.referentiel.expiration
    for fin, ending in sorted(names.items()):
        in_extra_year = expiration is not None and expiration <= fin and frame.dernier <= years_after(expiration, 1)
        texts = (textes.HABILITES_JUSQU_A_LA_FIN,) if in_extra_year else ()
        yield told(frame.due(N.HABILITATIONS, fin, fait=False), *texts, noms=ending)


def end_of_habilitation(membre: Membre, referentiel: Referentiel) -> date | None:
    """The last day of a membre's habilitation for that titre and millésime; None where there is none, or no end."""
    fins = [h.fin for h in membre.habilitations if h.vaut_pour(referentiel)]
    known = [fin for fin in fins if fin is not None]
    return max(known) if known and len(known) == len(fins) else None


def _titre(frame: Frame) -> Iterator[Echeance]:
    """A session in the year that follows the titre's end, or beyond it."""
    expiration = frame.session.referentiel.expiration
    if expiration is None or expiration >= frame.dernier:
        return
    until = years_after(expiration, 1)
    known = frame.known(N.TITRE, expiration)
    if frame.dernier <= until:
        text = textes.annee_supplementaire(expiration, until)
        yield told(replace(known, etat=Etat.A_VERIFIER), text)
    else:
        yield told(replace(known, etat=Etat.INTENABLE), textes.titre_fini(expiration, until))


def _twelve_months(frame: Frame) -> Iterator[Echeance]:
    """The last day on which candidats may be presented, by that day and by how often they have been."""
    names: dict[tuple[date, int], list[str]] = defaultdict(list)
    for candidat in frame.session.candidats:
        if candidat.fin_formation is not None and not candidat.vae:
            names[candidat.fin_formation, candidat.presentation].append(candidat.nom_complet)
    for (fin, rank), concerned in sorted(names.items()):
        last = years_after(fin, 1)
        if frame.premier > last:
            lost = replace(frame.known(N.DOUZE_MOIS, last), etat=Etat.INTENABLE)
            yield told(lost, textes.hors_des_douze_mois(fin), noms=concerned)
        else:
            worked = frame.calendar.worked_by(last)
            creation = frame.calendar.worked_by(days_before(worked, DELAI_CREATION))
            known = frame.known(N.DOUZE_MOIS, last, shift=True)
            yield told(known, textes.douze_mois(fin, rank, worked, creation), noms=concerned)


# Every échéance of a session, in the order of their days.


def echeancier(session: Session, plan: Plan | None = None, today: date | None = None) -> Echeancier:
    """The échéances of a session, counted from the days of its plan, or from its possible days without one.

    Without `today`, nothing is late: what is done is told, all the rest is to do. A fictive session has no dates:
    raises ValueError.
    """
    if plan is not None and not plan.jours():
        plan = None
    if session.fictive:
        raise ValueError("a fictive session has no dates")
    departement, deduced = place_of(session)
    frame = Frame(session, plan, WorkingDays(departement), today)
    echeances = sorted(_all(frame), key=_order)
    return Echeancier(
        frame.premier,
        frame.dernier,
        tuple(echeances),
        tuple(_notices(frame, deduced=deduced)),
        today,
        provisoire=plan is None,
        departement=departement,
        time_zone=_time_zone(session, departement),
        contact=_contact(session, departement),
        jours=tuple(_hours(frame, jour) for jour in frame.jours),
        cle=numeros_ceres(session)
        or f"{session.referentiel.sigle}/{session.genre}/{session.centre}/{frame.premier:%Y-%m}",
    )


def _all(frame: Frame) -> Iterator[Echeance]:
    annulee = frame.session.suivi.annulee
    if annulee is not None:
        yield from called_off(frame, annulee)
        return
    yield from before_session(frame)
    yield from after_session(frame)
    yield from endings(frame)


def _order(echeance: Echeance) -> tuple[bool, date]:
    return echeance.au_plus_tard is None, echeance.au_plus_tard or date.max


def _hours(frame: Frame, jour: date) -> tuple[datetime, datetime]:
    """From the first to the last thing of a day of the plan; from opening to closing where there is no plan."""
    plan = frame.plan
    if plan is None:
        fiche = frame.session.jour(jour)
        return fiche.a(min(fiche.ouverture, fiche.fin)), fiche.a(max(fiche.ouverture, fiche.fin))
    spans = [(p.debut, p.fin) for p in plan.passages if p.jour == jour]
    spans += [(t.debut, t.fin) for t in plan.travaux if t.debut.date() == jour]
    spans += [(p.debut, p.fin) for p in plan.presences if p.debut.date() == jour]
    return min(debut for debut, _ in spans), max(fin for _, fin in spans)


def _time_zone(session: Session, departement: str) -> str:
    """The clock that the session tells, where it is not the usual one; else that of its département."""
    return time_zone(departement) if session.fuseau is Fuseau.METROPOLE else session.fuseau.value


def _contact(session: Session, departement: str) -> str:
    """Whom to send to: as the centre says, else the address that is known for its département."""
    known = SERVICES.get(departement)
    service = session.service_departemental or (known.nom if known else "")
    return textes.contact(service, session.contact_service or (known.courriel if known else ""))


def _notices(frame: Frame, *, deduced: bool) -> Iterator[str]:
    """What must be known of the counting, and of the days of the session themselves."""
    calendar = frame.calendar
    if frame.plan is None and len(frame.jours) > 1:
        yield textes.provisoire(frame.premier, frame.dernier)
    if not calendar.departement:
        yield textes.SANS_DEPARTEMENT
    elif deduced:
        yield textes.departement_deduit(nom_complet(calendar.departement))
    for jour in frame.jours:
        if name := calendar.holiday(jour):
            yield textes.jour_ferie(jour, name)
    if calendar.departement and not calendar.zone:
        yield textes.vacances_inconnues(DEPARTEMENTS[calendar.departement].nom)
    names = {jour: calendar.school_holiday(jour) for jour in frame.jours}
    for name in dict.fromkeys(filter(None, names.values())):
        yield textes.jours_de_vacances([jour for jour in frame.jours if names[jour] == name], name, calendar.zone)
    yield textes.REPORT


# The public holidays of a year, where the centre is.


def with_public_holidays(annee: Annee) -> Annee:
    """The year with the public holidays of its département, on which no session is held."""
    return replace(annee, feries=public_holidays(annee.departement, annee.debut, annee.fin))


def public_holidays(departement: str, debut: date, fin: date) -> tuple[date, ...]:
    """Those of a département between two days."""
    calendar = WorkingDays(departement.strip().upper())
    days = (debut + timedelta(days=n) for n in range((fin - debut).days + 1))
    return tuple(jour for jour in days if calendar.holiday(jour))
