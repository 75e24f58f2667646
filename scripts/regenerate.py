"""What is made from the code: ``make docs`` writes it, tests hold it: pages and a record.

To add a page, write the function that returns its text and name it in `PAGES`.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from api_page import api_page
from json_page import json_page

from odd_plans import as_text, told
from tpplanner.domain.reglages import DEMANDE, NIVEAUX, PERTURBATION, RESERVE
from tpplanner.rules import ANNEE, ANNEE_PREFERENCES, BY_NAME, COMMON_SENSE, HARD, SOFT, Card
from tpplanner.texts.classeur import THEMES, nom_de_preference

ROOT = Path(__file__).parents[1]

CHAMPS = {
    "attendu": "ce qu'il faut",
    "autre_session": "autre session",
    "creation": "jour",
    "limite": "jour",
    "session": "session",
    "titre": "titre",
    "attendu_minutes": "durée prévue",
    "attente_minutes": "durée",
    "autre_candidat": "autre candidat",
    "autre_debut": "autre heure",
    "autre_epreuve": "autre épreuve",
    "autre_jury": "autre jury",
    "autre_membre": "autre membre",
    "autre_salle": "autre salle",
    "avant": "épreuve d'avant",
    "candidat": "candidat",
    "constate_minutes": "durée",
    "debut": "heure",
    "duree_minutes": "durée",
    "element0": "ce qui est prévu",
    "element1": "autre activité",
    "epreuve": "épreuve",
    "fin": "heure",
    "fois": "n",
    "jour": "jour",
    "jury": "jury",
    "membre": "membre",
    "millesime": "millésime",
    "nombre": "n",
    "personne": "personne",
    "phase": "n°",
    "premiere": "épreuve",
    "qualite": "qualité",
    "ressource": "ressource",
    "role": "rôle",
    "salle": "salle",
    "seconde": "autre épreuve",
    "sigle": "titre",
    "sorte": "sorte",
    "texte": "",
    "usage": "type",
    "vehicule": "véhicule",
}
"""What stands in place of each piece of data where a breach is told in general."""


def rules_page() -> str:
    """``docs/regles.md``: what a planning must respect, how a breach is told, what makes one planning better."""
    return "\n".join([*_introduction(), *_hard_rules(), *_soft_rules(), *_year_rules()]) + "\n"


def _introduction() -> Iterator[str]:
    yield "# Les règles d'un planning"
    yield ""
    yield "<!-- Page écrite par « make docs » à partir des cartes de src/tpplanner/rules : ne pas la corriger à la main. -->"
    yield ""
    yield (
        f"Un planning que tpplanner écrit respecte {len(HARD)} règles, relues par un contrôle indépendant du calcul. "
        "La commande `tpplanner check` relit de même un planning retouché à la main, et signale chaque manquement comme "
        "ci-dessous, avec ses lignes et ses cellules ; les mots en italique y sont remplacés par les noms, les heures "
        "et les durées. La source indique d'où vient la règle ; ce n'est pas un avis de l'administration."
    )
    yield ""


def _hard_rules() -> Iterator[str]:
    for theme, title in THEMES.items():
        yield f"## {title}"
        yield ""
        for card in (c for c in HARD if c.theme is theme):
            yield from _hard_rule(card)


def _hard_rule(card: Card) -> Iterator[str]:
    yield f"### `{card.name}`"
    yield ""
    yield card.enonce
    yield ""
    yield f"Source : {' ; '.join(source.value for source in card.sources)}."
    yield ""
    yield "Un manquement se lit :"
    yield ""
    for sentence in card.manquements.values():
        yield f"- {in_general(sentence)}"
    yield ""


def in_general(sentence: str) -> str:
    """A card's sentence with words in italics where data will stand."""
    told = re.sub(r"\{(\w+)\}", lambda m: f"*{CHAMPS[m[1]]}*" if CHAMPS[m[1]] else "", sentence)
    return told[:1].upper() + told[1:]


def _soft_rules() -> Iterator[str]:
    yield "## Ce qui rend un planning meilleur"
    yield ""
    yield (
        "Parmi les plannings qui respectent toutes les règles, le meilleur est cherché niveau par niveau : un niveau ne "
        "coûte jamais rien à ceux qui le précèdent. Dans un niveau, les mesures s'ajoutent selon leur poids. Niveaux et "
        "poids se changent dans la feuille *Réglages* ; voici les valeurs habituelles. Le bon sens vient en dernier : il "
        "choisit entre des plannings que tous les niveaux disent égaux, le plus grave d'abord ; rien n'en est prouvé, et il "
        "ne se règle pas. L'essai est le fichier, ou la fonction, qui montre ce qui est compté."
    )
    yield ""
    yield "| niveau | préférence | ce qui est compté | poids | essai |"
    yield "|---|---|---|---|---|"
    for niveau in NIVEAUX:
        for terme in niveau.termes:
            name, enonce = nom_de_preference(terme.regle), BY_NAME[terme.regle].enonce
            essai = f"tests/rules/test_{terme.regle}.py"
            yield f"| {niveau.nom} | {name} (`{terme.regle}`) | {enonce} | {terme.poids} | `{essai}` |"
    for card in COMMON_SENSE:
        yield f"| bon sens | {card.constat[1]} (`{card.name}`) | {card.enonce} | – | `{card.essai}` |"
    yield ""
    yield (
        "Quand un planning change (`tpplanner replan`), ce qui est demandé aux personnes, là où rien n'est possible sans "
        "leur accord, puis ce qui dérange le planning précédent sont comptés avant tout le reste, dans cet ordre, qui ne "
        "se règle pas."
    )
    yield ""
    yield "| niveau | ce qui change | ce qui est compté |"
    yield "|---|---|---|"
    for niveau in (*DEMANDE, *PERTURBATION):
        for terme in niveau.termes:
            name, enonce = nom_de_preference(terme.regle), BY_NAME[terme.regle].enonce
            yield f"| {niveau.nom} | {name} (`{terme.regle}`) | {enonce} |"
    yield ""
    yield (
        "Avec le réglage *Réserve*, un niveau de plus vient juste après la présence des jurys. Il compte ce qui suffirait "
        "à faire face à une absence ou à un retard : un planning qui y coûte quelque chose peut y survivre autrement."
    )
    yield ""
    yield "| niveau | réserve | ce qui est compté |"
    yield "|---|---|---|"
    for terme in RESERVE.termes:
        yield f"| {RESERVE.nom} | {nom_de_preference(terme.regle)} (`{terme.regle}`) | {BY_NAME[terme.regle].enonce} |"
    placed = {terme.regle for niveau in (*NIVEAUX, RESERVE, *DEMANDE, *PERTURBATION) for terme in niveau.termes}
    absent = {card.name for card in SOFT} - placed
    for name in sorted(absent):
        yield f"| – | {nom_de_preference(name)} (`{name}`) | {BY_NAME[name].enonce} | – |"


def _year_rules() -> Iterator[str]:
    yield ""
    yield "## Une année de sessions"
    yield ""
    yield (
        f"La programmation que `tpplanner annee` propose respecte {len(ANNEE)} règles de plus, relues elles aussi par un "
        "contrôle indépendant du calcul."
    )
    yield ""
    for card in ANNEE:
        yield from _hard_rule(card)
    yield "La meilleure programmation est cherchée dans cet ordre, un niveau ne coûtant jamais rien au précédent :"
    yield ""
    yield from (f"{n}. {card.enonce} (`{card.name}`)" for n, card in enumerate(ANNEE_PREFERENCES, 1))


PAGES: dict[str, Callable[[], str]] = {
    "docs/regles.md": rules_page,
    "docs/json.md": json_page,
    "docs/api.md": api_page,
    "tests/audit/odd_plans.txt": lambda: as_text(told()),
}
"""Each page, or record that a test holds, by its path from the root, and what writes it."""


def main() -> None:
    """Write every page that is not what the code says."""
    for path, text in PAGES.items():
        page = ROOT / path
        if not page.exists() or page.read_text(encoding="utf-8") != text():
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
