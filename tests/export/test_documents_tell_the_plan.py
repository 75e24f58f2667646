"""Every document, read back by another reader, tells the hours of the plan: those of each person, and no other's."""

import re
from itertools import pairwise

import pytest

from export import rich
from export.conftest import CASES
from export.dossiers import HOUR, bare, dossier, needs_poppler, of
from export.xlsx import plain
from proofs import mostly_proofs
from some import some
from tpplanner.export.agenda import Agenda, Sort
from tpplanner.export.calls import appel_du_passage, sittings, summons
from tpplanner.export.documents import Audience
from tpplanner.export.lists import run_sheet, team_days
from tpplanner.export.posters import demi_journees
from tpplanner.export.reception import expected
from tpplanner.files.names import file_name
from tpplanner.texts.documents import AUDIENCES
from tpplanner.texts.noms import date_longue, heure, heure_chiffres

pytestmark = needs_poppler


QUICK = ("deux_jurys",)
"""All documents of the others take long to write: among the proofs."""


@pytest.fixture(scope="module", params=mostly_proofs(CASES, *QUICK), ids=CASES)
def case(request):
    make, par_jury = CASES[request.param]
    session = make()
    plan = rich.plan_de(session, par_jury)
    return Agenda(session, plan), dossier(session, plan)


def hours(*moments):
    return [plain(heure(m)) for m in moments]


def test_every_file_says_for_whom_it_is(case):
    _, texts = case
    for audience in some(Audience):
        assert of(texts, audience.value), audience
        for name, text in of(texts, audience.value).items():
            # the letter to begin from is the responsable's; once filled it says that it is a candidat's
            said = AUDIENCES["candidat" if "modèle" in name else audience]
            assert bare(said) in bare(text), name


def test_the_posters_and_the_doors_tell_the_calls_the_common_starts_and_no_other_hour(case):
    agenda, texts = case
    demis = demi_journees(agenda)
    calls = set(hours(*(a.heure for d in demis for a in (*d.collectifs, *d.individuels))))
    calls |= set(hours(*(a.debut for d in demis for a in d.collectifs)))
    passages = set(hours(*(p.a_partir_de for d in demis for a in d.individuels for p in a.passages)))
    passages |= set(hours(*(a.fin for d in demis for a in d.collectifs if a.fin is not None)))
    lengths = {"1 h", "1 h 10", "1 h 20", "1 h 30", "2 h 15", "4 h", "4 h 20"}
    for name, text in some(of(texts, "affichage").items()):
        assert set(HOUR.findall(text)) <= calls | passages | lengths, name
    for paper in ("A3", "A4"):
        assert calls | passages <= set(HOUR.findall(texts[f"affichage/affichage {paper}.pdf"]))


def test_the_poster_calls_each_candidat_of_each_jury_at_his_hour(case):
    agenda, texts = case
    text = bare(texts["affichage/affichage A4.pdf"])
    for demi in some(demi_journees(agenda)):
        for appel in demi.individuels:
            assert bare(f"{heure(appel.heure)} n° {agenda.numeros[appel.candidat]}") in text


def test_both_posters_say_the_same(case):
    _, texts = case
    a3, a4 = (sorted(texts[f"affichage/affichage {p}.pdf"].split()) for p in ("A3", "A4"))
    pages = re.compile(r"^\d$")
    assert [w for w in a3 if not pages.match(w)] == [w for w in a4 if not pages.match(w)]


def test_a_door_tells_the_calls_of_its_room(case):
    agenda, texts = case
    for salle in some(agenda.session.salles):
        told = texts.get(f"affichage/porte {file_name(agenda.names.salle(salle.id))}.pdf")
        demis = demi_journees(agenda)
        calls = [a.heure for d in demis for a in (*d.collectifs, *d.individuels) if salle.id in a.salles]
        calls += [a.debut for d in demis for a in d.collectifs if salle.id in a.salles]
        calls += [p.a_partir_de for d in demis for a in d.individuels if salle.id in a.salles for p in a.passages]
        assert (told is not None) or not calls
        if told is not None:
            assert sorted(HOUR.findall(told)) == sorted(hours(*calls))


def test_a_convocation_tells_all_that_its_candidat_passes_and_nobody_elses_hours(case):
    agenda, texts = case
    for candidat in some(agenda.session.candidats):
        text = texts[f"candidat/convocation {file_name(agenda.names.candidat(candidat.id))}.pdf"]
        convocations = summons(agenda, candidat.id)
        passages = agenda.plan.du_candidat(candidat.id)
        ends = [x for p in passages for x in (p.debut, p.fin)]
        cuts = [x for p in passages for y, z in pairwise(p.parties) if y.fin < z.debut for x in (y.fin, z.debut)]
        called = {c.heure for c in convocations} | {p.debut for p in passages}
        returns = {appel_du_passage(agenda, p) for p in passages} - called
        expected = hours(*(c.heure for c in convocations), *ends, *cuts, *returns)
        assert sorted(HOUR.findall(text)) == sorted(expected), candidat.id
        for passage in passages:
            assert bare(f"{agenda.names.epreuve(passage.epreuve)} de {heure(passage.debut)} à") in bare(text)
            assert bare(f"à {heure(passage.fin)}") in bare(text)


def test_a_membre_is_told_each_of_his_days(case):
    agenda, texts = case
    membres = {m for c in agenda.plan.compositions for m in c.membres}
    for membre in some(membres):
        text = texts[f"jury/convocation {file_name(agenda.names.personne(membre))}.pdf"]
        expected = hours(*(x for s in sittings(agenda, membre) for x in (s.debut, s.fin)))
        assert sorted(HOUR.findall(text)) == sorted(expected)
        assert not any(
            bare(c.nom_complet) in bare(text) for c in agenda.session.candidats if not agenda.session.fictive
        )


def test_a_jury_reads_each_of_its_moments_and_announces_each_passage_to_another_epreuve(case):
    agenda, texts = case
    for (jour, jury), moments in some(agenda.des_jurys.items()):
        text = texts[f"jury/feuille du {file_name(agenda.names.jury(jury))}.pdf"]
        for moment in moments:
            assert f"{heure_chiffres(moment.debut)} {heure_chiffres(moment.fin)}" in text, (jour, moment)
        seen: dict[str, str] = {}
        for moment in (m for m in moments if m.sort is Sort.EPREUVE):
            if seen.setdefault(moment.candidat, moment.epreuve) != moment.epreuve:
                name = agenda.names.epreuve(moment.epreuve)
                told = f"{heure(moment.debut)} : annoncer au candidat le passage à l'épreuve suivante, « {name} »"
                assert bare(told) in bare(text)
            seen[moment.candidat] = moment.epreuve


def test_a_jury_reads_nothing_of_another_jury(case):
    agenda, texts = case
    for _, jury in some(agenda.des_jurys):
        text = bare(texts[f"jury/feuille du {file_name(agenda.names.jury(jury))}.pdf"])
        own = {m.candidat for (_, j), ms in agenda.des_jurys.items() if j == jury for m in ms}
        heard = [bare(agenda.names.candidat(c)) for c in own if c]
        others = [bare(agenda.names.candidat(c.id)) for c in agenda.session.candidats if c.id not in own]
        assert heard
        assert [n for n in others if n in text and not any(h.startswith(n) for h in heard)] == []


def test_the_run_sheet_has_every_hour_of_the_day_in_order(case):
    agenda, texts = case
    text = texts["responsable/feuille de route.pdf"]
    for tasks in some(run_sheet(agenda).values()):
        told = re.findall(r"\b\d\d:\d\d\b", text)
        expected = [heure_chiffres(f.heure) for f in tasks]
        assert any(told[i : i + len(expected)] == expected for i in range(len(told) - len(expected) + 1))


def test_the_list_of_the_accueil_checks_each_candidat_at_his_hours_of_each_day(case):
    agenda, texts = case
    text = bare(texts["equipe/liste d'accueil.pdf"])
    for candidat in some(agenda.session.candidats):
        convocations = summons(agenda, candidat.id)
        for jour in {c.jour for c in convocations}:
            told = ", ".join(heure(c.heure) for c in convocations if c.jour == jour)
            assert bare(f"{agenda.numeros[candidat.id]} {agenda.names.candidat(candidat.id)} {told}") in text


def test_the_list_of_the_accueil_sends_everybody_to_their_rooms_on_one_line(case):
    agenda, texts = case
    text = bare(texts["equipe/liste d'accueil.pdf"])
    for people in some(expected(agenda).values()):
        for someone in some(people):
            comings = " ; ".join(f"{heure(coming.heure)} : {coming.ou}" for coming in someone.comings)
            assert bare(f"{someone.nom} {someone.qui} {comings}") in text


def test_each_helper_reads_each_hour_of_theirs_and_each_hour_of_those_they_watch(case):
    agenda, texts = case
    for personne, days in some(team_days(agenda).items()):
        text = bare(texts[f"equipe/feuille {file_name(agenda.names.personne(personne))}.pdf"])
        for shift in days:
            assert bare(f"de {heure(shift.arrivee)} à {heure(shift.fin)}") in text
            for duty in shift.duties:
                fin = heure_chiffres(duty.fin) if duty.fin else ""
                assert bare(f"{heure_chiffres(duty.debut)} {fin} {duty.quoi} {duty.qui} {duty.ou}") in text
            for sitter in shift.sitters:
                who = f"{agenda.numeros[sitter.candidat]} {agenda.names.candidat(sitter.candidat)}"
                assert bare(f"{heure_chiffres(sitter.debut)} {heure_chiffres(sitter.fin)} {who}") in text


def test_the_administration_reads_every_passage_with_its_hours(case):
    agenda, texts = case
    text = texts["agrement/organisation détaillée.pdf"]
    for passage in some(agenda.plan.passages):
        for partie in passage.parties:
            assert f"{heure_chiffres(partie.debut)} {heure_chiffres(partie.fin)} Candidat" in text


def test_the_lists_to_sign_have_each_candidat_and_no_end(case):
    agenda, texts = case
    text = texts["responsable/émargements.pdf"]
    assert all(bare(agenda.names.candidat(c.id)) in bare(text) for c in agenda.session.candidats)
    calls = {appel_du_passage(agenda, passage) for passage in agenda.plan.passages}
    begins = {p.debut for p in agenda.plan.passages if agenda.collective(p.epreuve)}
    allowed = {heure_chiffres(m) for m in calls | begins}
    assert set(re.findall(r"\b\d\d:\d\d\b", text)) <= allowed
    assert "non justifiée" in text
    assert "à décider" in text


def test_subjects_are_followed_where_there_are_some(case):
    agenda, texts = case
    text = texts["responsable/suivi des sujets.pdf"]
    avec = {p.epreuve for p in agenda.plan.passages if agenda.epreuves[p.epreuve].modalite in ("QP", "MSP")}
    assert avec
    for epreuve in avec:
        assert f"{agenda.names.epreuve(epreuve)} – " in text
    assert "Destruction des sujets" in text


def test_every_day_is_told_in_french(case):
    agenda, texts = case
    for name, text in some(texts.items()):
        assert not re.search(r"\b(Monday|Tuesday|Wednesday|June|July|Page|of)\b", text), name
    if not agenda.session.fictive:
        for jour in some(agenda.jours):
            assert date_longue(jour) in texts["responsable/feuille de route.pdf"].replace("Lundi", "lundi").replace(
                "Mardi", "mardi"
            ).replace("Mercredi", "mercredi").replace("Jeudi", "jeudi")


def test_a_jury_is_told_where_it_goes_when_it_leaves_its_own_room():
    session = rich.sur_postes()
    text = dossier(session, rich.plan_de(session, 3), pour=("jury",), formats=("pdf",))["jury/feuille du Jury 1.pdf"]
    assert "Lundi 14 juin 2027 – Salle 1" in text
    assert "Mise en situation professionnelle – phase 2 sur 2 1 ABÉLARD Zoé (avec ROBIN Sacha) Plateau" in text
