"""The bar that counts places while a session is typed: what a count found, in words, and what its buttons add.

A save starts a count (`counts.py`) or finds it, and never waits for one.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.session import Session
from tpplanner.texts import fautes
from tpplanner.texts import places as textes
from tpplanner.texts.noms import date_chiffres
from tpplanner.web.searches.jobs import Job
from tpplanner.web.typed.saisie import FormRow, new_key

if TYPE_CHECKING:
    from tpplanner.diagnosis.places import More, PlaceCount
    from tpplanner.web.typed.entry import Entry

MINUTES = "minutes_jury"
"""The shortage of what membres have of time, where places are not counted."""

GESTE = "places"
"""What the buttons of the bar begin with: ``places-salle-1``."""


@dataclass(frozen=True, slots=True)
class Geste:
    """A button of the bar: its value, what stands on it, what it does in words."""

    valeur: str
    texte: str
    dit: str


@dataclass(frozen=True, slots=True)
class PlacesBar:
    """What the bar tells: `etat` is *manque*, *passe*, *incomplet* or *compte*; `encore`: more will be known soon."""

    etat: str
    phrase: str
    produit: str = ""
    limite: str = ""
    gestes: tuple[Geste, ...] = ()
    encore: bool = False


def bar_of(entry: "Entry") -> PlacesBar:
    """The bar of what is typed at an address."""
    if entry.referentiel is None:
        return PlacesBar("incomplet", textes.AUCUN_TITRE)
    for table, phrase in (("jours", textes.AUCUN_JOUR), ("candidats", textes.AUCUN_CANDIDAT)):
        if not entry.form.present(table):
            return PlacesBar("incomplet", phrase)
    reading = entry.verdict.reading
    if reading is None:
        return PlacesBar("incomplet", textes.ILLISIBLE)
    session = reading.session
    if not session.membres:
        return PlacesBar("incomplet", textes.AUCUN_MEMBRE)
    if not any(USAGE_JURY in salle.usages for salle in session.salles):
        return PlacesBar("incomplet", textes.AUCUNE_SALLE)
    return _counted(session, entry.desk.counts.of(entry.desk.jobs, entry.address, session))


def _counted(session: Session, job: Job) -> PlacesBar:
    """The bar once the count has begun: at first what arithmetic tells at once."""
    from tpplanner.diagnosis.places import at_once

    known: PlaceCount | None = job.state.get("compte")
    places = known or at_once(session)
    bar = bar_told(session, places, job.state.get("fin", {}).get("plus", ()))
    if job.ended:
        return bar
    if known is None and not places.missing:
        return PlacesBar("compte", textes.compte_en_cours(len(session.candidats)), encore=True)
    return PlacesBar(bar.etat, bar.phrase, bar.produit, encore=True)


def bar_told(session: Session, places: "PlaceCount", more: "tuple[More, ...]" = ()) -> PlacesBar:
    """A count in words."""
    if places.missing:
        assert places.places is not None, "missing of what was counted"  # noqa: S101
        return PlacesBar(
            "manque",
            textes.manque(places.places, places.besoin),
            textes.produit(session, places.detail),
            _limite(session, places, more),
            tuple(_geste(m) for m in more),
        )
    lack = next(iter(places.lacks), None)
    if lack is not None and lack.quoi == MINUTES:
        return PlacesBar("manque", fautes.manque(session, lack))
    if places.lacks:
        return PlacesBar("incomplet", textes.incomplet(fautes.manque(session, places.lacks[0])))
    return PlacesBar(
        "passe", textes.passe(places.places, len(session.candidats)), textes.produit(session, places.detail)
    )


def _limite(session: Session, places: "PlaceCount", more: "tuple[More, ...]") -> str:
    """What limits, as far as one more of it is known to give more."""
    helps = {m.limite.value for m in more if m.places}
    if not helps:
        return ""
    salles = sum(USAGE_JURY in salle.usages for salle in session.salles) if helps & {"salle", "jury"} else 0
    membres = sum(not m.observateur for m in session.membres) if helps & {"membre", "jury"} else 0
    return textes.limite(session, salles, membres, places.detail)


def _geste(more: "More") -> Geste:
    quoi, combien = more.limite.value, more.combien
    dit = textes.geste_dit(quoi, combien, more.places)
    return Geste(f"{GESTE}-{quoi}-{combien}", textes.geste(quoi, combien, more.places), dit)


# What a button of the bar does.


def add(entry: "Entry", faire: str) -> str:
    """Add what a button of the bar says, in the form; the id of the field to go to, empty where it says nothing."""
    _, _, asked = faire.partition("-")
    quoi, _, combien = asked.partition("-")
    many = int(combien) if combien in ("1", "2", "3", "4", "5", "6", "7", "8", "9") else 1
    make: Any = {"salle": _salle, "jour": _jour, "membre": _membre, "jury": _jury}.get(quoi)
    ids = [made for _ in range(many if make else 0) if (made := make(entry))]
    return ids[0] if ids else ""


def _salle(entry: "Entry") -> str:
    rows = entry.form.present("salles")
    number = sum(USAGE_JURY in row.get("usages", "") for row in rows) + 1
    return _born(entry, "salles", "nom", {"nom": fautes.salle(USAGE_JURY, number), "usages": USAGE_JURY})


def _membre(entry: "Entry") -> str:
    number = sum(fautes.A_TROUVER in row.get("nom", "") for row in entry.form.present("membres")) + 1
    return _born(entry, "membres", "nom", {"nom": f"{fautes.A_TROUVER} {number}"})


def _jury(entry: "Entry") -> str:
    """A room and as many membres as make a jury."""
    least = entry.referentiel.membres_min if entry.referentiel else 2
    return [_salle(entry), *(_membre(entry) for _ in range(least))][0]


def _jour(entry: "Entry") -> str:
    """The next working day after the last, with its hours."""
    from tpplanner.diagnosis.repairs import amended
    from tpplanner.domain.answers import Amendment, Remedy

    if entry.verdict.reading is None:
        return ""
    before = entry.verdict.reading.session.jours
    after = amended(entry.verdict.reading.session, Amendment(Remedy.JOURS, (), 1)).jours
    new = next(jour.date for jour in after if jour not in before)
    like = entry.form.present("jours")[-1]
    hours = {champ: value for champ, value in like.items() if champ not in ("cle", "id", "date", "etiquette")}
    return _born(entry, "jours", "date", {**hours, "date": date_chiffres(new)})


def _born(entry: "Entry", table: str, champ: str, row: FormRow) -> str:
    key = new_key()
    entry.form.rows.setdefault(table, []).append({"cle": key, **row})
    return f"{table}-{key}-{champ}"
