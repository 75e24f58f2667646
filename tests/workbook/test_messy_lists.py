"""Lists as people have them, written before the reader and apart from it: what became of each line."""

import json
import re
from pathlib import Path

import pytest

from tpplanner.domain.session import cle
from tpplanner.sheets.session import CANDIDATS, MEMBRES
from tpplanner.workbook.lists import Entree, Triage, read_text

FOLDER = Path(__file__).parent / "lists"
LISTS = sorted(path.stem for path in FOLDER.glob("*.json"))
ETATS = {"personne": Triage.PERSONNE, "a_verifier": Triage.A_VERIFIER, "ignoree": Triage.IGNOREE}


@pytest.fixture(params=LISTS, scope="module")
def messy(request):
    """A list: what its author expects, and what the reader makes of it, by the first line of each."""
    told = json.loads((FOLDER / f"{request.param}.json").read_text(encoding="utf-8"))
    liste = read_text(told["texte"], CANDIDATS if request.param.startswith("candidats") else MEMBRES)
    return told, liste


def pairs(told, liste) -> list[tuple[dict, Entree]]:
    """Each expected entry, and the one that was read of its line, or of its part of it."""
    read = {}
    for entree in liste.entrees:
        read.setdefault(entree.lignes[0], []).append(entree)
    return [(want, read[want["lignes"][0]][want.get("partie", 1) - 1]) for want in told["attendu"]]


def test_each_line_is_in_one_entry(messy):
    told, liste = messy
    lines = [number for number, line in enumerate(told["texte"].split("\n"), 1) if line.strip()]
    assert sorted({number for entree in liste.entrees for number in entree.lignes}) == lines
    expected = sorted((tuple(want["lignes"]), want.get("partie", 1)) for want in told["attendu"])
    read = sorted(tuple(entree.lignes) for entree in liste.entrees)
    assert read == [lignes for lignes, _ in expected]


def test_each_line_has_a_state_that_holds(messy):
    for want, entree in pairs(*messy):
        allowed = [ETATS[etat] for etat in want.get("etats_admis", [want["etat"]])]
        assert entree.etat in allowed, (entree.source, entree.raison)
        assert bool(entree.raison) is (entree.etat is not Triage.PERSONNE)


def test_each_name_is_read(messy):
    for want, entree in pairs(*messy):
        if entree.etat is Triage.IGNOREE or "nom" not in want | {"nom": want.get("prenom")}:
            continue
        wanted = (cle(want.get("nom", "")), cle(want.get("prenom", "")))
        read = (cle(entree.nom), cle(entree.prenom))
        other = (cle(entree.autre_nom), read[1])
        allowed = {wanted} | ({wanted[::-1]} if want.get("ordre_incertain") else set())
        if "nom" in want or "prenom" in want:
            assert allowed & {read, other}, entree.source
        if "autre_nom" in want:
            assert cle(want["autre_nom"]) in (cle(entree.nom), cle(entree.autre_nom))


def test_each_fact_is_taken(messy):
    for want, entree in pairs(*messy):
        if entree.etat is Triage.IGNOREE:
            continue
        row = entree.fields()
        for champ, valeur in want.get("faits", {}).items():
            assert _holds(champ, valeur, row, entree), (champ, valeur, row, entree.questions, entree.source)


def test_nothing_more_is_taken(messy):
    for want, entree in pairs(*messy):
        facts = want.get("faits", {})
        allowed = {"nom", "prenom", *facts}
        allowed |= {"habilitation", "millesime", "habilitation_fin", "autres_habilitations"} & _family(facts)
        allowed |= {"employeur", "organisme"} if {"employeur", "organisme"} & facts.keys() else set()
        taken = {champ for champ in entree.fields() if not champ.startswith("majoration")}
        if entree.etat is Triage.PERSONNE:
            assert taken <= allowed, entree.source
        assert "majoration" in facts or not any(champ.startswith("majoration") for champ in entree.fields())


def _family(facts) -> set[str]:
    return (
        {"habilitation", "millesime", "habilitation_fin", "autres_habilitations"} if "habilitation" in facts else set()
    )


def _holds(champ, valeur, row, entree) -> bool:
    """Whether what was read of somebody says what was expected."""
    check = _majoration if champ == "majoration" else _CHECKS.get(champ, _same(champ))
    return check(valeur, row, entree)


def _same(champ):
    return lambda valeur, row, _: cle(row.get(champ, "")) == cle(valeur)


def _days(champ):
    def holds(valeur, row, _) -> bool:
        held = re.findall(r"\d+", row.get(champ, ""))
        return champ in row and set(re.findall(r"\d+", valeur)) <= set(held)

    return holds


def _contact(valeur, row, _) -> bool:
    wanted = [valeur] if isinstance(valeur, str) else valeur
    return all(cle(part) in cle(row.get("contact", "")) for part in wanted)


def _habilitation(valeur, row, _) -> bool:
    held = " ".join(row.get(champ, "") for champ in _family({"habilitation": ""}))
    return all(word in held for word in re.findall(r"[\w/-]+", valeur))


def _workplace(valeur, row, _) -> bool:
    return cle(valeur) in (cle(row.get("employeur", "")), cle(row.get("organisme", "")))


_ASKED = {"aménagement": "aménagement", "lien": "Liens"}
_CHECKS = {
    "question": lambda valeur, _, entree: any(_ASKED[valeur] in question for question in entree.questions),
    "a_confirmer": lambda _, __, entree: entree.etat is Triage.A_VERIFIER,
    "vae": lambda _, row, __: row.get("vae") == "oui",
    "dernier_ccp": lambda _, row, __: row.get("dernier_ccp") == "oui",
    "formateurs": lambda valeur, row, _: cle(row.get("formateurs", "")) == cle(" ".join(valeur)),
    "contact": _contact,
    "habilitation": _habilitation,
    "disponible": _days("disponible"),
    "indisponible": _days("indisponible"),
    "employeur": _workplace,
    "organisme": _workplace,
}


def _majoration(valeur, row, entree) -> bool:
    held = {champ.removeprefix("majoration_"): v for champ, v in row.items() if champ.startswith("majoration_")}
    every = ("ecrit", "oral", "pratique")
    if valeur == "+20 min ?":
        return not held and any("+20" in question for question in entree.questions)
    if valeur == "1/3 ?":
        return held == dict.fromkeys(every, "1/3 ?")
    if "toutes" in valeur:
        return held == dict.fromkeys(every, "1/3")
    if valeur.keys() <= set(every):
        return held == valeur
    return set(held.values()) == {"1/3 ?"} and any("épreuve" in question for question in entree.questions)


def test_no_word_of_health_and_no_birth_is_kept(messy):
    _, liste = messy
    for entree in liste.entrees:
        kept = " ".join(
            [*entree.fields().values(), *(fait.texte for fait in entree.faits), *entree.questions, entree.reste]
        )
        assert not re.search(r"rqth|mdph|\bdys\b|né[e]? le|\b19[5-9]\d\b|\b200\d\b", kept.casefold()), kept


def test_the_sum_counts_every_entry(messy):
    told, liste = messy
    entries = len(liste.entrees)
    assert liste.somme.startswith(f"{entries} ligne{'s' if entries > 1 else ''} : ")
    if not any("etats_admis" in want for want in told["attendu"]):
        assert liste.somme == told["total"]
