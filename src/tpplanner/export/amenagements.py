"""What a candidat is granted, in words: for internal documents only, never for what is posted."""

from collections import defaultdict
from fractions import Fraction

from tpplanner.domain.referentiel import Nature
from tpplanner.export.agenda import Agenda, Moment, Sort
from tpplanner.texts.classeur import SALLE_A_PART, SALLE_ACCESSIBLE, aide, majoration, majoration_par_nature


def amenagements(agenda: Agenda, candidat: str) -> str:
    """All that a candidat is granted."""
    connu = agenda.candidats.get(candidat)
    if connu is None:
        return ""
    natures: dict[Fraction, list[Nature]] = defaultdict(list)
    for nature, fraction in connu.majorations:
        if fraction:
            natures[fraction].append(nature)
    parts = [majoration_par_nature(fraction, liste) for fraction, liste in natures.items()]
    parts += [aide(agenda.names.personne(connu.aide))] if connu.aide else []
    parts += [SALLE_A_PART] if connu.salle_a_part else []
    parts += [SALLE_ACCESSIBLE] if connu.salle_accessible else []
    return " ; ".join(parts)


def remarque(agenda: Agenda, moment: Moment) -> str:
    """What a candidat is granted for that part of a passage."""
    connu = agenda.candidats.get(moment.candidat)
    epreuve = agenda.epreuves.get(moment.epreuve)
    if connu is None or epreuve is None or moment.sort is not Sort.EPREUVE:
        return ""
    fraction = connu.majoration(epreuve.nature)
    parts = [majoration(fraction)] if fraction else []
    parts += [aide(agenda.names.personne(connu.aide))] if connu.aide else []
    parts += [SALLE_A_PART] if connu.salle_a_part and not moment.jury else []
    return " ; ".join(parts)
