"""What holds of any list: nothing is lost, nobody invented, and what stands around its people changes none of them."""

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs import mostly_proofs
from tpplanner.sheets.session import CANDIDATS, MEMBRES
from tpplanner.workbook.lists import Triage, read_text
from tpplanner.workbook.lists.flat import flat

NOMS = ["ABGRALL", "LE BIHAN", "DA SILVA", "FLOC'H", "BEN ALI", "KERAVEC", "OLLIVIER-LE MEUR", "DE LA TOUR", "NGUYEN"]
PRENOMS = ["Ronan", "Louise", "Jean-François", "Maria José", "Aminata", "Tom", "Inès", "Kévin"]
FACTS = ["", " (tiers temps)", ", absent le 9 juin", ", formé par Mme Rousseau", " - 06 39 98 31 10", ", VAE"]
FORMS = ["{nom} {prenom}", "{prenom} {nom}", "M. {prenom} {nom}", "Mme {nom} {prenom}"]
SEPARATORS = ["\n", "\n\n", "\t", " ", ", ", " ; ", ";", " - ", " : ", "(", ")", '"', "<", ">", "| ", "• ", "1. "]
WORDS = [
    *NOMS,
    *PRENOMS,
    *(fact.strip(" ,-") for fact in FACTS),
    "Bonjour",
    "Cordialement,",
    "Nom",
    "Prénom",
    "Total",
    "née",
]
WORDS += [
    "RQTH",
    "N°",
    "12",
    "formateur :",
    "29000 QUIMPER",
    "a@b.fr",
    "le 12",
    "et",
    "?",
    "né le 08/06/2002",
    "Groupe A",
]

WORDS += ["<li>", "</li>", "<tr>", "<td>", "</td>", "</tr>", "<table>", "**", "_", "&nbsp;", "|---|", "......", "    "]
WORDS += [
    "BEGIN:VCARD\n",
    "\nN:KERAVEC;Tom\n",
    "\nEND:VCARD",
    "[09:12] ",
    "9h00 ",
    "\nNom : FLOC'H\n",
    "\nPrénom : Tom\n",
]

MESSES = st.lists(st.sampled_from([*SEPARATORS, *WORDS]) | st.text(max_size=8), max_size=40).map("".join)


def people(liste) -> list[tuple]:
    """Who is simply a person in a list, with their row."""
    return sorted(tuple(sorted(entree.fields().items())) for entree in liste.personnes)


def check_any_text(text: str) -> None:
    for feuille in (CANDIDATS, MEMBRES):
        liste = read_text(text, feuille)
        told = {number for entree in liste.entrees for number in entree.lignes}
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        shown = {number for number, line in enumerate(lines, 1) if any(map(str.isalnum, line))}
        assert shown <= told
        assert told <= set(range(1, len(lines) + 1))
        for entree in liste.personnes:
            letters = [c for c in f"{entree.nom}{entree.prenom}".casefold() if c.isalpha()]
            source = [c for c in entree.source.casefold() if c.isalpha()]
            assert all(source.count(c) >= letters.count(c) for c in set(letters))


@settings(max_examples=60)
@given(MESSES)
def test_of_any_text_each_line_is_told_and_nobody_is_invented(text):
    check_any_text(text)


@pytest.mark.proof
@settings(max_examples=3_000)
@given(MESSES)
def test_of_very_many_texts_each_line_is_told_and_nobody_is_invented(text):
    check_any_text(text)


def drawn(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - seeded on purpose


def drawn_list(random: Random) -> list[str]:
    """Lines that each name somebody."""
    pairs = [(nom, prenom) for nom in NOMS for prenom in PRENOMS]
    named = random.sample(pairs, 8)
    return [random.choice(FORMS).format(nom=nom, prenom=prenom) + random.choice(FACTS) for nom, prenom in named]


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_lines_changes_nothing_but_the_order(seed):
    random = drawn(seed)
    lines = drawn_list(random)
    first = people(read_text("\n".join(lines), CANDIDATS))
    random.shuffle(lines)
    assert people(read_text("\n".join(lines), CANDIDATS)) == first
    assert len(first) == len(lines)


BEFORE = (
    "Bonjour Martine,\n\n",
    "Madame, Monsieur,\n",
    "Voici la liste de nos candidats :\n\n",
    "Groupe A\n",
    "Salut Paul !\n\n",
)
AFTER = (
    "\n\nCordialement,\nSandrine MÉVEL\nAssistante de formation\n02 61 91 04 12",
    "\n\nBises\nPaul",
    "\nTotal : 8",
    "\n\nBonne journée\nLe secrétariat",
    "\n\nBien à toi,\nYves LE GOFF\n8 quai de l'Odet - 29000 Quimper\ny.legoff@example.fr",
)


@pytest.mark.parametrize("after", ["", *AFTER])
@pytest.mark.parametrize("before", ["", *BEFORE])
def test_a_greeting_and_a_signature_change_no_person(before, after):
    body = "\n".join(drawn_list(drawn(5)))
    assert people(read_text(before + body + after, CANDIDATS)) == people(read_text(body, CANDIDATS))


@pytest.mark.parametrize("prefix", ["- ", "• ", "> ", "{n}. ", "{n}) ", "  "])
def test_what_numbers_or_quotes_lines_changes_no_person(prefix):
    lines = drawn_list(drawn(7))
    told = [prefix.format(n=n) + line for n, line in enumerate(lines, 1)]
    assert people(read_text("\n".join(told), CANDIDATS)) == people(read_text("\n".join(lines), CANDIDATS))


def test_a_list_that_is_no_list_has_an_answer_for_each_line():
    liste = read_text("DURAND Léa\n" * 1_200, CANDIDATS)
    assert len(liste.entrees) == 1_200
    assert liste.entrees[-1].etat is Triage.IGNOREE
    assert "1\u202f100" in liste.entrees[-1].raison


NAMED = ["DURAND Zoé", "Zoé DURAND", "GWAZDOUE Enorig", "Delphine Emeriau", "kévin le gall", "Mme Tassin", "M. DE BRAS"]
AROUND = """{} | ~ {} | ~~{}~~ | ?? {} | ---- {} ---- | => {} | *{}* | **{}** | # {} | [{}] | « {} » | {} ??? | <li>{}</li>
merci d'ajouter {} | voilà {} en plus | désolée j'oubliais {} | et pour finir {} qui arrive de Brest | 9h00 {} | {}...
j'ai aussi {} mais rien de sûr | objet : {} | total avec {} | groupe de {} | candidat {} | session de {} | ({}) | = {} =
x {} | ☐ {} | #3 {} | {} ........ CDA | Nom............{} | {}  CDA | * {} : tiers temps | 3 juin : {} | {}, 9:15 | @{}
le dernier c'est {} | PS : {} | remplacer {} | {} (mariage) | {} / {} | -> {} | NB {} | *** {} *** | Mlle {} | … {}"""
SHAPES = [shape.strip() for line in AROUND.splitlines() for shape in line.split(" | ")]


def hosts(random: Random) -> list[list[str]]:
    """Lists of which a line more may be one: a mail, tables with titles and without, Markdown."""
    pairs = [line.split("|") for line in ("LE BIHAN|Ronan", "FLOC'H|Louise", "KERAVEC|Tom", "BEN ALI|Inès")]
    rows = [";".join(pair) for pair in pairs]
    return [
        ["Bonjour Martine,", "", *drawn_list(random), "", "Cordialement,", "Sandrine MÉVEL"],
        ["Voilà ce que j'ai pour la session", *drawn_list(random)],
        ["Nom;Prénom;Tiers temps", *rows, ";;"],
        [*rows, "Total;4"],
        ["| Nom | Prénom |", "|---|---|", *(f"| {row.replace(';', ' | ')} |" for row in rows)],
    ]


def check_nobody_is_ignored(seed: int) -> None:
    random = drawn(seed)
    named = random.choice(NAMED)
    line = random.choice(SHAPES).replace("{}", named)
    for host in hosts(random):
        at = random.randrange(2, 6)
        liste = read_text("\n".join([*host[:at], line, *host[at:]]), random.choice([CANDIDATS, MEMBRES]))
        told = [e for e in liste.entrees if at + 1 in e.lignes]
        assert told
        for entree in told:
            assert entree.etat is not Triage.IGNOREE, (entree.source, entree.raison, host)
            check_each_word_is_told(entree)


def check_each_word_is_told(entree) -> None:
    """What is written of a person is in a field, in the text of a fact, or told as left."""
    told = [*entree.fields().values(), entree.autre_nom, entree.reste, *(fait.texte for fait in entree.faits)]
    known = set(re.findall(r"\w+", flat(" ".join([*told, *entree.questions]))))
    for word in re.findall(r"[^\W\d_]{4,}", flat(entree.source)):
        assert entree.etat is not Triage.PERSONNE or word in known | UNTOLD, (word, entree)


UNTOLD = {"mlle", "aussi", "puis", "enfin", "avec", "prenom"}
"""Words that lead to a name and tell nothing."""


@pytest.mark.parametrize("seed", mostly_proofs(range(60), *range(10)))
def test_a_line_that_may_name_somebody_is_never_ignored(seed):
    check_nobody_is_ignored(seed)


@pytest.mark.proof
@pytest.mark.parametrize("start", range(0, 20_000, 1_000))
def test_of_very_many_lines_none_that_may_name_somebody_is_ignored(start):
    for seed in range(start, start + 1_000):
        check_nobody_is_ignored(seed)


LEFT = ["zorglub", "Zorglub", "ZORGLUB", "(zorglub)", "– zorglub", ": zorglub", "zorglub,", "/ zorglub", "zorglub 12"]


@pytest.mark.parametrize("seed", mostly_proofs(range(60), *range(10)))
def test_a_word_that_is_not_understood_is_told_with_whom_it_is_about(seed):
    random = drawn(seed)
    lines = drawn_list(random)
    words = lines[3].split(" ")
    words.insert(random.randrange(len(words) + 1), random.choice(LEFT))
    lines[3] = " ".join(words)
    for text in ("\n".join(lines), "Candidat;Remarque\n" + "\n".join(f"{line};zorglub" for line in lines)):
        for entree in read_text(text, CANDIDATS).entrees:
            if "zorglub" in entree.source.lower() and entree.etat is Triage.PERSONNE:
                told = " ".join([entree.nom_complet, entree.reste, *(fait.texte for fait in entree.faits)])
                assert "zorglub" in told.lower(), entree


def test_a_page_of_one_line_gives_each_of_its_people():
    page = "<ul><li>KERAVEC Tom</li><li>FLOC&#39;H Louise (tiers temps)</li></ul><p>Merci !</p>"
    liste = read_text(page, CANDIDATS)
    assert [entree.nom_complet for entree in liste.personnes] == ["KERAVEC Tom", "FLOC'H Louise"]
    table = "<table><tr><th>Nom</th><th>Prénom</th></tr><tr><td>KERAVEC</td><td>Tom</td></tr></table>"
    assert [entree.nom_complet for entree in read_text(table, CANDIDATS).personnes] == ["KERAVEC Tom"]


def test_a_mail_between_brackets_is_no_markup():
    (entree,) = read_text("<b>KERAVEC</b> Tom <tom@example.fr>", CANDIDATS).personnes
    assert (entree.nom, entree.fields()["contact"]) == ("KERAVEC", "tom@example.fr")


@pytest.mark.parametrize("label", ["Zorglub", "tiers temps", "Mardi 8, zorglub", "Les candidats zorglub"])
def test_what_stands_before_several_people_is_told_of_each(label):
    for entree in read_text(f"{label} : DURAND Zoé, PETIT Luc", CANDIDATS).entrees:
        assert label in f"{entree.raison} {entree.reste}" or entree.etat is not Triage.PERSONNE


def test_an_address_ends_at_its_town():
    (entree,) = read_text(
        "DURAND Zoé - 3 rue du Port 29200 Brest - tiers temps - formée par M. Bras", CANDIDATS
    ).personnes
    row = entree.fields()
    assert (row["contact"], row["formateurs"]) == ("3 rue du Port 29200 Brest", "M. Bras")
    assert row["majoration_ecrit"] == "1/3 ?"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("8h30 DURAND Zoé", "8h30"),
        ("Candidat zorglub : DURAND Zoé", "zorglub"),
        ("Nom;Prénom;Tiers temps\nDURAND;Zoé;tiers temps zorglub", "zorglub"),
        ("Nom;Prénom;CCP\nDURAND;Zoé;CCP 2 zorglub", "zorglub"),
    ],
)
def test_what_no_reader_of_a_fact_takes_is_told_by_the_net_below_them(text, left):
    (entree,) = read_text(text, CANDIDATS).personnes
    assert left in entree.reste
