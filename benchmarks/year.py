"""A year of sessions to propose, check and plan: seeded, invented.

python -m benchmarks.year [--sessions 40] [--candidats 300] [--seconds 120] [--each 10] [--processes 2]
"""

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.people import NOMS, NOMS_MEMBRES, PRENOMS, PRENOMS_MEMBRES, SURVEILLANTS, employeur
from tpplanner.batch import plan_many
from tpplanner.commands.annee import check_year, read_models, read_year
from tpplanner.domain.annee import (
    Annee,
    CandidatPrevu,
    Disponibilite,
    MembrePrevu,
    Periode,
    Proposee,
    ResponsablePrevu,
    SallePrevue,
    SessionPrevue,
    TitrePrevu,
    Voie,
)
from tpplanner.domain.session import Genre, Habilitation
from tpplanner.referentiels import find
from tpplanner.solver import Budget
from tpplanner.workbook.example import candidats_a_day
from tpplanner.workbook.template import write_template
from tpplanner.workbook.year import annee_bytes, annee_contents
from tpplanner.year.proposal import propose
from tpplanner.year.sessions import session_of

TITRES = ("CDA", "DWWM", "SC", "GCF", "EC", "CATL")
DEBUT, FIN = date(2027, 1, 1), date(2027, 12, 31)
AUJOURDHUI = date(2026, 11, 16)
CLOSED = (Periode(date(2027, 8, 2), date(2027, 8, 20)), Periode(date(2027, 12, 20), date(2027, 12, 31)))
MOST = 10
"""Candidats of a session: the posts of the model's rooms."""
CCP_SHARE, VAE_SHARE = 10, 12
"""One candidat in so many."""


def year_of(
    sessions: int = 40, candidats: int = 300, membres: int = 60, responsables: int = 25, seed: int = 1
) -> Annee:
    """A year of that size: a third of the dates fixed, some people away, groups that end their training in turn."""
    draw = random.Random(seed)  # noqa: S311 - drawn again the same
    titres = tuple(_titre(sigle) for sigle in TITRES)
    ids = [t.id for t in titres]
    prevues = tuple(_sessions(draw, ids, sessions))
    return Annee(
        DEBUT,
        FIN,
        AUJOURDHUI,
        titres,
        prevues,
        tuple(_candidats(draw, ids, candidats)),
        tuple(_membre(draw, titres, rank) for rank in range(membres)),
        tuple(_responsable(draw, ids, rank) for rank in range(responsables)),
        tuple(SallePrevue(f"Salle {t.id} {n}") for t in titres for n in (1, 2)),
        fermetures=CLOSED,
        centre="Centre de formation des Abers",
        departement="29",
        service_departemental="DDETS du Finistère",
    )


def _titre(sigle: str) -> TitrePrevu:
    ref = find(sigle)
    return TitrePrevu(
        sigle,
        sigle,
        ref.millesime,
        candidats_a_day(ref),
        ref.membres_min,
        None,
        f"29-{sigle}",
        date(2029, 6, 30),
        (f"Salle {sigle} 1", f"Salle {sigle} 2"),
        f"modele-{sigle}.xlsx",
        candidats_a_day(ref, first=True),
        MOST,
    )


def _sessions(draw: random.Random, titres: list[str], combien: int) -> Iterator[SessionPrevue]:
    """Sessions of each titre in turn, one in eight of them CCP; where the rank divides by three, the day is known."""
    for rank in range(combien):
        titre = titres[rank % len(titres)]
        turn = rank // len(titres)
        genre = Genre.CCP if turn == 1 else Genre.TITRE
        begin = date(2027, 2, 22) + timedelta(weeks=5 * turn + rank % 5)
        monday = begin + timedelta(days=-begin.weekday())
        wished = Periode(monday, monday + timedelta(days=25))
        first = monday + timedelta(days=draw.choice((0, 1)))
        yield SessionPrevue(
            f"{titre} {'CCP ' if genre is Genre.CCP else ''}{turn + 1}",
            titre,
            genre,
            duree=2 if turn % 2 == 0 else 3,
            jour=first if rank % 3 == 0 and _open(first) else None,
            souhaits=(wished,) if draw.random() < 0.5 else (),
        )


def _open(jour: date) -> bool:
    """Whether the centre is open on that day and the three that follow."""
    days = [jour + timedelta(days=n) for n in range(4)]
    return not any(day in periode for periode in CLOSED for day in days) and jour not in _FERIES


_HOLIDAYS = ((3, 29), (5, 1), (5, 6), (5, 8), (5, 17), (7, 14), (8, 15), (11, 1), (11, 11))
_FERIES = {date(2027, m, d) - timedelta(days=n) for m, d in _HOLIDAYS for n in range(4)}


def _candidats(draw: random.Random, titres: list[str], combien: int) -> Iterator[CandidatPrevu]:
    """Groups of ten who end their training together; some by VAE, some on a CCP."""
    for rank in range(combien):
        group = rank // 10
        fin = date(2026, 10, 30) + timedelta(days=14 * (group // len(titres)) + group % len(titres))
        voie = Voie.VAE if rank % VAE_SHARE == 5 else Voie.FORMATION
        yield CandidatPrevu(
            f"C{rank + 1}",
            NOMS[rank % len(NOMS)],
            f"{PRENOMS[(rank // len(NOMS)) % len(PRENOMS)]}-{PRENOMS[rank % len(PRENOMS)]}",
            titres[group % len(titres)],
            Genre.CCP if rank % CCP_SHARE == 9 else Genre.TITRE,
            ccps=("CCP1",) if rank % CCP_SHARE == 9 else (),
            voie=voie,
            fin_formation=None if voie is Voie.VAE else fin,
            employeur=employeur(draw.randrange(80)) if draw.random() < 0.2 else "",
        )


def _membre(draw: random.Random, titres: tuple[TitrePrevu, ...], rank: int) -> MembrePrevu:
    mine = (titres[rank % len(titres)], titres[(rank // len(titres) + rank + 1) % len(titres)])
    away = date(2027, 1, 4) + timedelta(weeks=draw.randrange(48))
    return MembrePrevu(
        f"M{rank + 1}",
        NOMS_MEMBRES[rank % len(NOMS_MEMBRES)],
        f"{PRENOMS_MEMBRES[rank % len(PRENOMS_MEMBRES)]}-{PRENOMS_MEMBRES[(rank // 20) % len(PRENOMS_MEMBRES)]}",
        employeur=employeur(rank),
        habilitations=tuple(Habilitation(t.sigle, t.millesime, date(2028, 12, 31)) for t in dict.fromkeys(mine)),
        journees_max=draw.choice((6, 8, 10, None)),
        indemnite=draw.choice((80, 90, 120)),
        km=draw.randrange(5, 140),
        disponibilite=Disponibilite(sauf=(Periode(away, away + timedelta(days=11)),)),
    )


def _responsable(draw: random.Random, titres: list[str], rank: int) -> ResponsablePrevu:
    away = date(2027, 1, 4) + timedelta(weeks=draw.randrange(48))
    mine = tuple(dict.fromkeys((titres[rank % len(titres)], titres[(rank + 1) % len(titres)])))
    prenom = PRENOMS_MEMBRES[(rank // len(SURVEILLANTS)) % len(PRENOMS_MEMBRES)]
    disponibilite = Disponibilite(sauf=(Periode(away, away + timedelta(days=11)),))
    return ResponsablePrevu(f"R{rank + 1}", SURVEILLANTS[rank % len(SURVEILLANTS)], prenom, mine, disponibilite)


def main(words: list[str] | None = None) -> None:
    """Write the year's workbook and its models, read it, check it, propose it, plan every session; say how long."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.year", description="Measure a year.")
    parser.add_argument("--sessions", type=int, default=40)
    parser.add_argument("--candidats", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--each", type=float, default=20)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args(words)
    with TemporaryDirectory() as folder:
        _measure(Path(folder), asked)


def _measure(folder: Path, asked: argparse.Namespace) -> None:
    contents = annee_contents(year_of(asked.sessions, asked.candidats))
    (folder / "annee.xlsx").write_bytes(annee_bytes(contents))
    for sigle in TITRES:
        write_template(folder / f"modele-{sigle}.xlsx", find(sigle), exemple=True)
    began = monotonic()
    annee = read_year(folder / "annee.xlsx", AUJOURDHUI).annee
    _say("read", began)
    checking = monotonic()
    given, report, settled = check_year(annee)
    _say(f"checked: {len(report.violations)} breaches, settled: {settled}", checking)
    proposing = monotonic()
    outcome, judged = propose(annee, Budget(asked.seconds))
    _say("proposed", proposing)
    if not isinstance(outcome, Proposee) or judged is None:
        print(outcome)
        return
    for n in judged.niveaux:
        print(f"    {n.nom}: {n.valeur}, at least {n.borne}")
    planning = monotonic()
    models = read_models(annee, folder)
    chosen = [s for s in outcome.programmation.sessions if s.candidats]
    todo = {s.session: session_of(annee, s, models[s.session]) for s in chosen}
    done = plan_many(todo, budget=Budget(asked.each, workers=1), processes=asked.processes)
    planned = sum(d.report is not None and d.report.conforme for d in done.values())
    _say(f"{planned} of {len(todo)} sessions planned and checked, of {len(given.sessions)} in the year", planning)
    for d in done.values():
        if d.report is None:
            print(f"    {d.nom}: {d.outcome} {d.failure}")
    _say("in all", began)


def _say(what: str, since: float) -> None:
    print(f"{what}: {monotonic() - since:.2f} s", flush=True)


if __name__ == "__main__":
    main()
