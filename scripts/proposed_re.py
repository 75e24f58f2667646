"""Print where what is proposed of a RE differs from the référentiel that is shipped, which people wrote by hand.

    python scripts/proposed_re.py RE.pdf …

What a person confirms without a choice is filled in: that a mise en situation is « pratique », that the RE is official.
Names, wording of what is brought and the RNCP are the centre's own and are left out; links are compared as sets.
"""

import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from tpplanner.domain.referentiel import Epreuve, Referentiel, Table
from tpplanner.re_pdf.apart import read_apart
from tpplanner.re_pdf.proposed import Proposal, proposed
from tpplanner.referentiels import find
from tpplanner.workbook.entered import read_titre

OWN = ("id", "nom", "apporter", "ressource", "a_confirmer")
HEAD = (
    *("sigle", "code", "millesime", "intitule", "date_entete", "jo", "effet", "source", "membres_min", "qualites"),
    *("quota", "organismes_differents", "comediens_exterieurs", "entretien_final"),
)


def main() -> int:
    """Compare each file that is named; 1 where one gives no référentiel at all."""
    failed = False
    for path in map(Path, sys.argv[1:]):
        proposal = proposed(read_apart(path))
        titre = confirmed(proposal)
        sigle = proposal.entered.entete.get("sigle", path.stem)
        if titre is None:
            failed = True
            continue
        lines = list(differences(titre, find(sigle)))
        print(f"{sigle}: {len(proposal.evidence)} values with their words, {len(lines)} differences")
        for line in lines:
            print("   differs:", line)
    return int(failed)


def confirmed(proposal: Proposal) -> Referentiel | None:
    """The référentiel of a proposal that somebody has confirmed as it stands."""
    proposal.entered.entete["verifie"] = "oui"
    for row in (row for table in proposal.entered.tables for row in table.rows):
        if row.get("modalite", "").startswith("MSP"):
            row.setdefault("nature", "pratique")
    titre, issues = read_titre(proposal.entered)
    for issue in issues:
        print("   not filled:", issue.champ, issue.issue.message)
    return titre


def differences(ours: Referentiel, shipped: Referentiel) -> Iterator[str]:
    """Each value that is not the one that is shipped."""
    for champ in HEAD:
        if getattr(ours, champ) != getattr(shipped, champ):
            yield f"{champ}: {getattr(ours, champ)!r}, shipped {getattr(shipped, champ)!r}"
    theirs = {table.id: table for table in shipped.tables}
    for table in ours.tables:
        yield from of_table(table, theirs.pop(table.id, None))
    yield from (f"{id_}: not proposed" for id_ in theirs)


def of_table(ours: Table, shipped: Table | None) -> Iterator[str]:
    """What differs in a table."""
    if shipped is None:
        yield f"{ours.id}: not shipped"
        return
    for champ in ("nom", "total_candidat", "presence_jury"):
        if getattr(ours, champ) != getattr(shipped, champ):
            yield f"{ours.id} {champ}: {getattr(ours, champ)!r}, shipped {getattr(shipped, champ)!r}"
    theirs = {epreuve.id: epreuve for epreuve in shipped.epreuves}
    for epreuve in ours.epreuves:
        other = theirs.pop(epreuve.id, None)
        if other is None:
            yield f"{epreuve.id}: not shipped"
            continue
        for champ in (f.name for f in fields(Epreuve) if f.name not in OWN):
            one, two = compared(getattr(epreuve, champ)), compared(getattr(other, champ))
            if one != two:
                yield f"{epreuve.id} {champ}: {one}, shipped {two}"
    yield from (f"{id_}: not proposed" for id_ in theirs)


def compared(value: object) -> object:
    """A value as it is compared: names of épreuves in no order."""
    if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        return tuple(sorted(value))
    return value


if __name__ == "__main__":
    sys.exit(main())
