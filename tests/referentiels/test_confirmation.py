"""What a centre confirmed beside a document is kept with the titre; another value takes it back."""

from dataclasses import replace
from datetime import date

import pytest

from builders import cda
from tpplanner.domain.referentiel import DocumentRe, Surveillance
from tpplanner.referentiels import dump, load_text
from tpplanner.referentiels.confirmation import confirmed, upheld
from tpplanner.workbook.entered import read_titre
from tpplanner.workbook.titre_write import entered_titre

LE, PAR = date(2026, 11, 30), "MOREAU Alix"
READ = replace(cda(), document=DocumentRe("a" * 64, (("QP", (4, 8)),)), date_entete=date(2024, 7, 2))
CONFIRMED = confirmed(READ, LE, PAR)


def who(referentiel):
    return (referentiel.document.verifie_le, referentiel.document.verifie_par)


def of_first(referentiel, **values):
    return referentiel.with_tables(
        lambda table: replace(table, epreuves=(replace(table.epreuves[0], **values), *table.epreuves[1:]))
    )


def with_phase(referentiel, **values):
    phases = tuple(replace(phase, **values) for phase in referentiel.titre.epreuves[0].phases)
    return of_first(referentiel, phases=phases)


OTHERWISE = {
    "a duration": with_phase(CONFIRMED, minutes=31),
    "a presence": with_phase(CONFIRMED, presence=Surveillance.SEUL),
    "together": of_first(CONFIRMED, collective=False),
    "an order": CONFIRMED.with_tables(lambda t: replace(t, epreuves=tuple(replace(e, apres=()) for e in t.epreuves))),
    "a quota": replace(CONFIRMED, quota=4),
    "another mise à jour": replace(CONFIRMED, date_entete=date(2026, 1, 5)),
}
AS_CONFIRMED = {
    "nothing": CONFIRMED,
    "a value confirmed in words": of_first(CONFIRMED, a_confirmer=("usage",)),
    "a kind of room": with_phase(CONFIRMED, usage="salle du haut"),
    "a warning": replace(CONFIRMED, avertissements=("Ce RE est lu.",)),
}


@pytest.mark.parametrize("referentiel", OTHERWISE.values(), ids=OTHERWISE)
def test_another_value_takes_it_back_in_its_file_too(referentiel):
    assert who(upheld(referentiel)) == who(load_text(dump(referentiel))) == (None, "")
    assert upheld(referentiel).document.pages == READ.document.pages


@pytest.mark.parametrize("referentiel", AS_CONFIRMED.values(), ids=AS_CONFIRMED)
def test_what_the_re_does_not_print_leaves_it(referentiel):
    assert who(upheld(referentiel)) == who(load_text(dump(referentiel))) == (LE, PAR)


def test_a_file_that_claims_it_without_the_values_is_not_believed():
    claimed = replace(READ, document=replace(READ.document, verifie_le=LE, verifie_par=PAR))
    assert who(load_text(dump(claimed))) == (None, "")


def test_the_form_keeps_it_until_a_value_is_typed_otherwise():
    typed = entered_titre(CONFIRMED)
    kept, faults = read_titre(typed)
    assert (who(kept), faults) == ((LE, PAR), [])
    typed.tables[0].rows[0]["duree"] = "00 h 35 min"
    typed.tables[0].autour.clear()
    changed, faults = read_titre(typed)
    assert (who(changed), faults) == ((None, ""), [])


def test_nothing_is_confirmed_beside_no_document():
    with pytest.raises(ValueError, match="beside its document"):
        confirmed(cda(), LE, PAR)
