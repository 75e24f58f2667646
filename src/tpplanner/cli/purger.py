"""``tpplanner purger``: what old sessions left, listed; deleted when that is asked for."""

from datetime import date
from pathlib import Path

import click

from tpplanner.cli.console import answer, say
from tpplanner.cli.french import FrenchCommand, Jour
from tpplanner.errors import ExitCode
from tpplanner.texts import purge as textes


@click.command(
    cls=FrenchCommand,
    epilog="Sans terminal : la page (tpplanner ouvrir) n'efface rien ; demandez à la personne qui vous aide.",
)
@click.argument("dossier", type=click.Path(path_type=Path), required=False, metavar="[DOSSIER]")
@click.option("--avant", type=Jour(), metavar="DATE", help="Les sessions finies avant ce jour (il y a cinq ans).")
@click.option("--effacer", is_flag=True, help="Efface ce qui est trouvé, sans retour possible.")
def purger(dossier: Path | None, avant: date | None, effacer: bool) -> int:
    """Liste, et efface sur demande, ce qu'ont laissé les sessions finies depuis cinq ans.

    Sans argument, le dossier est Documents/tpplanner. Classeurs, plannings, affiches et documents y sont cherchés, et
    dans ce qu'il contient : seulement ceux que tpplanner a faits, jamais derrière un lien. Chaque fichier est nommé.

    \b
    Exemples :
      tpplanner purger
      tpplanner purger sessions --avant 01/01/2025 --effacer
    """
    from tpplanner.web.machine import documents_folder
    from tpplanner.web.purge import left_before, limit, take_away

    root = dossier or documents_folder()
    if not root.is_dir():
        raise click.UsageError(textes.absent(root))
    before = avant or limit(date.today())  # noqa: DTZ011 - the day of whoever asks
    left = left_before(root, before)
    for path, reason in left.kept.items():
        answer(textes.laisse(path, reason))
    if not left.old:
        say(textes.rien(root, before))
        return ExitCode.OK
    if not effacer:
        for path, end in left.old.items():
            answer(textes.trouve(path, end))
        say(textes.bilan(len(left.old), before))
        return ExitCode.OK
    stay = 0
    for path in left.old:
        reason = take_away(root, path)
        stay += bool(reason)
        answer(textes.laisse(path, reason) if reason else textes.efface(path))
    say(textes.effaces(len(left.old) - stay, stay))
    return ExitCode.CANNOT_WRITE if stay else ExitCode.OK
