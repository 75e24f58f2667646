"""What is said of a titre read from its référentiel: each épreuve in a sentence, what has changed, the steps."""

from collections.abc import Iterator, Mapping, Sequence

from tpplanner.domain.referentiel import USAGE_JURY, Surveillance
from tpplanner.domain.session import cle
from tpplanner.texts.noms import duree
from tpplanner.texts.phrases import Phrase
from tpplanner.texts.referentiels import LIBELLES_USAGES, NATURES, PRESENCES

# An épreuve in a sentence, from the cells of its rows.

_QUI = {
    Surveillance.JURY: "devant le jury",
    Surveillance.SURVEILLANT: "avec un surveillant",
    Surveillance.SI_PLUSIEURS: "seul, avec un surveillant si plusieurs candidats sont dans la salle",
    Surveillance.SEUL: "seul",
}
_QUI_PAR_CASE = {cle(PRESENCES[qui]): mots for qui, mots in _QUI.items()}
_OU = {"ecrit": "en salle d'écrit", "plateau": "sur le plateau technique"}

_DITES = ("modalite", "duree", "presence", "usage", "partagee", "collective", "apres", "delai", "nature")
_SANS_PHRASE = ("nom", "repere", "a_confirmer")
"""The columns that the sentence tells in words of its own, and those that it leaves out."""

DUREE_A_DIRE = "durée à préciser"
QUI_A_DIRE = "présence à préciser"


def epreuve_en_clair(
    rows: Sequence[Mapping[str, str]], minutes: Sequence[int], noms: Mapping[str, str], colonnes: Mapping[str, str]
) -> str:
    """``40 min devant le jury, aussitôt après la présentation d'un projet``.

    `minutes` of each row, 0 where there are none; `noms` of the épreuves of the table, by their folded ids; `colonnes`,
    the title of each column.
    """
    morceaux = [", puis ".join(_phase(row, m) for row, m in zip(rows, minutes, strict=True))]
    if cle(rows[0].get("collective", "")) == "oui":
        morceaux.append("tous les candidats en même temps")
    morceaux += _ordre(rows[0], noms)
    morceaux += _autres(rows, colonnes)
    return " ; ".join(morceaux)


def _phase(row: Mapping[str, str], minutes: int) -> str:
    combien = duree(minutes) if minutes else DUREE_A_DIRE
    presence, usage = cle(row.get("presence", "")), row.get("usage", "")
    qui = _QUI_PAR_CASE.get(presence, row.get("presence", "") or QUI_A_DIRE)
    nature = row.get("nature", "")
    ou = "" if cle(usage) in ("", USAGE_JURY) else f" {_lieu(usage)}"
    postes = " (postes partagés)" if ou and cle(row.get("partagee", "")) == "oui" else ""
    return f"{combien} {qui}{ou}{postes}{f' ({nature})' if nature and nature not in NATURES.values() else ''}"


def _lieu(usage: str) -> str:
    cles = {cle(nom): u for u, nom in LIBELLES_USAGES.items()}
    return _OU.get(cles.get(cle(usage), cle(usage)), f"en salle « {usage} »")


def _ordre(row: Mapping[str, str], noms: Mapping[str, str]) -> Iterator[str]:
    apres, delais = ([part.strip() for part in row.get(champ, "").split(";")] for champ in ("apres", "delai"))
    for n, repere in enumerate(filter(None, apres)):
        delai = delais[n] if n < len(delais) else ""
        nom = noms.get(cle(repere), repere)
        quand = "après" if not delai else "aussitôt après" if not delai[:1].isdecimal() else f"{delai} au moins après"
        yield f"{quand} « {nom} »"


def _autres(rows: Sequence[Mapping[str, str]], colonnes: Mapping[str, str]) -> Iterator[str]:
    """What only few épreuves have, under the titles of their columns."""
    for champ, titre in colonnes.items():
        if champ in (*_DITES, *_SANS_PHRASE):
            continue
        dits = dict.fromkeys(row[champ] for row in rows if row.get(champ) and cle(row[champ]) != "non")
        for dit in dits:
            yield titre.lower() if cle(dit) == "oui" else f"{titre.lower()} : {dit}"


# What a document says otherwise than the titre that is known.

_CHAMPS_DITS = {
    "intitule": "intitulé",
    "millesime": "millésime",
    "membres_min": "membres par jury",
    "qualites": "qualités demandées au jury",
    "total_candidat": "durée totale",
    "presence_jury": "présence du jury",
    "nom": "intitulé",
    "presence": "qui est présent",
    "collective": "épreuve collective",
    "ordre": "passe après",
}
_DUREES = ("duree", "total_candidat", "presence_jury")

_QUOTA = Phrase("quota : {apres} candidats par jury et par jour au lieu de {avant}")
_QUOTA_NOUVEAU = Phrase("quota : {apres} candidats par jury et par jour, là où il n'y en avait pas")
_QUOTA_RETIRE = Phrase("quota : aucun n'a été lu, là où il était de {avant} candidats par jury et par jour")
_AU_LIEU = Phrase("{quoi} : {apres} au lieu de {avant}")
_NOUVEAU = Phrase("{quoi} : {apres} (rien auparavant)")
_RETIRE = Phrase("{quoi} : rien n'a été lu (auparavant : {avant})")
_EN_PLUS = Phrase("{quoi} : en plus")
_EN_MOINS = Phrase("{quoi} : n'y est plus")


def difference(table: str, epreuve: str, champ: str, avant: str, apres: str) -> str:
    """A difference in words: ``Entretien technique : 40 min au lieu de 45 min``."""
    if champ == "quota":
        return (_QUOTA(apres, avant) if avant else _QUOTA_NOUVEAU(apres)) if apres else _QUOTA_RETIRE(avant)
    if champ in ("table", "epreuve"):
        ou = f"{table}, {apres or avant}" if table != "titre" else apres or avant
        return (_EN_MOINS if avant else _EN_PLUS)(ou)
    sujet = [table] if table not in ("", "titre") else ["session titre"] if table and not epreuve else []
    sujet += [epreuve] if epreuve else []
    sujet += [_CHAMPS_DITS[champ]] if champ in _CHAMPS_DITS else []
    quoi = ", ".join(sujet)
    quoi = quoi[:1].upper() + quoi[1:]
    if champ in _DUREES:
        avant, apres = (duree(int(cote)) if cote.isdecimal() else cote for cote in (avant, apres))
    if not (avant and apres):
        return _NOUVEAU(quoi, apres) if apres else _RETIRE(quoi, avant)
    return _AU_LIEU(quoi, apres, avant)
