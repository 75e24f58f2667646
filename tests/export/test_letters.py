"""The letters that people sign or hold: who signs them, what is to be brought, and what a membre declares."""

import re
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from export.dossiers import HOUR, needs_poppler, pages_of
from export.rich import deux_jurys, en_ccp, plan_de, sur_postes
from export.xlsx import plain
from proofs import mostly_proofs
from some import some
from tpplanner.audit import check
from tpplanner.domain.session import Designation, Role
from tpplanner.export.documents import Matter
from tpplanner.export.documents.letters import (
    convocations_des_candidats,
    convocations_des_membres,
    declarations_des_membres,
)
from tpplanner.texts.classeur import insecable
from tpplanner.texts.documents import A_REMPLIR
from tpplanner.texts.noms import commune_du_site

pytestmark = needs_poppler

SIGNED = {
    "site": "12 rue des Lilas, 35000 Rennes Cedex",
    "convocations_envoyees": date(2027, 5, 14),
    "signataire": "LE GALL Nathalie",
    "qualite_du_signataire": "directrice du centre",
}
LETTERS = [convocations_des_candidats, convocations_des_membres]


def matter(session, par_jury=2):
    plan = plan_de(session, par_jury)
    return Matter(session, plan, check(session, plan))


def told(make, session, par_jury=2):
    return [" ".join(pages_of(copy.contenu)) for copy in make(matter(session, par_jury))]


@pytest.mark.parametrize("make", LETTERS)
def test_a_letter_tells_where_and_when_it_is_made_and_who_signs_it_as_what(make):
    for text in some(told(make, replace(deux_jurys(2), **SIGNED))):
        assert "Fait à Rennes, le 14/05/2027 Directrice du centre LE GALL Nathalie" in text


@pytest.mark.parametrize("make", LETTERS)
def test_the_responsable_signs_where_nobody_else_is_named_and_what_is_not_known_is_left_to_write(make):
    session = deux_jurys(2)
    for text in some(told(make, session)):
        assert f"Fait à {A_REMPLIR}, le {A_REMPLIR} Responsable de session FOURNIER Odile" in text
    known = matter(session)
    others = tuple(p for p in session.personnes if Role.RESPONSABLE not in p.roles)
    nobody = replace(known, session=replace(session, personnes=others))
    for copy in some(make(nobody)):
        assert f"Responsable de session {A_REMPLIR}" in " ".join(pages_of(copy.contenu))


@pytest.mark.parametrize(
    ("site", "commune"),
    [
        ("12 rue des Lilas, 35000 Rennes", "Rennes"),
        ("12 rue des Lilas, 35000 Rennes Cedex", "Rennes"),
        ("3 place du Port – 29 200 Brest, bâtiment B", "Brest"),
        ("97400 Saint-Denis de La Réunion", "Saint-Denis de La Réunion"),
        ("Rennes", ""),
        ("", ""),
    ],
)
def test_the_commune_is_what_stands_after_the_postal_code(site, commune):
    assert commune_du_site(site) == commune


@pytest.mark.parametrize("length", mostly_proofs(range(10, 70, 3), 10, 31, 67))
def test_a_telephone_number_is_on_one_line(length):
    session = deux_jurys()
    who = tuple(
        replace(p, nom="N" * length, contact="02 99 00 00 01") if Role.RESPONSABLE in p.roles else p
        for p in session.personnes
    )
    letter = next(iter(convocations_des_candidats(matter(replace(session, personnes=who))))).contenu
    answer = subprocess.run(["pdftotext", "-raw", "-", "-"], input=letter, check=True, capture_output=True, timeout=60)
    assert any("02 99 00 00 01" in line for line in plain(answer.stdout.decode()).splitlines())


@pytest.mark.parametrize("numero", ["02 99 00 00 01", "+33 2 99 00 00 01", "+33 (0)2 99 00 00 01", "0262 12 34 56"])
def test_a_telephone_number_has_no_space_at_which_a_line_may_end(numero):
    kept = insecable(f"tél. {numero} le matin")
    assert kept == f"tél. {numero.replace(' ', chr(0xA0))} le matin"


@pytest.mark.parametrize("texte", ["le 05 10 2026", "de 08 h 30 à 12 h", "12 rue 35000 Rennes", "CDA 04 31/08/2028"])
def test_what_is_no_telephone_number_is_left_as_it_is(texte):
    assert insecable(texte) == texte


def test_only_what_the_referentiel_asks_for_is_to_be_brought():
    common = "cette convocation • une pièce d'identité en cours de validité, avec photographie"
    for make, par_jury in ((sur_postes, 3), (deux_jurys, 2)):
        written = some(told(convocations_des_candidats, make(), par_jury))
        assert not any(re.search("tenue|équipement|dossier de projet|production", text) for text in written)
        assert all(f"{common} • votre dossier professionnel (DP) • le cas échéant" in text for text in written)


def test_what_an_epreuve_asks_to_be_brought_is_told_once_to_those_who_sit_it():
    session = en_ccp()
    asked = "votre dossier de projet, imprimé"
    first, *others = session.referentiel.ccps
    first = replace(first, epreuves=tuple(replace(e, apporter=(asked,)) for e in first.epreuves))
    session = replace(session, referentiel=replace(session.referentiel, ccps=(first, *others)))
    for candidat, text in some(zip(session.candidats, told(convocations_des_candidats, session), strict=True)):
        assert candidat.nom in text
        assert text.count(f"(DP) • {asked} • le cas échéant") == text.count(asked) == ("CCP1" in candidat.ccps)


@pytest.mark.parametrize("make", [deux_jurys, en_ccp])
def test_each_membre_declares_his_links_on_a_list_of_names_and_nothing_else(make):
    session = make()
    declarations = list(declarations_des_membres(matter(session)))
    assert {copy.nom for copy in declarations} == {m.nom_complet for m in session.membres}
    names = sorted(c.nom_complet for c in session.candidats)
    for copy in declarations:
        text = " ".join(pages_of(copy.contenu))
        assert f"Je soussigné(e) {copy.nom}, membre de jury" in text
        assert "n'avoir aucun lien avec ces candidats" in text
        where = [text.index(name) for name in (*names[:1], "DE LA BOURDONNAYE", "PETIT Léa") if name in text]
        assert all(name in text for name in names)
        assert where == sorted(where)
        assert not re.search(r"n° \d\b|CCP\d|aide", text)
        assert HOUR.findall(text) == []


def test_a_convocation_says_under_what_a_candidat_is_posted():
    session = deux_jurys(amenages=False)
    plan = plan_de(session, 2)
    for designation, said in ((Designation.NUMERO, "n° 1"), (Designation.PRENOM, "Zoé A.")):
        letters = convocations_des_candidats(Matter(session, plan, check(session, plan), designation=designation))
        assert f"vous êtes désigné(e) par : {said}" in " ".join(pages_of(next(iter(letters)).contenu))


def test_a_candidat_of_a_ccp_or_ccs_reads_its_name_on_the_convocation():
    session = en_ccp()
    names = {table.id: table.nom for table in session.referentiel.certificats}
    for candidat, text in zip(session.candidats, told(convocations_des_candidats, session), strict=True):
        assert f"Présenté(e) à : {names[candidat.ccps[0]]}" in text
    assert "Présenté(e) à" not in told(convocations_des_candidats, deux_jurys(2))[0]
