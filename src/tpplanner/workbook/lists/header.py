"""The titles of the columns of a list: what each column holds, whatever the centre calls it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import cle
from tpplanner.sheets.colonne import Feuille
from tpplanner.sheets.session import CANDIDATS, champ_majoration
from tpplanner.texts import modele
from tpplanner.workbook.lists.extraction import DATE
from tpplanner.workbook.lists.flat import flat
from tpplanner.workbook.lists.name_shapes import is_given
from tpplanner.workbook.majorations import says_why

NOM, PRENOM, NOM_COMPLET, AUTRE_NOM = "nom", "prenom", "nom_complet", "autre_nom"
NUMERO, JOUR, TEXTE, CIVILITE, SANS_INTERET, MAJORATION = "numero", "jour", "texte", "civilite", "rien", "majoration"
NOM_DE_NAISSANCE, NOM_D_USAGE = "nom_naissance", "nom_usage"
ENCORE = "encore"
"""What a column may hold besides fields of the sheet; the last: the names of a second list beside the first."""
_OURS = frozenset(
    {"", NOM, PRENOM, NOM_COMPLET, NUMERO, TEXTE, CIVILITE, SANS_INTERET, NOM_D_USAGE, NOM_DE_NAISSANCE, "telephone"}
)
_DAYS = 2
"""Titles that are days, before which a column without a title holds the names."""
_LONGEST = 45
_LONGEST_QUESTION = 200
_QUESTIONS = 3
"""Titles from which on they may be the questions of a form, longer than titles are."""
_ELSEWHERE = frozenset({"disponible", "indisponible", "contact", "nom", "prenom", "id", "numero_tire"})
"""Fields whose titles are looked at word by word, or that no list carries."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column holds, a field of the sheet or one of the words above; its title as it stands."""

    holds: str
    titre: str

    @property
    def names(self) -> bool:
        """Whether names stand there."""
        return self.holds in (NOM, PRENOM, NOM_COMPLET)


def column_of(titre: str, feuille: Feuille) -> Heading:
    """What a label before a colon says of what follows."""
    return Heading(_holds(titre, feuille), titre)


def columns_of(cells: Sequence[str], feuille: Feuille) -> tuple[Heading, ...] | None:
    """The columns, where those cells are their titles: some name people, and most are understood."""
    titles = [cell for cell in cells if cell.strip()]
    longest = _LONGEST if len(titles) < _QUESTIONS else _LONGEST_QUESTION
    if not titles or any(len(title) > longest for title in titles):
        return None
    columns = _settled([Heading(_holds(title, feuille), title) for title in cells])
    if not cells[0].strip() and sum(column.holds == JOUR for column in columns) >= _DAYS:
        columns[0] = Heading(NOM_COMPLET, "")
    known = [column for column in columns if column.holds not in ("", TEXTE)]
    named = [column for column in columns if column.names]
    if not named or (len(titles) > 1 and len(known) < 2) or len(known) * 2 < len(titles):
        return None
    if len(titles) == 1 and (cle(titles[0]) not in _WHOLE | {"nom", "noms"} or titles[0].endswith(":")):
        return None
    if any(is_given(word) for column in columns if not column.holds for word in column.titre.split()):
        return None  # « DURAND;Zoé;Candidat;VAE »: a row, whatever else it holds
    return tuple(columns)


def _settled(columns: Sequence[Heading]) -> list[Heading]:
    """A column of noms without one of prénoms holds both; a second of noms, another nom; a field again is a text."""
    contents = [column.holds for column in columns]
    main = next((nom for nom in (NOM, NOM_DE_NAISSANCE, NOM_D_USAGE) if nom in contents), "")
    seen: set[str] = set()
    settled = []
    for column in columns:
        holds = column.holds
        if holds in (NOM_DE_NAISSANCE, NOM_D_USAGE):
            holds = NOM if holds == main else AUTRE_NOM
        if holds == NOM and PRENOM not in contents:
            holds = NOM_COMPLET
        if holds in seen and holds not in _OFTEN:
            holds = ENCORE if column.names else TEXTE
        seen.add(holds)
        settled.append(Heading(holds, column.titre))
    return settled


_OFTEN = frozenset(
    {MAJORATION, "disponible", "indisponible", "contact", "telephone", TEXTE, JOUR, CIVILITE, SANS_INTERET, ""}
)
"""What several columns may hold."""

_WHOLE = {
    cle(titre) for titre in (*modele.EN_UNE_CELLULE, *modele.MEMBRE_EN_UNE_CELLULE, "noms et prenoms", "nom prenoms")
}


def _holds(titre: str, feuille: Feuille) -> str:
    """What a title says of its column; empty where nothing."""
    lu = cle(titre)
    if not lu:
        return ""
    if lu in _WHOLE:
        return NOM_COMPLET
    for colonne in feuille.colonnes:
        if colonne.champ not in _ELSEWHERE and lu in map(cle, (colonne.titre, *colonne.alias)):
            return NUMERO if colonne.champ == "numero_ceres" and "ceres" not in lu else colonne.champ
    if is_day(titre):
        return JOUR
    if says_why(titre):
        return MAJORATION
    holds = next((holds for holds, pattern in _RULES if pattern.search(lu)), "")
    return _of_sheet(holds, lu.split(), feuille)


def _of_sheet(holds: str, words: Sequence[str], feuille: Feuille) -> str:
    """A field of that sheet, or a text where it has none of it."""
    if holds == MAJORATION and feuille is CANDIDATS:
        for word, nature in (("ecrit", Nature.ECRIT), ("oral", Nature.ORAL), ("pratique", Nature.PRATIQUE)):
            if any(w.startswith(word) for w in words):
                return champ_majoration(nature)
        return MAJORATION
    fields = {colonne.champ for colonne in feuille.colonnes}
    return holds if holds in fields or holds in _OURS else TEXTE


def is_day(titre: str) -> bool:
    """Whether a title is a day, or a half of one."""
    return bool(
        re.fullmatch(
            rf"(?:le )?(?:(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.? ?)?(?:{DATE}|\d{{1,2}}[/.]\d{{1,2}}"
            rf"|\d{{1,2}}(?:er)? ?(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*\.?)(?: "
            rf"?(?:matin|apres[- ]midi|am|pm))?"
            r"|jour \d|j\d|(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.? ?\d{1,2}(?:er)?(?: (?:matin|apres[- ]midi|am|pm))?",
            flat(titre.strip()),
        )
    )


_RULES = tuple(
    (holds, re.compile(pattern))
    for holds, pattern in (
        (SANS_INTERET, r"^(?!.*\bnom).*\bnaissance\b|\b(?:age|ddn|nationalite|sexe|genre)\b|^nee? (?:e )?le$"),
        (SANS_INTERET, r"\b(?:horodat|timestamp)|\bdate (?:de |d )?(?:la )?(?:reponse|saisie|envoi)"),
        (SANS_INTERET, r"\b(?:signature|emargement|paraphe)"),
        ("formateurs", r"\b(?:format(?:eur|rice)|referent|enseignant|professeur)"),
        (NOM_DE_NAISSANCE, r"\bnom\b.*\b(?:naissance|fille|patronymique)\b"),
        (NOM_D_USAGE, r"\bnom\b.*\b(?:usage|marital|epouse|usuel)\b"),
        (NOM_COMPLET, r"\bnoms?\b.*\bprenoms?\b|\bprenoms?\b.*\bnoms?\b"),
        (PRENOM, r"\bprenoms?\b"),
        ("telephone", r"\b(?:tel|telephone|portable|mobile|gsm|port|fixe)\b"),
        ("contact", r"\b(?:e?mails?|courriel|mel|adresse|rue|cp|postal|ville|commune|coordonnees|contact|domicile)\b"),
        ("numero_ceres", r"\bceres\b"),
        (NUMERO, r"\b(?:n|no|num|numero|rang|ordre|matricule)\b|^(?:id|identifiant)$"),
        (MAJORATION, r"\btiers\b|\b(?:major|amenag)|^1 3(?: temps)?$|^tt$"),
        ("disponible", r"\b(?:serez|etes|seras|es)\b.*\b(?:present|dispo|libre)|\bpresente? (?:le|du|les)\b"),
        ("dernier_ccp", r"\bdernier\b.*\bccp\b"),
        ("presente", r"\b(?:ccps?|blocs?|presentes?)\b"),
        ("vae", r"\bvae\b"),
        ("habilitation_fin", r"\b(?:habilit|agrement).*\b(?:fin|jusqu|date|validite|valable|expir|echeance)"),
        (
            "habilitation_fin",
            r"\b(?:fin|date|validite|expiration|echeance)\b.*\bhabilit|^(?:valable )?jusqu au$|^expiration$",
        ),
        ("habilitation", r"\bhabilit"),
        ("millesime", r"\bmillesime"),
        ("indisponible", r"\b(?:indisp|absen|empech)"),
        ("disponible", r"\b(?:dispo|presence)"),
        ("observateur", r"\bobservat(?:eur|rice)"),
        ("reponse", r"\b(?:reponse|accord)\b"),
        ("employeur", r"\b(?:employeur|entreprise|societe|accueil|structure|alternance)"),
        ("organisme", r"\b(?:organisme|etablissement|centre|cfa)"),
        (CIVILITE, r"\b(?:civilite|civ)\b|^(?:titre|m mme)$"),
        (
            TEXTE,
            r"\b(?:observ|remarq|comment|note|info|precis|divers|qualite|fonction|poste|parcours|contrat|statut|voie)",
        ),
        (TEXTE, r"\b(?:situation|jury|groupe|matin|apres)"),
        (NOM_COMPLET, r"\b(?:membre|candidat|stagiaire|apprenant|participant|eleve|apprenti|alternant)(?:e?s?)\b"),
        (NOM_COMPLET, r"\b(?:identite|juree?s?|intervenante?s?|personnes?)\b"),
        (NOM, r"\bnoms?\b"),
    )
)
"""What the words of a title say, the first that fits; on folded words without signs."""
