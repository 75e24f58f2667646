"""That a centre confirmed a titre beside its document: what was confirmed, and what takes it back."""

import hashlib
import json
from dataclasses import replace
from datetime import date

from tpplanner.domain.referentiel import DocumentRe, Epreuve, Referentiel


def confirmed(referentiel: Referentiel, le: date, par: str) -> Referentiel:
    """The référentiel, its values confirmed beside its document; raises ValueError where it has none."""
    if referentiel.document is None:
        raise ValueError("nothing is confirmed beside its document, for it has none")
    document = replace(referentiel.document, verifie_le=le, verifie_par=par, valeurs=print_of(referentiel))
    return replace(referentiel, document=document)


def upheld(referentiel: Referentiel) -> Referentiel:
    """The référentiel without the confirmation of its document, where a value is another than was confirmed."""
    document = referentiel.document
    if document is None or document.verifie_le is None or document.valeurs == print_of(referentiel):
        return referentiel
    return replace(referentiel, document=without_confirmation(document))


def without_confirmation(document: DocumentRe) -> DocumentRe:
    """The document, confirmed by nobody."""
    return replace(document, verifie_le=None, verifie_par="", valeurs="")


def print_of(referentiel: Referentiel) -> str:
    """A print of what is confirmed: what the RE prints of durations, presence, order and manner, quota and jury.

    Made of values that are named here one by one, so that a field that is added later takes back no confirmation.
    """
    values = [
        [referentiel.code, referentiel.millesime, str(referentiel.date_entete), referentiel.quota],
        [referentiel.membres_min, referentiel.qualites, referentiel.organismes_differents],
        [[table.id, table.total_candidat, table.presence_jury] for table in referentiel.tables],
        [_confirmed_of(epreuve) for epreuve in sorted(referentiel.epreuves(), key=lambda epreuve: epreuve.id)],
    ]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def _confirmed_of(epreuve: Epreuve) -> list[object]:
    return [
        [epreuve.id, epreuve.modalite, epreuve.collective, epreuve.separee, epreuve.simultanes],
        [sorted(epreuve.apres), sorted(epreuve.aussitot_apres), sorted(epreuve.jours_min), epreuve.correction_avant],
        [[phase.minutes, phase.presence, phase.comediens] for phase in epreuve.phases],
    ]
