"""Who else must be there."""

from collections.abc import Iterator
from datetime import datetime

from tpplanner.audit.breach import breach
from tpplanner.audit.view import View, minutes
from tpplanner.domain.outcome import Violation
from tpplanner.domain.plan import Passage, Presence
from tpplanner.domain.referentiel import Surveillance
from tpplanner.domain.session import Candidat, Role


def surveillance(view: View) -> Iterator[Violation]:
    """Each room in which somebody is in a phase under a surveillant has one, as soon as the session lists some."""
    if not view.session.avec_role(Role.SURVEILLANT):
        return
    surveillants = view.presences(Role.SURVEILLANT)
    for (salle, jour), occupations in view.occupations.items():
        surveillees = [
            (o.partie.debut, o.partie.fin, o.passage)
            for o in occupations
            if (phase := view.phase(o.passage, o.partie)) and phase.presence is Surveillance.SURVEILLANT
        ]
        couvertures = [(p.debut, p.fin) for p in surveillants if p.salle == salle]
        for debut, fin, passage in surveillees:
            trou = decouvert(debut, fin, couvertures)
            if trou is not None:
                yield breach("surveillance", salle, jour, elements=(passage,), debut=trou[0], fin=trou[1])
                break


def decouvert(
    debut: datetime, fin: datetime, couvertures: list[tuple[datetime, datetime]]
) -> tuple[datetime, datetime] | None:
    """The first stretch of ``[debut, fin)`` that no coverage holds; None if all of it is covered."""
    atteint = debut
    for d, f in sorted(couvertures):
        if d <= atteint:
            atteint = max(atteint, f)
        elif atteint < fin:
            return atteint, min(d, fin)
    return (atteint, fin) if atteint < fin else None


def formateur_a_part(view: View) -> Iterator[Violation]:
    """A formateur of the candidat neither watches over him nor plays before him."""
    for passage in view.plan.passages:
        candidat = view.candidats.get(passage.candidat)
        if candidat is None or not candidat.formateurs:
            continue
        for presence in view.plan.presences:
            if presence.personne in candidat.formateurs and _aupres(view, presence, passage):
                sujet = (candidat.id, presence.personne)
                elements = (presence, passage)
                donnees = {"epreuve": passage.epreuve}
                yield breach("formateur_a_part", *sujet, cas=presence.role, elements=elements, **donnees)


def _aupres(view: View, presence: Presence, passage: Passage) -> bool:
    if presence.role == Role.COMEDIEN:
        return (presence.candidat, presence.epreuve) == (passage.candidat, passage.epreuve)
    return presence.role == Role.SURVEILLANT and any(
        partie.salle == presence.salle and presence.debut < partie.fin and partie.debut < presence.fin
        for partie in passage.parties
        if (phase := view.phase(passage, partie)) and phase.presence is Surveillance.SURVEILLANT
    )


def aide_presente(view: View) -> Iterator[Violation]:
    """A candidat's aide is there during his épreuves, and his room apart is his alone."""
    aides = view.presences(Role.AIDE)
    for passage in view.plan.passages:
        candidat = view.candidats.get(passage.candidat)
        if candidat is None:
            continue
        if candidat.aide:
            couvertures = [
                (p.debut, p.fin)
                for p in aides
                if p.personne == candidat.aide and (p.candidat, p.epreuve) == (candidat.id, passage.epreuve)
            ]
            for partie in passage.parties:
                trou = decouvert(partie.debut, partie.fin, couvertures)
                if trou is not None:
                    donnees = {"debut": trou[0], "fin": trou[1]}
                    sujet = (candidat.id, passage.epreuve)
                    yield breach("aide_presente", *sujet, cas="absente", elements=(passage,), **donnees)
                    break
        if candidat.salle_a_part:
            yield from _intrus(view, candidat, passage)


def _intrus(view: View, candidat: Candidat, passage: Passage) -> Iterator[Violation]:
    """Others in the room apart of a candidat, in the phases that no jury watches."""
    for partie in passage.parties:
        if partie.jury:
            continue
        for autre in view.occupations.get((partie.salle, partie.debut.date()), []):
            ensemble = autre.partie.debut < partie.fin and partie.debut < autre.partie.fin
            if autre.passage.candidat != candidat.id and ensemble:
                sujet = (candidat.id, passage.epreuve)
                elements = (passage, autre.passage)
                donnees = {"autre_candidat": autre.passage.candidat}
                yield breach("aide_presente", *sujet, cas="salle", elements=elements, **donnees)
                return


def comedien_present(view: View) -> Iterator[Violation]:
    """A passage that needs a comédien has one, welcomed before his first passage of the day."""
    comediens = view.presences(Role.COMEDIEN)
    duree = view.reglages.accueil_comedien
    for passage in view.plan.passages:
        epreuve = view.epreuves.get(passage.epreuve)
        if epreuve is None or not epreuve.comedien:
            continue
        sujet = (passage.candidat, passage.epreuve)
        siens = [
            p
            for p in comediens
            if (p.candidat, p.epreuve) == sujet and p.debut <= passage.debut and passage.fin <= p.fin
        ]
        if not siens:
            donnees = {"debut": passage.debut, "fin": passage.fin}
            yield breach("comedien_present", *sujet, cas="absent", elements=(passage,), **donnees)
            continue
        premier = min(p.debut for p in comediens if p.candidat and _meme_journee(p, siens[0]))
        accueilli = any(
            not p.candidat and _meme_journee(p, siens[0]) and p.fin <= premier and p.fin - p.debut >= minutes(duree)
            for p in comediens
        )
        if not accueilli:
            elements = (siens[0], passage)
            yield breach(
                "comedien_present", *sujet, cas="accueil", elements=elements, duree_minutes=duree, debut=premier
            )


def _meme_journee(une: Presence, autre: Presence) -> bool:
    return une.personne == autre.personne and une.debut.date() == autre.debut.date()


def responsable_present(view: View) -> Iterator[Violation]:
    """A responsable or a suppléant is there from the first accueil, or other thing, to the last of each day."""
    if not view.session.avec_role(Role.RESPONSABLE):
        return
    couvertures = [(p.debut, p.fin) for p in view.presences(Role.RESPONSABLE)]
    for jour in view.session.jours:
        choses = [
            (debut, fin)
            for debut, fin, element in view.evenements()
            if debut.date() == jour.date and not _est_responsable(element)
        ]
        if not choses:
            continue
        trou = decouvert(min(d for d, _ in choses), max(f for _, f in choses), couvertures)
        if trou is not None:
            yield breach("responsable_present", jour.date, debut=trou[0], fin=trou[1])


def _est_responsable(element: object) -> bool:
    return isinstance(element, Presence) and element.role == Role.RESPONSABLE
