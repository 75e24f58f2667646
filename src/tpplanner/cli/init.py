"""``tpplanner init``: a workbook to fill."""

from pathlib import Path
from typing import Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import say
from tpplanner.cli.french import LISTES, Chemin, FichierOuEntree, FrenchCommand, Nombre
from tpplanner.errors import ExitCode
from tpplanner.texts.commande import a_taper

# ``tpplanner init``: a workbook to fill.

ECRIT = "Classeur écrit : {}. Remplissez-le dans Excel, puis : tpplanner solve {}"
REMPLI = "Classeur écrit : {}. Il se calcule tel quel : tpplanner solve {}"
_OF_A_SESSION = ("--ccp", "--ccs", "--candidats", "--membres")
APART = (
    ("--annee", ("--titre", "--millesime", "--referentiel", "--complet", *_OF_A_SESSION, "--fictif")),
    ("--exemple", (*_OF_A_SESSION, "--fictif")),
    ("--fictif", _OF_A_SESSION),
    ("--ccp", ("--ccs",)),
)
"""Options, and those that mean nothing beside them."""


@click.command(
    cls=FrenchCommand,
    epilog="Sans terminal (tpplanner ouvrir) : « Nouvelle session », ou « Un classeur à remplir dans Excel ».",
)
@click.argument("classeur", type=Chemin(), metavar="CLASSEUR")
@click.option("--titre", metavar="TITRE", help="Sigle ou code : CDA, TP-01281… (voir « tpplanner titres »).")
@options.millesime
@options.referentiel
@click.option("--ccp", is_flag=True, help="Pour une session CCP.")
@click.option("--ccs", is_flag=True, help="Pour une session CCS.")
@click.option("--complet", is_flag=True, help="Toutes les feuilles, même celles dont un premier planning se passe.")
@click.option("--exemple", is_flag=True, help="Rempli de personnes inventées, prêt à calculer.")
@click.option("--candidats", type=FichierOuEntree(), help=f"Liste des candidats à reprendre. {LISTES}")
@click.option("--membres", type=FichierOuEntree(), help="Liste des membres de jury à reprendre, de même.")
@click.option("--annee", type=Nombre(2020, 2100), help="Classeur d'une année, pour « tpplanner annee ».")
@click.option("--fictif", type=Nombre(1, 500), help="Dossier d'agrément : nombre de candidats fictifs.")
def init(
    classeur: Path, titre: str | None, annee: int | None, exemple: bool, fictif: int | None, **arguments: Any
) -> int:
    """Écrit un classeur à remplir pour une session, ou pour une année.

    Il a les feuilles qu'il faut à un premier planning, et celles qui ont déjà un contenu ; --complet les écrit toutes.

    \b
    Exemples :
      tpplanner init session.xlsx --titre CDA
      tpplanner init essai.xlsx --titre DWWM --exemple
      tpplanner init session.xlsx --titre CDA --candidats mail.txt --membres jury.docx
      tpplanner init agrement.xlsx --titre CDA --fictif 8
      tpplanner init annee.xlsx --annee 2027 --exemple
    """
    _must_go_together(click.get_current_context())
    if annee is not None:
        return _year(classeur, annee, exemple=exemple)
    if titre is None and arguments["referentiel"] is None:
        raise click.UsageError("Il manque l'option --titre (ou --referentiel). « tpplanner titres » les liste.")
    from tpplanner.commands.init import new_workbook

    remarks = new_workbook(classeur, titre or "", exemple=exemple, fictif=fictif, **arguments)
    if remarks:
        say(remarks)
    say((REMPLI if exemple or fictif else ECRIT).format(classeur, a_taper(str(classeur))))
    return ExitCode.OK


def _must_go_together(context: click.Context) -> None:
    """Raise a usage error for options of which one would be ignored."""
    typed_options = {p.opts[0] for p in context.command.params if context.params.get(p.name or "") not in (None, False)}
    for option, others in APART:
        aside = [other for other in others if other in typed_options]
        if option in typed_options and aside:
            raise click.UsageError(f"L'option {aside[0]} ne s'emploie pas avec {option} : choisissez l'une des deux.")
    if str(context.params["candidats"]) == str(context.params["membres"]) == "-":
        raise click.UsageError("L'entrée standard donne une liste, pas deux : mettez l'une des deux dans un fichier.")


def _year(classeur: Path, annee: int, *, exemple: bool) -> int:
    from tpplanner.texts import annee as texte
    from tpplanner.workbook.year import write_annee_template

    written = write_annee_template(classeur, annee, exemple=exemple)
    suite = texte.ESSAYER if exemple else texte.REMPLIR
    say(texte.ECRITS.format(", ".join(str(path) for path in written), suite, a_taper(str(classeur))))
    return ExitCode.OK
