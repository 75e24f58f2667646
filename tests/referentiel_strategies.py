"""Sound référentiels drawn at random, of every shape that the domain allows."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from tpplanner.domain.referentiel import CONFIRMABLES, Epreuve, Nature, Phase, Referentiel, Surveillance, Table

_MOTS = st.text("abcdefgéèçœÀ '’-\"\\<&", min_size=1, max_size=12).filter(lambda mot: mot.strip())
"""Words with what French, TOML and XML find awkward; no separator of a list."""

lignes = _MOTS.map(lambda mot: " ".join(mot.split()))
"""One line of text, as a cell shows it."""

SURVEILLEE = Surveillance.SURVEILLANT
USAGES = ("ecrit", "plateau", "atelier bois")


@st.composite
def phases_suivies(draw: st.DrawFn) -> tuple[Phase, ...]:
    """One or two phases, of which the jury watches the last."""
    usage = draw(st.sampled_from(("jury", *USAGES)))
    partagee = usage != "jury" and draw(st.booleans())
    natures = st.none() | st.sampled_from(Nature)
    suivie = Phase(draw(st.integers(1, 120)), Surveillance.JURY, usage, partagee, draw(natures), *draw(_reserves()))
    if draw(st.booleans()):
        return (suivie,)
    presence = draw(st.sampled_from((SURVEILLEE, Surveillance.SI_PLUSIEURS, Surveillance.SEUL)))
    partagee = presence is Surveillance.SI_PLUSIEURS or draw(st.booleans())
    avant = Phase(draw(st.integers(1, 120)), presence, draw(st.sampled_from(USAGES)), partagee)
    comediens, role, vehicules = draw(_reserves()) if presence is SURVEILLEE else (0, "", ())
    avant = replace(avant, nature=draw(natures), comediens=comediens, role=role, vehicules=vehicules)
    return (avant, suivie)


@st.composite
def _reserves(draw: st.DrawFn) -> tuple[int, str, tuple[str, ...]]:
    """How many people play in a phase, as what, and which kinds of vehicle it takes: most take nothing."""
    comediens = draw(st.sampled_from((0, 0, 0, 1, 2, 4)))
    role = draw(st.sampled_from(("", "élève conducteur", "élève sans permis"))) if comediens else ""
    return comediens, role, draw(st.sampled_from(((), (), ("voiture",), ("D", "CE"))))


@st.composite
def tables(draw: st.DrawFn, id_: str, nom: str, noms: list[str]) -> Table:
    """A table of two to four épreuves: perhaps a written one first, then some before the jury."""
    prefix = "" if id_ == "titre" else f"{id_}."
    epreuves: list[Epreuve] = []
    if draw(st.booleans()):
        epreuves.append(draw(_ecrite(f"{prefix}QP", noms.pop())))
    for modalite in draw(st.sampled_from((("ET",), ("MSP", "ET"), ("PP", "QAP")))):
        epreuves.append(draw(_orale(f"{prefix}{modalite}", noms.pop(), epreuves)))
    if not id_.startswith("CCP"):
        epreuves.append(draw(_orale(f"{prefix}EF", noms.pop(), epreuves)))
    totaux = [sum(e.minutes for e in epreuves), sum(e.minutes_jury for e in epreuves)]
    return Table(id_, nom, tuple(epreuves), *(total if draw(st.booleans()) else 0 for total in totaux))


@st.composite
def _ecrite(draw: st.DrawFn, id_: str, nom: str) -> Epreuve:
    minutes = draw(st.integers(120, 300))
    return Epreuve(
        id=id_,
        nom=nom,
        modalite=id_.rpartition(".")[2],
        nature=draw(st.sampled_from(Nature)),
        phases=(Phase(minutes, SURVEILLEE, draw(st.sampled_from(USAGES)), draw(st.booleans())),),
        collective=draw(st.booleans()),
        correction=draw(st.none() | st.integers(1, 60)),
        coupure_midi=draw(st.booleans()),
        a_confirmer=draw(_a_confirmer),
    )


_a_confirmer = st.lists(st.sampled_from(CONFIRMABLES), unique=True, max_size=3).map(tuple)


@st.composite
def _orale(draw: st.DrawFn, id_: str, nom: str, avant: list[Epreuve]) -> Epreuve:
    phases = draw(phases_suivies())
    ressource = draw(st.sampled_from(("", "caisse"))) if any(p.usage != "jury" for p in phases) else ""
    chained = any(e.devant_jury and not e.separee for e in avant)
    at_once = avant and avant[-1].devant_jury
    lien = draw(st.sampled_from(("", "apres", "jours", *(("aussitot",) if at_once else ())))) if avant else ""
    precedente = avant[-1].id if avant else ""
    return Epreuve(
        id=id_,
        nom=nom,
        modalite=id_.rpartition(".")[2],
        nature=draw(st.sampled_from(Nature)),
        phases=phases,
        separee=not chained and draw(st.booleans()),
        apres=(precedente,) if lien == "apres" else (),
        aussitot_apres=(precedente,) if lien == "aussitot" else (),
        jours_min=((precedente, draw(st.integers(1, 9))),) if lien == "jours" else (),
        ressource=ressource,
        partage=draw(st.integers(1, 3)) if ressource else 1,
        apporter=draw(st.sampled_from(((), ("votre dossier de projet, imprimé", "votre tenue")))),
        a_confirmer=draw(_a_confirmer),
    )


@st.composite
def referentiels(draw: st.DrawFn) -> Referentiel:
    """A sound référentiel with zero to three CCP, perhaps a CCS or two."""
    noms = draw(st.lists(lignes, unique=True, min_size=25, max_size=25))
    ccps = [draw(tables(f"CCP{n}", draw(lignes), noms)) for n in range(1, draw(st.integers(0, 3)) + 1)]
    ccss = [draw(tables(f"CCS{n}", draw(lignes), noms)) for n in range(1, draw(st.integers(0, 2)) + 1)]
    dates = st.none() | st.dates(date(2000, 1, 1), date(2060, 1, 1))
    return Referentiel(
        sigle=draw(st.text("ABCDEF", min_size=1, max_size=8)),
        code=f"TP-{draw(st.integers(1, 99999)):05}",
        millesime=f"{draw(st.integers(1, 99)):02}",
        intitule=draw(lignes),
        titre=draw(tables("titre", "Session titre", noms)),
        source=draw(lignes),
        verifie=draw(st.booleans()),
        ccps=tuple(ccps),
        ccss=tuple(ccss),
        entretien_final="EF",
        date_entete=draw(dates),
        rncp=draw(st.sampled_from(("", "37873"))),
        expiration=draw(dates),
        membres_min=draw(st.integers(2, 4)),
        qualites=tuple(draw(st.lists(lignes, unique=True, max_size=2))),
        comediens_exterieurs=draw(st.booleans()),
        organismes_differents=draw(st.booleans()),
        quota=draw(st.none() | st.integers(1, 9)),
        avertissements=tuple(draw(st.lists(lignes, max_size=2))),
    )
