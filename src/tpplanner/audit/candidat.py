"""What each candidat passes, in which order, and his own time."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil

from tpplanner.audit.breach import breach
from tpplanner.audit.pauses import fenetre_candidat, premiere_pause
from tpplanner.audit.view import View, entre, minutes
from tpplanner.domain.outcome import Valeur, Violation
from tpplanner.domain.parcours import epreuves_de
from tpplanner.domain.plan import Partie, Passage
from tpplanner.domain.referentiel import Epreuve
from tpplanner.domain.session import Candidat


def epreuves_completes(view: View) -> Iterator[Violation]:
    """Each épreuve due stands once, and nothing else does."""
    for candidat in view.session.candidats:
        dues = [epreuve.id for epreuve in epreuves_de(view.referentiel, candidat)]
        passages = view.passages.get(candidat.id, [])
        prevues = Counter(passage.epreuve for passage in passages)
        for epreuve in [*dues, *sorted(set(prevues) - set(dues))]:
            attendu = int(epreuve in dues)
            if prevues[epreuve] != attendu:
                elements = tuple(p for p in passages if p.epreuve == epreuve)
                fois = prevues[epreuve]
                cas = "en_trop" if not attendu else "repetee" if fois else "absente"
                yield breach(
                    "epreuves_completes",
                    candidat.id,
                    epreuve,
                    cas=cas,
                    elements=elements,
                    fois=fois,
                    attendu=attendu,
                )
    for passage in view.plan.passages:
        if passage.candidat not in view.candidats:
            sujet = (passage.candidat, passage.epreuve)
            yield breach("epreuves_completes", *sujet, cas="en_trop", elements=(passage,), fois=1, attendu=0)


def duree_exacte(view: View) -> Iterator[Violation]:
    """Each phase lasts its RE minutes with the majoration, and phases are contiguous but for the midday cut."""
    coupures = _coupures_communes(view)
    for passage in view.plan.passages:
        candidat, epreuve = view.candidats.get(passage.candidat), view.epreuves.get(passage.epreuve)
        if candidat is None or epreuve is None:
            continue
        cas, donnees = _faute_de_duree(candidat, epreuve, passage) or _faute_de_coupure(view, epreuve, passage)
        if not cas and not _suit_la_coupure(passage, coupures.get(epreuve.id)):
            cas = "coupure_commune"
        if cas:
            yield breach("duree_exacte", candidat.id, epreuve.id, cas=cas, elements=(passage,), **donnees)


_Faute = tuple[str, dict[str, Valeur]]
_AUCUNE: _Faute = ("", {})


def _faute_de_duree(candidat: Candidat, epreuve: Epreuve, passage: Passage) -> _Faute | None:
    phases = [partie.phase for partie in passage.parties]
    if phases != sorted(phases):
        return "ordre", {}
    if not set(phases) <= set(range(len(epreuve.phases))):
        return "phase_inconnue", {}
    for i, phase in enumerate(epreuve.phases):
        attendu = ceil(phase.minutes * (1 + candidat.majoration(epreuve.nature)))
        constate = sum(entre(p.debut, p.fin) for p in passage.parties if p.phase == i)
        if constate != attendu:
            cas = "phase" if len(epreuve.phases) > 1 else "epreuve"
            return cas, {"phase": i + 1, "constate_minutes": constate, "attendu_minutes": attendu}
    return None


def _faute_de_coupure(view: View, epreuve: Epreuve, passage: Passage) -> _Faute:
    trous = [(a, b) for a, b in pairwise(passage.parties) if a.fin != b.debut or a.phase == b.phase]
    if not trous:
        return _AUCUNE
    avant, apres = trous[0]
    if not epreuve.coupure_midi or len(trous) > 1:
        return "interrompue", {"fin": trous[-1][0].fin}
    if avant.phase != apres.phase or avant.phase != epreuve.phase_coupee:
        return "coupure_phase", {}
    duree = view.reglages.pause_candidat
    if entre(avant.fin, apres.debut) != duree:
        return "coupure_duree", {"constate_minutes": entre(avant.fin, apres.debut), "attendu_minutes": duree}
    jour = view.jours.get(passage.jour)
    if jour is not None:
        fenetre = fenetre_candidat(jour, duree)
        if avant.fin < fenetre.debut or fenetre.fin < apres.debut:
            return "coupure_hors_plage", {}
    return _AUCUNE


def _coupures_communes(view: View) -> dict[str, datetime]:
    """The minute at which midday stops each collective épreuve, if it does."""
    coupures: dict[str, datetime] = {}
    for passage in view.plan.passages:
        epreuve, coupee = view.epreuves.get(passage.epreuve), _avant_coupure(passage)
        if epreuve is not None and epreuve.collective and coupee is not None:
            coupures.setdefault(epreuve.id, coupee.fin)
    return coupures


def _suit_la_coupure(passage: Passage, coupure: datetime | None) -> bool:
    """Whether a passage stops when the others do, or is not under way then."""
    if coupure is None:
        return True
    coupee = _avant_coupure(passage)
    return coupee.fin == coupure if coupee is not None else not passage.debut < coupure < passage.fin


def _avant_coupure(passage: Passage) -> Partie | None:
    """The part that midday cuts short, if any."""
    return next((avant for avant, apres in pairwise(passage.parties) if avant.fin != apres.debut), None)


def ordre_epreuves(view: View) -> Iterator[Violation]:
    """The order links of the référentiel, between épreuves that the candidat passes."""
    for passages in view.passages.values():
        par_epreuve = {passage.epreuve: passage for passage in passages}
        for seconde in passages:
            epreuve = view.epreuves.get(seconde.epreuve)
            if epreuve is not None:
                yield from _liens_rompus(view, epreuve, seconde, par_epreuve)


def _liens_rompus(
    view: View, epreuve: Epreuve, seconde: Passage, par_epreuve: dict[str, Passage]
) -> Iterator[Violation]:
    courte_pause = minutes(view.reglages.courte_pause)
    for avant in epreuve.apres:
        premiere = par_epreuve.get(avant)
        if premiere and seconde.debut < premiere.fin:
            yield _lien_rompu(premiere, seconde, "apres")
    for avant in epreuve.aussitot_apres:
        premiere = par_epreuve.get(avant)
        if premiere and not timedelta(0) <= seconde.debut - premiere.fin <= courte_pause:
            yield _lien_rompu(premiere, seconde, "aussitot_apres")
    for avant, n in epreuve.jours_min:
        premiere = par_epreuve.get(avant)
        if premiere and seconde.jour < premiere.jour + timedelta(days=n):
            yield _lien_rompu(premiere, seconde, "jours_min", nombre=n)


def _lien_rompu(premiere: Passage, seconde: Passage, cas: str, **donnees: Valeur) -> Violation:
    sujet = (seconde.candidat, premiere.epreuve, seconde.epreuve)
    return breach("ordre_epreuves", *sujet, cas=cas, elements=(premiere, seconde), **donnees)


def oraux_enchaines(view: View) -> Iterator[Violation]:
    """One day for what one table has before the jury, and a short pause at most between passages of a day."""
    if not view.reglages.enchainer:
        return
    yield from _memes_jours(view)
    rangs = {id_: rang for rang, id_ in enumerate(view.epreuves)}
    for (candidat, jour), passages in view.passages_du_jour.items():
        chaine = sorted((p for p in passages if _enchainable(view, p)), key=lambda p: (p.debut, rangs[p.epreuve]))
        for avant, apres in pairwise(chaine):
            attente = entre(avant.fin, apres.debut)
            if attente > view.reglages.courte_pause:
                yield breach(
                    "oraux_enchaines",
                    candidat,
                    jour,
                    cas="attente",
                    elements=(avant, apres),
                    attente_minutes=attente,
                )


def _memes_jours(view: View) -> Iterator[Violation]:
    for candidat in view.session.candidats:
        par_epreuve = {p.epreuve: p for p in view.passages.get(candidat.id, []) if _enchainable(view, p)}
        for table in view.referentiel.tables:
            groupe: list[Passage] = []
            for epreuve in table.epreuves:
                passage = par_epreuve.get(epreuve.id)
                if passage is None:
                    continue
                if any(n > 0 and avant in (p.epreuve for p in groupe) for avant, n in epreuve.jours_min):
                    groupe = []
                if groupe and passage.jour != groupe[-1].jour:
                    elements = (groupe[-1], passage)
                    yield breach("oraux_enchaines", candidat.id, passage.jour, cas="jours", elements=elements)
                groupe.append(passage)


def _enchainable(view: View, passage: Passage) -> bool:
    epreuve = view.epreuves.get(passage.epreuve)
    return epreuve is not None and epreuve.devant_jury and not epreuve.separee


def entretien_final_dernier(view: View) -> Iterator[Violation]:
    """Nothing of the candidat comes after his entretien final."""
    final = view.referentiel.entretien_final
    for candidat, passages in view.passages.items():
        for entretien in (p for p in passages if final and p.epreuve == final):
            for autre in passages:
                if autre.epreuve != final and autre.fin > entretien.debut:
                    yield breach(
                        "entretien_final_dernier",
                        candidat,
                        elements=(autre, entretien),
                        autre_epreuve=autre.epreuve,
                        fin=autre.fin,
                        debut=entretien.debut,
                    )


def candidat_sans_chevauchement(view: View) -> Iterator[Violation]:
    """No two passages of a candidat overlap."""
    for candidat, passages in view.passages.items():
        for i, premiere in enumerate(passages):
            for seconde in passages[i + 1 :]:
                if seconde.debut < premiere.fin:
                    yield breach(
                        "candidat_sans_chevauchement",
                        candidat,
                        elements=(premiere, seconde),
                        premiere=premiere.epreuve,
                        fin=premiere.fin,
                        seconde=seconde.epreuve,
                        debut=seconde.debut,
                    )


def candidat_disponible(view: View) -> Iterator[Violation]:
    """Every passage lies outside what the candidat is not available for."""
    for passage in view.plan.passages:
        candidat = view.candidats.get(passage.candidat)
        if candidat and any(i.coupe(passage.debut, passage.fin) for i in candidat.indisponibilites):
            yield breach(
                "candidat_disponible",
                candidat.id,
                elements=(passage,),
                epreuve=passage.epreuve,
                debut=passage.debut,
            )


def pause_candidat(view: View) -> Iterator[Violation]:
    """A break in the lunch window, or just after the passage that fills it (if midday does not cut that one)."""
    duree = view.reglages.pause_candidat
    for (candidat, date_), passages in view.passages_du_jour.items():
        jour = view.jours.get(date_)
        if jour is None:
            continue
        fenetre = fenetre_candidat(jour, duree)
        parties = [(p.debut, p.fin) for passage in passages for p in passage.parties]
        parties += [(plis.debut, plis.fin) for passage in passages for plis in view.plis_devant(passage)]
        seules = [(p.debut, p.fin) for p in passages if not _a_coupure(view, p)]
        if premiere_pause(fenetre, parties, seules) is None:
            yield breach(
                "pause_candidat",
                candidat,
                date_,
                elements=tuple(passages),
                duree_minutes=duree,
                debut=fenetre.debut,
                fin=fenetre.fin,
            )


def _a_coupure(view: View, passage: Passage) -> bool:
    epreuve = view.epreuves.get(passage.epreuve)
    return epreuve is not None and epreuve.coupure_midi
