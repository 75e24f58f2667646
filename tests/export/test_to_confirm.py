"""Whose majoration is still to be confirmed gets no hours of their own: they may change."""

from dataclasses import replace

from builders import TOUTES
from export.rich import deux_jurys, plan_de
from tpplanner import write_documents
from tpplanner.audit import check
from tpplanner.domain.referentiel import Nature

WHO = 0


def written_for_candidats(tmp_path, **granted):
    session = deux_jurys(amenages=False)
    first, *others = session.candidats
    first = replace(first, **granted)
    session = replace(session, candidats=(first, *others))
    plan = plan_de(session, 2)
    written = write_documents(tmp_path / "dossier", session, plan, check(session, plan), pour=["candidat"])
    own = [path.name for path in written.fichiers if first.nom_complet in path.name]
    return own, [path.name for path in written.fichiers if others[0].nom_complet in path.name], written.avertissements


def test_no_convocation_nor_calendar_is_made_and_that_is_told(tmp_path):
    own, others, told = written_for_candidats(tmp_path, majorations=TOUTES, majorations_a_confirmer=(Nature.ECRIT,))
    assert own == []
    assert len(others) > 1
    assert ["sa convocation n'est pas faite" in issue.message for issue in told] == [True]


def test_once_it_is_confirmed_they_are_made(tmp_path):
    own, others, told = written_for_candidats(tmp_path, majorations=TOUTES)
    assert len(own) == len(others) > 1
    assert told == ()
