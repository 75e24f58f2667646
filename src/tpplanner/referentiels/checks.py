"""What makes a référentiel sound: every fault of one, each with its place.

The TOML loader and the reader of the sheet « titres nouveau » share these checks; each turns a place into its own
words (a key of the file, a cell). French sentences: `texts.referentiels_fautes`.
"""

import re
from collections import Counter
from collections.abc import Iterator

from tpplanner.domain.referentiel import Referentiel, Table
from tpplanner.referentiels.epreuve_checks import SEPARATEURS, faults_of_epreuve
from tpplanner.referentiels.fault import Fault, Lieu
from tpplanner.referentiels.order_checks import faults_of_order
from tpplanner.texts.temps import duree

_SIGLE = re.compile(r"[A-Za-z0-9]{1,15}")
_CODE = re.compile(r"TP-[0-9]{5}")
_MILLESIME = re.compile(r"[0-9]{2}")
_RNCP = re.compile(r"[0-9]*")
_CCP = re.compile(r"CCP[1-9][0-9]?")


def faults(referentiel: Referentiel) -> tuple[Fault, ...]:
    """Every fault, from the header down to the last épreuve; a sound référentiel has none."""
    return (
        *_header(referentiel),
        *_qualities(referentiel),
        *_unique_names(referentiel),
        *_entretien_final(referentiel),
        *(fault for rank, table in enumerate(referentiel.tables) for fault in _table(rank, table)),
    )


def _header(referentiel: Referentiel) -> Iterator[Fault]:
    for champ, pattern in (("sigle", _SIGLE), ("code", _CODE), ("millesime", _MILLESIME), ("rncp", _RNCP)):
        valeur = getattr(referentiel, champ)
        if not pattern.fullmatch(valeur):
            yield Fault(Lieu(champ), champ, {"valeur": valeur})
    for champ in ("intitule", "source"):
        if not getattr(referentiel, champ).strip():
            yield Fault(Lieu(champ), champ)
    if referentiel.membres_min < 2:
        yield Fault(Lieu("membres_min"), "membres_min", {"valeur": referentiel.membres_min})
    if referentiel.quota is not None and referentiel.quota < 1:
        yield Fault(Lieu("quota"), "quota", {"valeur": referentiel.quota})
    for champ, limite in (("membres_min", 99), ("quota", 9_999)):
        valeur = getattr(referentiel, champ)
        if valeur is not None and valeur > limite:
            yield Fault(Lieu(champ), "trop_grand", {"valeur": valeur, "limite": limite})
    if referentiel.transport:
        yield Fault(Lieu("transport"), "transport")


def _qualities(referentiel: Referentiel) -> Iterator[Fault]:
    for qualite, times in Counter(referentiel.qualites).items():
        if times > 1 or not qualite.strip():
            yield Fault(Lieu("qualites"), "qualites", {"valeur": qualite})
        if re.search(SEPARATEURS, qualite):
            yield Fault(Lieu("qualites"), "qualites_separateur", {"valeur": qualite})


def _unique_names(referentiel: Referentiel) -> Iterator[Fault]:
    """Ids and names that stand twice, in the whole référentiel; told where they stand again."""
    tables: set[str] = set()
    seen: dict[str, set[str]] = {"id": set(), "nom": set()}
    for rank, table in enumerate(referentiel.tables):
        if table.id in tables:
            yield Fault(Lieu("id", rank), "table_double", {"valeur": table.id})
        tables.add(table.id)
        for n, epreuve in enumerate(table.epreuves):
            for champ, values in seen.items():
                valeur = getattr(epreuve, champ)
                if valeur in values:
                    yield Fault(Lieu(champ, rank, n), f"{champ}_double", {"valeur": valeur})
                values.add(valeur)


def _entretien_final(referentiel: Referentiel) -> Iterator[Fault]:
    """It exists in the titre's table, is its last épreuve, before the jury, and stands in no CCP."""
    epreuves, final = referentiel.titre.epreuves, referentiel.entretien_final
    rank = next((n for n, epreuve in enumerate(epreuves) if epreuve.id == final), None)
    if rank is None:
        yield Fault(Lieu("entretien_final"), "final_inconnu" if final else "final_absent", {"valeur": final})
    else:
        if epreuves[rank].modalite != "EF":
            yield Fault(Lieu("modalite", 0, rank), "final_modalite", {"valeur": final})
        if not epreuves[rank].devant_jury:
            yield Fault(Lieu("presence", 0, rank), "final_non_suivi")
        for n in range(rank + 1, len(epreuves)):
            yield Fault(Lieu("id", 0, n), "final_dernier", {"epreuve": epreuves[n].nom})
    for n, epreuve in enumerate(epreuves):
        if epreuve.modalite == "EF" and rank is not None and n != rank:
            yield Fault(Lieu("modalite", 0, n), "final_double")
    for rank, table in enumerate(referentiel.ccps, start=1):
        for n, epreuve in enumerate(table.epreuves):
            if epreuve.modalite == "EF":
                yield Fault(Lieu("modalite", rank, n), "final_en_ccp", {"epreuve": epreuve.nom})


def _table(rank: int, table: Table) -> Iterator[Fault]:
    if rank > 0 and not _CCP.fullmatch(table.id):
        yield Fault(Lieu("id", rank), "table_id", {"valeur": table.id})
    if not table.nom.strip():
        yield Fault(Lieu("nom", rank), "table_nom")
    if not table.epreuves:
        yield Fault(Lieu("epreuves", rank), "table_vide", {"table": table.nom or table.id})
        return
    if not any(epreuve.devant_jury for epreuve in table.epreuves):
        yield Fault(Lieu("epreuves", rank), "sans_jury", {"table": table.nom or table.id})
    yield from _totals(rank, table)
    yield from _followed_by_the_jury(rank, table)
    several = [n for n, epreuve in enumerate(table.epreuves) if epreuve.simultanes > 1]
    for n in several[1:]:
        yield Fault(Lieu("simultanes", rank, n), "simultanes_plusieurs", {"epreuve": table.epreuves[n].nom})
    for n in range(len(table.epreuves)):
        prefix = "" if rank == 0 else table.id
        yield from faults_of_epreuve(Lieu("", rank, n), table.epreuves[n], prefix)
    yield from faults_of_order(rank, table)


def _totals(rank: int, table: Table) -> Iterator[Fault]:
    """The totals that the RE prints are the sums of the phases; 0 says that it prints none."""
    for champ, somme in (("total_candidat", table.minutes), ("presence_jury", table.minutes_jury)):
        imprime = getattr(table, champ)
        if imprime not in (0, somme):
            donnees = {"imprime": duree(imprime), "somme": duree(somme), "valeur": imprime}
            yield Fault(Lieu(champ, rank), champ, donnees)


def _followed_by_the_jury(rank: int, table: Table) -> Iterator[Fault]:
    """What the jury did not watch must be followed by something before it: that is when it answers for its mark."""
    watched = [n for n, epreuve in enumerate(table.epreuves) if epreuve.devant_jury]
    for n, epreuve in enumerate(table.epreuves):
        if watched and epreuve.phases and n > watched[-1]:
            yield Fault(Lieu("phases", rank, n), "sans_suite", {"epreuve": epreuve.nom})
