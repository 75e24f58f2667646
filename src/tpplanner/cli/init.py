"""``tpplanner init``: a workbook to fill."""

from pathlib import Path

import click

from tpplanner.cli.console import say
from tpplanner.cli.french import Chemin, Fichier, FrenchCommand, Nombre
from tpplanner.cli.referentiel import read_referentiel
from tpplanner.errors import ExitCode
from tpplanner.texts.commande import a_taper

ECRIT = "Classeur écrit : {}. Remplissez-le dans Excel, puis : tpplanner solve {}"
REMPLI = "Classeur écrit : {}. Il se calcule tel quel : tpplanner solve {}"
APART = (
    ("--annee", ("--titre", "--millesime", "--referentiel", "--ccp", "--complet", "--candidats", "--fictif")),
    ("--exemple", ("--ccp", "--candidats", "--fictif")),
    ("--fictif", ("--ccp", "--candidats")),
)
"""Options, and those that mean nothing beside them."""


@click.command(cls=FrenchCommand)
@click.argument("classeur", type=Chemin(), metavar="CLASSEUR")
@click.option(
    "--titre", metavar="TITRE", default=None, help="Sigle ou code : CDA, TP-01281… (voir « tpplanner titres »)."
)
@click.option("--millesime", metavar="MILLÉSIME", default=None, help="Millésime, si plusieurs sont connus.")
@click.option("--referentiel", type=Fichier(), default=None, help="Référentiel du centre (.toml ou .xlsx).")
@click.option("--ccp", is_flag=True, help="Pour une session CCP.")
@click.option("--complet", is_flag=True, help="Toutes les feuilles, même celles dont un premier planning se passe.")
@click.option("--exemple", is_flag=True, help="Rempli de personnes inventées, prêt à calculer.")
@click.option("--candidats", type=Fichier(), default=None, help="Liste des candidats à reprendre (.xlsx ou .csv).")
@click.option("--annee", type=Nombre(2020, 2100), default=None, help="Classeur d'une année, pour « tpplanner annee ».")
@click.option("--fictif", type=Nombre(1, 500), default=None, help="Dossier d'agrément : nombre de candidats fictifs.")
def init(
    classeur: Path,
    titre: str | None,
    millesime: str | None,
    referentiel: Path | None,
    ccp: bool,
    complet: bool,
    exemple: bool,
    candidats: Path | None,
    annee: int | None,
    fictif: int | None,
) -> int:
    """Écrit un classeur à remplir pour une session, ou pour une année.

    Il a les feuilles qu'il faut à un premier planning, et celles qui ont déjà un contenu ; --complet les écrit toutes.

    \b
    Exemples :
      tpplanner init session.xlsx --titre CDA
      tpplanner init essai.xlsx --titre DWWM --exemple
      tpplanner init agrement.xlsx --titre CDA --fictif 8
      tpplanner init annee.xlsx --annee 2027 --exemple
    """
    _must_go_together(click.get_current_context())
    if annee is not None:
        return _year(classeur, annee, exemple=exemple)
    from tpplanner.domain.session import Genre
    from tpplanner.referentiels import find
    from tpplanner.workbook.template import write_template

    chosen = read_referentiel(referentiel)
    if chosen is None:
        if titre is None:
            raise click.UsageError("Il manque l'option --titre (ou --referentiel). « tpplanner titres » les liste.")
        chosen = find(titre, millesime)
    genre = Genre.CCP if ccp else Genre.TITRE
    told = write_template(
        classeur, chosen, exemple=exemple, candidats=candidats, fictif=fictif, genre=genre, complet=complet
    )
    if told:
        say(told)
    say((REMPLI if exemple or fictif else ECRIT).format(classeur, a_taper(str(classeur))))
    return ExitCode.OK


def _must_go_together(context: click.Context) -> None:
    """Raise a usage error for options of which one would be ignored."""
    told = {p.opts[0] for p in context.command.params if context.params.get(p.name or "") not in (None, False)}
    for option, others in APART:
        aside = [other for other in others if other in told]
        if option in told and aside:
            raise click.UsageError(f"L'option {aside[0]} ne s'emploie pas avec {option} : choisissez l'une des deux.")


def _year(classeur: Path, annee: int, *, exemple: bool) -> int:
    from tpplanner.texts import programmation as texte
    from tpplanner.workbook.template.annee import write_annee_template

    written = write_annee_template(classeur, annee, exemple=exemple)
    suite = texte.ESSAYER if exemple else texte.REMPLIR
    say(texte.ECRITS.format(", ".join(str(path) for path in written), suite, a_taper(str(classeur))))
    return ExitCode.OK
