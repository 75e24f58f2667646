"""What ends too early for a session: habilitations, titre, agrément, bail; and what the candidats have left."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tpplanner.domain.echeances import Echeance, Etat
from tpplanner.domain.echeances import NatureEcheance as N
from tpplanner.domain.noms import cle
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Membre
from tpplanner.texts import echeances as textes
from tpplanner.year.before import CREATION_DAYS, called_days
from tpplanner.year.delays import days_after, days_before, months_before, years_after
from tpplanner.year.frame import Frame, noted, told

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
    noms = {cle(referentiel.sigle), cle(referentiel.code)}
    fins = [
        h.fin
        for h in membre.habilitations
        if cle(h.titre) in noms and _number(h.millesime) == _number(referentiel.millesime)
    ]
    known = [fin for fin in fins if fin is not None]
    return max(known) if known and len(known) == len(fins) else None


def _number(millesime: str) -> str:
    return cle(millesime).removeprefix("m").lstrip("0")


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
            creation = frame.calendar.worked_by(days_before(worked, CREATION_DAYS))
            known = frame.known(N.DOUZE_MOIS, last, shift=True)
            yield told(known, textes.douze_mois(fin, rank, worked, creation), noms=concerned)
