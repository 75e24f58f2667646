"""What the shipped référentiels say is what their sources say."""

import re
from datetime import date
from importlib import resources

import pytest

from some import some
from tpplanner.domain.referentiel import Surveillance
from tpplanner.referentiels import load_text, shipped

TITRES = {
    "AD": ("TP-01293", "04", "38667", [("MSP", 270), ("MSP", 30), ("ET", 10), ("QAP", 20), ("EF", 15)]),
    "CATL": ("TP-01348", "02", "37396", [("MSP", 45), ("ET", 45), ("QAP", 30), ("EF", 15)]),
    "CDA": ("TP-01281", "04", "37873", [("QP", 30), ("PP", 40), ("ET", 45), ("EF", 20)]),
    "CV": ("TP-00520", "05", "37098", [("MSP", 120), ("ET", 30), ("QAP", 70), ("EF", 15)]),
    "DWWM": ("TP-01280", "04", "37674", [("QP", 30), ("PP", 35), ("ET", 40), ("EF", 15)]),
    "EC": ("TP-00219", "08", "37099", [("MSP", 125), ("QAP", 30), ("EF", 15)]),
    "ECSR": ("TP-01303", "02", "", [("QP", 45), ("MSP", 60), ("MSP", 60), ("ET", 60), ("QAP", 60), ("EF", 30)]),
    "GCF": ("TP-00140", "09", "37949", [("MSP", 255), ("ET", 30), ("EF", 20)]),
    "MAV": ("TP-01236", "04", "", [("MSP", 240), ("ET", 40), ("QAP", 50), ("EF", 30)]),
    "SC": ("TP-00402", "09", "37123", [("MSP", 240), ("ET", 20), ("EF", 20)]),
}
CCPS = {
    "AD": [[("MSP", 180), ("ET", 15)], [("MSP", 150), ("ET", 15), ("QAP", 20)]],
    "CATL": [[("MSP", 25), ("ET", 30)], [("MSP", 20), ("ET", 15)], [("PP", 30)]],
    "CDA": [[("QP", 30), ("PP", pp), ("ET", et)] for pp, et in ((20, 30), (30, 30), (20, 20))],
    "CV": [[("MSP", 75), ("ET", 30), ("QAP", 50)], [("MSP", 45), ("QAP", 30)]],
    "DWWM": [[("QP", 30), ("PP", 20), ("ET", 30)]] * 2,
    "EC": [[("MSP", 75), ("QAP", 30)], [("MSP", 55)]],
    "ECSR": [[("QP", 45), ("MSP", 60), ("MSP", 60), ("ET", 60)], [("PP", 30), ("ET", 30), ("QAP", 30)]],
    "GCF": [[("MSP", 105), ("ET", 15)], [("MSP", 135), ("ET", 15)], [("MSP", 105), ("ET", 15)]],
    "MAV": [],
    "SC": [[("MSP", 90), ("ET", 20)], [("MSP", 120), ("ET", 15)], [("MSP", 90), ("ET", 15)]],
}
CCSS = {
    "ECSR": [[("MSP", msp), ("MSP", 60), ("ET", 60), ("EF", 15)] for msp in (50, 60)],
}
PAR_SIGLE = {referentiel.sigle: referentiel for referentiel in shipped()}


FICHIERS = [f for f in resources.files("tpplanner.referentiels").iterdir() if f.name.endswith(".toml")]


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: f.name)
def test_each_has_its_form_and_is_sound_though_that_is_not_asked_at_each_start(fichier):
    lu = load_text(fichier.read_text(encoding="utf-8"), fichier.name)
    assert lu == PAR_SIGLE[lu.sigle]


def test_exactly_the_titres_that_are_announced_are_shipped():
    assert [referentiel.sigle for referentiel in shipped()] == sorted(TITRES)


@pytest.mark.parametrize("sigle", TITRES)
def test_each_has_the_identity_and_the_durations_of_its_source(sigle):
    referentiel = PAR_SIGLE[sigle]
    code, millesime, rncp, epreuves = TITRES[sigle]
    assert (referentiel.code, referentiel.millesime, referentiel.rncp) == (code, millesime, rncp)
    assert [(e.modalite, e.minutes) for e in referentiel.titre.epreuves] == epreuves


@pytest.mark.parametrize("sigle", CCPS)
def test_each_ccp_has_its_own_durations(sigle):
    referentiel = PAR_SIGLE[sigle]
    assert [[(e.modalite, e.minutes) for e in table.epreuves] for table in referentiel.ccps] == CCPS[sigle]
    assert [table.id for table in referentiel.ccps] == [f"CCP{n}" for n in range(1, len(CCPS[sigle]) + 1)]


@pytest.mark.parametrize("sigle", TITRES)
def test_each_ccs_has_its_own_durations(sigle):
    ccss = PAR_SIGLE[sigle].ccss
    assert [[(e.modalite, e.minutes) for e in table.epreuves] for table in ccss] == CCSS.get(sigle, [])
    assert [table.id for table in ccss] == [f"CCS{n}" for n in range(1, len(ccss) + 1)]


def test_only_three_were_verified_against_the_official_document():
    assert {r.sigle: r.date_entete for r in shipped() if r.verifie} == {
        "CDA": date(2024, 7, 2),
        "DWWM": date(2024, 7, 2),
        "ECSR": date(2021, 2, 5),
    }


def test_the_jury_presence_that_the_re_prints_is_known_where_the_re_was_read():
    totals = {
        (r.sigle, t.id): (t.total_candidat, t.presence_jury) for r in shipped() for t in r.tables if t.total_candidat
    }
    assert totals == {
        ("CDA", "titre"): (135, 105),
        ("CDA", "CCP1"): (80, 50),
        ("CDA", "CCP2"): (90, 60),
        ("CDA", "CCP3"): (70, 40),
        ("DWWM", "titre"): (120, 90),
        ("DWWM", "CCP1"): (80, 50),
        ("DWWM", "CCP2"): (80, 50),
        ("ECSR", "titre"): (315, 270),
        ("ECSR", "CCP1"): (225, 160),
        ("ECSR", "CCP2"): (90, 90),
        ("ECSR", "CCS1"): (185, 165),
        ("ECSR", "CCS2"): (195, 175),
    }


def test_only_cda_and_dwwm_give_a_number_of_candidats_for_a_jury_day():
    assert {r.sigle: r.quota for r in shipped() if r.quota is not None} == {"CDA": 4, "DWWM": 4}


@pytest.mark.parametrize("sigle", ["CDA", "DWWM", "ECSR"])
def test_where_the_official_document_was_read_its_dates_its_print_and_its_pages_are_told(sigle):
    """Who verified it is the centre's to say."""
    referentiel = PAR_SIGLE[sigle]
    document = referentiel.document
    assert referentiel.jo < referentiel.effet
    assert referentiel.jo < referentiel.date_entete
    assert re.fullmatch("[0-9a-f]{64}", document.empreinte)
    assert [id_ for id_, _ in document.pages] == [e.id for e in referentiel.epreuves()]
    assert all(pages and list(pages) == sorted(set(pages)) for _, pages in document.pages)
    assert (document.verifie_le, document.verifie_par) == (None, "")


def test_what_was_not_read_has_no_document():
    assert not [r.sigle for r in shipped() if r.document and not r.verifie]


def test_no_update_is_known_that_was_not_read():
    assert not PAR_SIGLE["CDA"].avertissements


@pytest.mark.parametrize("sigle", ["CDA", "DWWM"])
def test_project_titres_are_passed_in_the_order_of_their_re(sigle):
    qp, pp, et, ef = PAR_SIGLE[sigle].titre.epreuves
    assert (qp.collective, qp.devant_jury, qp.phases[0].presence) == (True, False, Surveillance.SURVEILLANT)
    assert (pp.apres, et.aussitot_apres, ef.apres) == (("QP",), ("PP",), ("ET",))
    assert PAR_SIGLE[sigle].entretien_final == "EF"


def test_the_order_of_ecsr_is_what_its_re_says_not_that_of_its_table():
    """Both parts of the mise en situation and the questionnaire come before the entretien technique; nothing else."""
    ecsr = PAR_SIGLE["ECSR"]
    assert {e.id: e.apres for e in ecsr.titre.epreuves if e.apres} == {"ET": ("QP", "MSP1", "MSP2")}
    assert not [e.id for e in ecsr.titre.epreuves if e.aussitot_apres]
    for ccs in ecsr.ccss:
        part1, part2, entretien, _ = ccs.epreuves
        assert (entretien.apres, entretien.aussitot_apres) == ((part1.id,), (part2.id,))
    assert {e.id for e in ecsr.epreuves() if e.separee} == {e.id for e in ecsr.epreuves() if e.modalite == "MSP"}
    assert {e.id: e.aussitot_apres for e in ecsr.ccps[1].epreuves if e.aussitot_apres} == {
        "CCP2.ET": ("CCP2.PP",),
        "CCP2.QAP": ("CCP2.ET",),
    }


def test_the_preparation_of_ecsr_holds_the_jury_where_its_presence_counts_it_and_nobody_where_it_does_not():
    ecsr = PAR_SIGLE["ECSR"]
    prepared = {e.id: e.phases[0] for e in ecsr.epreuves() if e.phases[0].usage == "preparation"}
    assert {id_: (phase.minutes, phase.presence) for id_, phase in prepared.items()} == {
        "MSP1": (20, Surveillance.JURY),
        **dict.fromkeys(("CCP1.MSP1", "CCS1.ET", "CCS2.ET"), (20, Surveillance.SI_PLUSIEURS)),
    }


def test_those_who_learn_to_drive_play_in_the_mises_en_situation_of_ecsr_and_are_not_in_training_with_a_candidat():
    ecsr = PAR_SIGLE["ECSR"]
    assert ecsr.comediens_exterieurs
    assert ecsr.organismes_differents
    parts = {e.id: [(p.comediens, p.role, p.vehicules) for p in e.phases if p.comediens] for e in ecsr.epreuves()}
    eleve = "élève conducteur"
    for prefix in ("", "CCP1."):
        assert parts[f"{prefix}MSP1"] == [(4, eleve, ())]
        assert parts[f"{prefix}MSP2"] == [(1, f"{eleve} sans permis B", ("voiture",))]
    assert (parts["CCS1.MSP1"], parts["CCS1.MSP2"]) == ([(1, eleve, ("moto",))], [(1, eleve, ("moto", "voiture"))])
    assert parts["CCS2.MSP1"] == parts["CCS2.MSP2"] == [(1, eleve, ("D", "CE"))], "one is drawn by lot on the day"


def test_the_oral_part_of_ad_comes_after_the_written_one():
    ecrite, orale, *_ = PAR_SIGLE["AD"].titre.epreuves
    assert (ecrite.devant_jury, orale.devant_jury, orale.apres) == (False, True, (ecrite.id,))


@pytest.mark.parametrize("sigle", ["SC", "GCF", "AD", "MAV"])
def test_the_long_written_mise_en_situation_is_proposed_without_the_jury(sigle):
    msp = PAR_SIGLE[sigle].titre.epreuves[0]
    (phase,) = msp.phases
    assert msp.collective
    assert (phase.presence, phase.usage, phase.partagee) == (Surveillance.SURVEILLANT, "ecrit", True)
    assert {"presence", "usage"} <= set(msp.a_confirmer)


@pytest.mark.parametrize("sigle", ["CV", "CATL", "EC"])
def test_the_practical_mise_en_situation_is_proposed_before_the_jury_on_posts(sigle):
    msp = PAR_SIGLE[sigle].titre.epreuves[0]
    (phase,) = msp.phases
    assert not msp.collective
    assert (phase.presence, phase.usage, phase.partagee) == (Surveillance.JURY, "plateau", True)
    assert {"presence", "usage", "collective"} <= set(msp.a_confirmer)


def test_a_modalite_that_the_source_leaves_open_is_to_be_confirmed():
    for referentiel in some(shipped()):
        if not referentiel.verifie:
            for table in referentiel.ccps:
                assert "modalite" in table.epreuves[0].a_confirmer, table.id


def test_a_verified_titre_has_nothing_to_confirm():
    assert not [e.id for r in shipped() if r.verifie for e in r.epreuves() if e.a_confirmer]


def test_no_number_of_posts_or_of_candidats_watched_together_is_invented():
    """Devices for answers are counted by the RE of ECSR alone, as are those who play."""
    for referentiel in some(shipped()):
        for epreuve in referentiel.epreuves():
            shared = referentiel.sigle == "ECSR" and epreuve.modalite == "QP"
            assert (bool(epreuve.ressource), epreuve.partage) == (shared, 20 if shared else 1)
            assert epreuve.simultanes == 1
            assert bool(epreuve.comediens) == (referentiel.sigle == "ECSR" and epreuve.modalite == "MSP")
            assert (epreuve.coupure_midi, epreuve.jours_min) == (False, ())


def test_what_is_to_be_brought_is_told_for_projects_of_read_referentiels_and_for_productions_alone():
    """And what each candidat of ECSR shows when the session opens."""
    for referentiel in some(shipped()):
        for epreuve in referentiel.epreuves():
            tells = epreuve.modalite == "QAP" or (epreuve.modalite == "PP" and referentiel.verifie)
            opens = referentiel.sigle == "ECSR" and epreuve is referentiel.table_de(epreuve.id).epreuves[0]
            assert bool(epreuve.apporter) == (tells or opens), (referentiel.sigle, epreuve.id)


def test_ends_of_validity_are_those_read_in_the_names_of_files():
    assert {r.sigle: r.expiration for r in shipped() if r.expiration} == {
        "AD": date(2029, 7, 28),
        "CATL": date(2028, 7, 31),
        "CV": date(2028, 4, 27),
        "EC": date(2028, 4, 27),
        "GCF": date(2028, 7, 25),
        "SC": date(2028, 2, 28),
    }
    assert all("nom de fichier" in r.source for r in shipped() if r.expiration)
