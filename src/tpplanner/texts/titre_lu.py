"""What is said of a titre read from its référentiel: each épreuve in a sentence, what has changed, the steps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tpplanner.domain.referentiel import USAGE_JURY, Referentiel, Surveillance
from tpplanner.domain.session import cle
from tpplanner.texts.noms import Texte, date_chiffres, duree
from tpplanner.texts.phrases import Avis, Phrase, et
from tpplanner.texts.referentiels import LIBELLES_USAGES, NATURES, PRESENCES

# An épreuve in a sentence, from the cells of its rows.

_QUI = {
    Surveillance.JURY: "devant le jury",
    Surveillance.SURVEILLANT: "avec un surveillant",
    Surveillance.SI_PLUSIEURS: "seul (surveillé si plusieurs y sont)",
    Surveillance.SEUL: "seul",
}
_QUI_PAR_CASE = {cle(PRESENCES[qui]): mots for qui, mots in _QUI.items()}
_OU = {"ecrit": "en salle d'écrit", "plateau": "sur le plateau technique"}

_DITES = ("modalite", "duree", "presence", "usage", "partagee", "collective", "apres", "delai", "nature")
_SANS_PHRASE = ("nom", "repere", "a_confirmer")
"""The columns that the sentence tells in words of its own, and those that it leaves out."""

DUREE_A_DIRE = "durée à préciser"
QUI_A_DIRE = "(qui est présent : à préciser)"


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
    usuelle = nature in NATURES.values() and not row.get("modalite", "").startswith("MSP")
    ou = "" if cle(usage) in ("", USAGE_JURY) else f" {_lieu(usage)}"
    postes = " (postes partagés)" if ou and cle(row.get("partagee", "")) == "oui" else ""
    return f"{combien} {qui}{ou}{postes}{f' ({nature})' if nature and not usuelle else ''}"


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


TITRE_SANS_SIGLE = "titre"
"""What the file of a titre is called of which no sigle was read."""


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


# What was read, on the terminal.

_ENCORE = {
    "newer": "Ce document est plus récent que celui du {date} que tpplanner connaît{source}.",
    "same": "Ce document est de la même mise à jour que celle que tpplanner connaît{source}.",
    "older": (
        "Attention : ce document est plus ancien que celui du {date} que tpplanner connaît{source}. Demandez le RE en "
        "vigueur."
    ),
    "unknown": "tpplanner connaît déjà ce titre{source}, sans date de mise à jour.",
}
_NON_VERIFIE = " (fourni, non vérifié)"
IDENTIQUE = "Rien n'a changé dans ce que tpplanner en sait."
SEULE_LA_DATE = "Seule la date change."
A_CHANGE = "Ce qui a changé :"


def anciennete(age: str, connu: Referentiel) -> str:
    """How a document stands to what is known of its titre, in a sentence."""
    date = date_chiffres(connu.date_entete) if connu.date_entete else ""
    return _ENCORE[age].format(date=date or connu.millesime, source="" if connu.verifie else _NON_VERIFIE)


def bilan_des_changements(age: str, changements: Sequence[str]) -> str:
    """What stands before the list of changes."""
    return A_CHANGE if changements else IDENTIQUE if age == "same" else SEULE_LA_DATE


def comparaison(connu: Referentiel, age: str, changements: Sequence[str]) -> Iterator[str]:
    """The document beside what is known of its titre, a line each."""
    yield ""
    yield anciennete(age, connu)
    yield bilan_des_changements(age, changements)
    yield from (f"- {changement}" for changement in changements)


def pages(numeros: Sequence[int]) -> str:
    """``page 12``, ``pages 12 et 15``; empty without any."""
    return f"page{'s' if len(numeros) > 1 else ''} {et([str(n) for n in numeros])}" if numeros else ""


def tete_lue(entete: Mapping[str, str], combien: int) -> Iterator[str]:
    """What identifies the document."""
    yield f"{entete.get('sigle') or '?'} – {entete.get('intitule') or '?'}"
    code, millesime = (entete.get(champ) or "à préciser" for champ in ("code", "millesime"))
    yield f"Code {code}, millésime {millesime}, {combien} pages"


SESSION_TITRE = "Session titre"
SANS_INTITULE = "intitulé à préciser"


def titre_de_table(id_: str, nom: str) -> str:
    """``Session titre``, ``CCP1 – Préparer la séance``."""
    return SESSION_TITRE if id_ == "titre" else f"{id_} – {nom or SANS_INTITULE}"


def table_lue(titre: str) -> Iterator[str]:
    """The title of a table, underlined."""
    yield from ("", titre, "-" * min(len(titre), 100))


def epreuve_lue(nom: str, phrase: str, numeros: Sequence[int]) -> str:
    """An épreuve, in a sentence, with the pages that say it."""
    ou = pages(numeros)
    return f"{nom} : {phrase}{f'  [{ou}]' if ou else ''}"


def appui(titre: str, valeur: str, mots: str, numeros: Sequence[int]) -> str:
    """The words on which a value rests."""
    ou = pages(numeros)
    return f"    {titre} : {valeur} ← « {mots} »{f' [{ou}]' if ou else ''}"


_TOTAUX = {"total_candidat": "Durée totale pour le candidat", "presence_jury": "Présence du jury"}


def total_lu(champ: str, imprime: int | None, somme: int, numeros: Sequence[int]) -> str:
    """A total as it is printed, beside the sum."""
    ou = pages(numeros)
    dit = f"{duree(imprime)} imprimé" if imprime else "non lu"
    return f"{_TOTAUX[champ]} : {dit}{f' [{ou}]' if ou else ''}, {duree(somme)} en additionnant"


def questions_posees(titre: str, questions: Iterable[Texte]) -> Iterator[str]:
    """What is asked, or to be known, under its title; each says where."""
    posees = list(questions)
    if not posees:
        return
    yield from ("", titre, "-" * len(titre))
    for rang, texte in enumerate(posees, 1):
        yield f"{rang}. {texte.message}"
        if texte.conseil:
            yield f"   {texte.conseil}"


ENTETE = "Le document et son jury"
SANS_NOM = Avis("Le nom de qui a vérifié ce référentiel manque.", "Écrivez-le : il est gardé dans le fichier du titre.")
CHANGE_AILLEURS = Avis(
    "Cet écran a été corrigé ailleurs, dans un autre onglet : voici ce qui est gardé.", "Relisez-le, puis confirmez-le."
)
QUESTIONS = "Ce qui reste à dire"
REMARQUES = "À vérifier"
