"""What stands above a planning: which version it is, how it stands, its figure, what it breaks, whether it holds."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

from tpplanner.domain.answers import Report
from tpplanner.export.agenda import Agenda
from tpplanner.export.verdicts import niveau_dit
from tpplanner.texts import classeur as texte_classeur
from tpplanner.texts import tete as textes
from tpplanner.web.desk import Desk, now
from tpplanner.web.plannings.timeline.anchors import anchor_of
from tpplanner.web.plannings.timeline.faults import BrokenRule, Faults
from tpplanner.web.sessions.folders import SessionFiles, VersionedFile
from tpplanner.web.sessions.judged import Judged, look
from tpplanner.web.sessions.states import Aside, PlanState, PlanVerdict, durations_of, verdict_of
from tpplanner.web.sessions.still import Standing, proposed, standing_of
from tpplanner.web.sessions.versions import Version, VersionState, version_at


@dataclass(frozen=True, slots=True)
class ShownLevel:
    """A level in words: what it counts, how much, what is proven of it."""

    quoi: str
    valeur: str
    preuve: str


@dataclass(frozen=True, slots=True)
class PlanningHead:
    """What stands above a planning: `titre` says which version it is, `faite` when and why; `v`: its verdict.

    `avant`: the version that it is a change of, `apres` one that is a change of it; `en_vigueur`: the one that people
    hold to; `connu`: the one that they know while they do not know this one. `tient`: whether it holds still,
    where it is not replaced; `proposee`: the newest, where it does not hold and that one does.
    """

    version: int
    titre: str
    faite: str
    statut: VersionState | None
    avant: VersionedFile | None
    apres: VersionedFile | None
    en_vigueur: VersionedFile | None
    connu: VersionedFile | None
    v: PlanVerdict | None
    niveaux: list[ShownLevel]
    tient: Standing | None
    proposee: VersionedFile | None

    @property
    def proposition(self) -> bool:
        """Whether nobody holds to it yet."""
        return self.statut is VersionState.PROPOSITION

    @property
    def remplacee(self) -> bool:
        """Whether people hold to another one now."""
        return self.statut is VersionState.REMPLACEE and self.en_vigueur is not None


def head_of(desk: Desk, session: SessionFiles, path: Path, judged: Judged) -> PlanningHead:
    """What is told above the drawing of a planning."""
    version = version_at(desk, session, path)
    statut = version.statut if version else None
    tient = standing_of(desk, session, path)
    depasse = tient.depasse if tient else ""
    v, niveaux = verdict_shown(judged, saisie=_saisie(session), depasse=depasse)
    return PlanningHead(
        version.planning.version if version else 0,
        textes.titre(session.nom, version.planning.version if version else 0, statut.mot if statut else ""),
        _made(version) if version else "",
        statut,
        session.changed_from(path),
        session.changed_into(path),
        session.in_force(),
        session.known_before(path),
        replace(v, a_cote=_beside(desk, session, v, judged)) if v else None,
        niveaux,
        tient,
        proposed(desk, session) if depasse else None,
    )


def _saisie(session: SessionFiles) -> str:
    return f"/session/{session.id}/saisie"


def _beside(desk: Desk, session: SessionFiles, v: PlanVerdict, judged: Judged) -> tuple[Aside, ...]:
    """What is said beside a verdict; where the durations were compared since, the workbook tells it."""
    workbook = desk.readings.known(session.workbook, look)
    typed, planned = workbook.reading if workbook else None, judged.checked.reading if judged.checked else None
    if typed is None or planned is None or typed.session.referentiel != planned.session.referentiel:
        return v.a_cote
    since = durations_of(typed.session, _saisie(session))
    return (since,) if since.etat is PlanState.CONFORME else v.a_cote


def _made(version: Version) -> str:
    quand = textes.quand_dit(version.planning.saved.replace(tzinfo=None), now())
    return textes.faite(version.cause, quand)


def verdict_shown(
    judged: Judged, *, saisie: str = "", depasse: str = ""
) -> tuple[PlanVerdict | None, list[ShownLevel]]:
    """How a planning stands, with its figure; its levels, each with what its file tells to be proven.

    `saisie`: the address of what was typed of its session; `depasse`: why it holds no more.
    """
    if judged.checked is None or judged.tracks is None:
        return None, []
    reading, report = judged.checked.reading, judged.checked.report
    niveaux = levels_shown(judged.tracks.agenda, report, reading.niveaux_ecrits)
    verdict = verdict_of(reading.session, report, chiffre=_figure(niveaux), saisie=saisie, depasse=depasse)
    return replace(verdict, chiffre="" if report.violations or depasse else verdict.chiffre), [n for n, _ in niveaux]


def levels_shown(
    agenda: Agenda, report: Report, written: tuple[tuple[str, ...], ...]
) -> list[tuple[ShownLevel, tuple[str, str]]]:
    """Each level as it is measured now, with the bound and the conclusion that its file tells of that very measure."""
    by_name = {row[0]: row for row in written}
    shown = []
    for atteint in report.niveaux:
        nom, quoi, valeur, *_ = niveau_dit(agenda, atteint)
        _, _, ecrit, borne, _, conclusion = by_name.get(nom, ("", "", "", "", "", ""))
        proof = (borne, conclusion) if ecrit == _as_in_a_cell(valeur) else ("", "")
        shown.append((ShownLevel(quoi, valeur, proof[1]), proof))
    return shown


def _as_in_a_cell(text: str) -> str:
    """A text as a cell that is read tells it."""
    return text.replace("\u00a0", " ")


def _figure(niveaux: list[tuple[ShownLevel, tuple[str, str]]]) -> str:
    """The first of them, with what is proven of it."""
    if not niveaux:
        return ""
    level, (borne, conclusion) = niveaux[0]
    valeur = level.valeur.removesuffix(texte_classeur.DE_JURY)
    if conclusion == texte_classeur.PROUVE:
        return textes.chiffre_prouve(valeur)
    if conclusion == texte_classeur.ECART_CONNU:
        return textes.chiffre_borne(valeur, borne.split(" ")[0])
    return textes.chiffre_seul(valeur)


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule broken, in a sentence, and where its bar is (empty: nowhere)."""

    phrase: str
    href: str


def on_its_day(jour: date, ancre: str) -> str:
    """The address of a bar, where each day has its page."""
    return f"?jour={jour}#{quote(ancre)}"


def causes_shown(faults: Faults, address: Callable[[date, str], str] = on_its_day) -> list[tuple[str, list[ShownRule]]]:
    """What is broken, by cause, each with where it is shown: `address` says it of a day and of the name of a bar."""

    def shown(regle: BrokenRule) -> ShownRule:
        ancre = anchor_of(regle.marque)
        return ShownRule(regle.phrase, address(regle.jour, ancre) if regle.jour is not None and ancre else "")

    return [(cause.titre, [shown(regle) for regle in cause.regles]) for cause in faults.causes]
