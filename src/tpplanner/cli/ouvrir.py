"""The page on this machine, ``tpplanner ouvrir``, and its upkeep: ``diagnostic``, ``purger``."""

from datetime import date
from pathlib import Path

import click

from tpplanner.cli.console import answer, say
from tpplanner.cli.french import Classeurs, Date, FrenchCommand
from tpplanner.errors import ExitCode
from tpplanner.texts import page as textes


@click.command(cls=FrenchCommand)
@click.argument("classeur", type=Classeurs(), required=False, metavar="[CLASSEUR OU DOSSIER]")
@click.option("--sans-navigateur", is_flag=True, help="Donne l'adresse de la page au lieu de l'ouvrir.")
@click.option("--fermer", is_flag=True, help="Ferme la page, si elle est ouverte ; ce qui a été trouvé est écrit.")
def ouvrir(classeur: Path | None, sans_navigateur: bool, fermer: bool) -> int:
    """Ouvre la page : ce que font les commandes, sans terminal.

    La page s'ouvre dans le navigateur et ne parle qu'à cet ordinateur. Sans argument, elle montre les sessions de
    Documents/tpplanner ; un classeur ou un dossier d'ailleurs est ouvert à sa place. Si elle est déjà ouverte, elle
    passe devant.

    \b
    Exemples :
      tpplanner ouvrir
      tpplanner ouvrir session.xlsx
    """
    from tpplanner.web.running import close_page, open_page

    if fermer:
        return close_page(say)
    return open_page(classeur, say, browse=not sans_navigateur)


@click.command(cls=FrenchCommand, epilog="Sans terminal (tpplanner ouvrir) : la page des sessions, « Diagnostic ».")
def diagnostic() -> None:
    """Décrit l'installation, pour la personne qui vous aide.

    Versions, emplacements, dossiers où l'on peut écrire, et un calcul d'essai de deux secondes. Aucun nom n'y figure,
    ni rien de vos sessions : le texte peut être envoyé tel quel.

    \b
    Exemples :
      tpplanner diagnostic
      tpplanner diagnostic > diagnostic.txt
    """
    from tpplanner.web.machine import diagnose

    for line in diagnose():
        answer(line)


@click.command(
    cls=FrenchCommand,
    epilog="Sans terminal : la page (tpplanner ouvrir) n'efface rien ; demandez à la personne qui vous aide.",
)
@click.argument("dossier", type=click.Path(path_type=Path), required=False, metavar="[DOSSIER]")
@click.option("--avant", type=Date(), metavar="DATE", help="Les sessions finies avant ce jour (il y a cinq ans).")
@click.option("--effacer", is_flag=True, help="Efface ce qui est trouvé, sans retour possible.")
def purger(dossier: Path | None, avant: date | None, effacer: bool) -> int:
    """Liste, et efface sur demande, ce qu'ont laissé les sessions finies depuis cinq ans.

    Sans argument, le dossier est Documents/tpplanner. Classeurs, plannings, affiches et documents y sont cherchés, et
    dans ce qu'il contient : seulement ceux que tpplanner a faits, jamais derrière un lien. Chaque fichier est nommé.
    Sans argument encore, ce que tpplanner garde chez lui et qui n'a pas servi depuis : référentiels dont la lecture n'a
    pas été terminée, brouillons, votre centre.

    \b
    Exemples :
      tpplanner purger
      tpplanner purger sessions --avant 01/01/2025 --effacer
    """
    from tpplanner.web.machine import data_folder, documents_folder
    from tpplanner.web.sessions.purge import given_up, left_before, limit, take_away
    from tpplanner.web.sessions.summaries import forget

    root = dossier or documents_folder()
    if dossier is not None and not root.is_dir():
        raise click.UsageError(textes.sans_dossier(root))
    before = avant or limit(date.today())  # noqa: DTZ011 - the day of whoever asks
    left = left_before(root, before)
    for path, reason in left.reasons.items():
        answer(textes.laisse(path, reason))
    data = data_folder()
    stale = given_up(data, before) if dossier is None else {}
    old = dict.fromkeys(left.old, root) | dict.fromkeys(stale, data)
    if not old:
        say(textes.rien_de_vieux(root, before))
        return ExitCode.OK
    if not effacer:
        for path, end in left.old.items():
            answer(textes.vieux_fichier(path, end))
        for path, end in stale.items():
            answer(textes.ancien_fichier(path, end))
        say(textes.bilan_des_vieux(len(old), before))
        return ExitCode.OK
    stay = 0
    forget(data)  # what cards tell is made anew, of what is left
    for path, above in old.items():
        reason = take_away(above, path)
        stay += bool(reason)
        answer(textes.laisse(path, reason) if reason else textes.efface(path))
    say(textes.effaces(len(old) - stay, stay))
    return ExitCode.CANNOT_WRITE if stay else ExitCode.OK
