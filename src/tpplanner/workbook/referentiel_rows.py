"""What stands in the sheet of a titre: a référentiel in the words of its cells. No Excel library."""

from collections import Counter

from tpplanner.domain.referentiel import USAGE_JURY, Epreuve, Phase, Referentiel, Table
from tpplanner.sheets import titre_nouveau as feuille
from tpplanner.sheets.colonne import OUI_NON
from tpplanner.texts.accord import accorde
from tpplanner.texts.referentiels import CHAMPS, LIBELLES_USAGES, MODALITES, NATURES, PRESENCES, duree_du_re
from tpplanner.texts.temps import date_chiffres

Cells = dict[str, str]
"""The text of each cell of a row, by the field of its column."""


def header_cells(referentiel: Referentiel) -> Cells:
    """The values of the head of the RE, by field."""
    dates = {champ: getattr(referentiel, champ) for champ in ("date_entete", "expiration")}
    return {
        "sigle": referentiel.sigle,
        "code": referentiel.code,
        "millesime": referentiel.millesime,
        "intitule": referentiel.intitule,
        "rncp": referentiel.rncp,
        "source": referentiel.source,
        "verifie": _yes(referentiel.verifie),
        "membres_min": str(referentiel.membres_min),
        "qualites": " ; ".join(referentiel.qualites),
        "quota": str(referentiel.quota or ""),
        "avertissements": "\n".join(referentiel.avertissements),
        **{champ: date_chiffres(date) if date else "" for champ, date in dates.items()},
    }


def epreuve_rows(table: Table, prefix: str = "") -> list[Cells]:
    """The rows of a table: one an épreuve, then one for each further phase of it. `prefix` is the id of a CCP."""
    defaults = default_ids([epreuve.modalite for epreuve in table.epreuves])
    rows: list[Cells] = []
    for epreuve, default in zip(table.epreuves, defaults, strict=True):
        premiere, *suites = epreuve.phases
        rows.append({**_epreuve_cells(epreuve, prefix, default), **_phase_cells(premiere)})
        rows += [{"modalite": feuille.SUITE, **_phase_cells(phase)} for phase in suites]
    return rows


def default_ids(modalites: list[str]) -> list[str]:
    """The ids of épreuves that were given none: their modalité, numbered where a table has it more than once."""
    times, seen = Counter(modalites), Counter[str]()
    ids = []
    for modalite in modalites:
        seen[modalite] += 1
        ids.append(modalite if times[modalite] == 1 else f"{modalite}{seen[modalite]}")
    return ids


def default_name(modalite: str, prefix: str) -> str:
    """The name of an épreuve that was given none: its modalité's, with its CCP."""
    return f"{MODALITES[modalite]} ({prefix})" if prefix else MODALITES[modalite]


def _epreuve_cells(epreuve: Epreuve, prefix: str, default_id: str) -> Cells:
    repere = _local(epreuve.id, prefix)
    apres, delai = _links(epreuve, prefix)
    return {
        "modalite": feuille.libelle_modalite(epreuve.modalite),
        "collective": _yes(epreuve.collective) if not epreuve.devant_jury or epreuve.collective else "",
        "apres": apres,
        "delai": delai,
        "nature": NATURES[epreuve.nature],
        "comedien": _yes_or_empty(epreuve.comedien),
        "nom": "" if epreuve.nom == default_name(epreuve.modalite, prefix) else epreuve.nom,
        "repere": "" if repere == default_id else repere,
        "ressource": f"{epreuve.ressource} : {epreuve.partage}" if epreuve.partage > 1 else epreuve.ressource,
        "simultanes": str(epreuve.simultanes) if epreuve.simultanes > 1 else "",
        "coupure_midi": _yes_or_empty(epreuve.coupure_midi),
        "plis": _yes_or_empty(epreuve.plis),
        "separee": _yes_or_empty(epreuve.separee),
        "correction": _correction(epreuve, prefix),
        "apporter": " ; ".join(epreuve.apporter),
        "a_confirmer": " ; ".join(CHAMPS[champ] for champ in epreuve.a_confirmer),
    }


def _phase_cells(phase: Phase) -> Cells:
    au_jury = phase.usage == USAGE_JURY
    return {
        "duree": duree_du_re(phase.minutes),
        "presence": PRESENCES[phase.presence],
        "usage": LIBELLES_USAGES.get(phase.usage, phase.usage),
        "partagee": "" if au_jury else _yes(phase.partagee),
    }


def _links(epreuve: Epreuve, prefix: str) -> tuple[str, str]:
    """The cells *Passe après* and *Délai*: as many delays as épreuves, where any is said."""
    liens = [(avant, "") for avant in epreuve.apres]
    liens += [(avant, feuille.AUSSITOT) for avant in epreuve.aussitot_apres]
    liens += [(avant, accorde(feuille.JOURS.format(n=n))) for avant, n in epreuve.jours_min]
    delais = [delai for _, delai in liens]
    return " ; ".join(_local(avant, prefix) for avant, _ in liens), " ; ".join(delais) if any(delais) else ""


def _correction(epreuve: Epreuve, prefix: str) -> str:
    minutes = f"{epreuve.correction} min" if epreuve.correction is not None else ""
    avant = f"{feuille.AVANT} {_local(epreuve.correction_avant, prefix)}" if epreuve.correction_avant else ""
    return f"{minutes} {avant}".strip()


def _local(id_: str, prefix: str) -> str:
    return id_.removeprefix(f"{prefix}.") if prefix else id_


def _yes(valeur: bool) -> str:
    return OUI_NON[0] if valeur else OUI_NON[1]


def _yes_or_empty(valeur: bool) -> str:
    return OUI_NON[0] if valeur else ""
