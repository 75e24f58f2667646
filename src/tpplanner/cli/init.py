"""``tpplanner init``: a workbook to fill; ``tpplanner titres``: the référentiels, and how a centre makes its own."""

from pathlib import Path
from typing import Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import answer, say
from tpplanner.cli.french import LISTES, Chemin, Fichier, FichierOuEntree, FrenchCommand, FrenchGroup, Nombre
from tpplanner.errors import ExitCode
from tpplanner.files.place import try_new_file
from tpplanner.texts.commande import a_taper, probleme

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


# ``tpplanner titres``: the référentiels that tpplanner knows, and how a centre makes its own.

TITRE_ECRIT = "Feuille écrite : {}. Recopiez-y le tableau 3.1 du référentiel, puis : tpplanner titres lire {}"
LU = "Référentiel écrit : {}. Pour l'utiliser : tpplanner init session.xlsx --referentiel {}"


class TitresGroup(FrenchGroup):
    """A group whose unknown commands are titres to show."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named, else the one that shows the titre of that name."""
        if args and args[0] not in self.commands:
            return "montrer", montrer, args[1:] if args[0] == "montrer" else args
        return super().resolve_command(ctx, args)


@click.group(cls=TitresGroup, invoke_without_command=True, epilog="Sans terminal (tpplanner ouvrir) : « Titres ».")
@click.pass_context
def titres(ctx: click.Context) -> int:
    """Liste les titres connus, en montre un, ou en crée un.

    \b
    Exemples :
      tpplanner titres                       la liste, et les titres refusés avec la raison
      tpplanner titres CDA                   un titre comme le référentiel le présente
      tpplanner titres nouveau mon-titre.xlsx
    """
    if ctx.invoked_subcommand is None:
        from tpplanner.referentiels import refused, shipped
        from tpplanner.texts.referentiels import catalogue

        answer(catalogue(shipped(), refused()))
    return ExitCode.OK


@click.command(cls=FrenchCommand)
@click.argument("sigle", metavar="SIGLE")
@options.millesime
def montrer(sigle: str, millesime: str | None) -> int:
    """Montre un titre comme le référentiel d'évaluation le présente.

    \b
    Exemples :
      tpplanner titres CDA
      tpplanner titres TP-01280
    """
    from tpplanner.referentiels import find
    from tpplanner.texts.referentiels import fiche

    answer(fiche(find(sigle, millesime)))
    return ExitCode.OK


@titres.command(cls=FrenchCommand)
@click.argument("feuille", type=Chemin(), metavar="FICHIER")
def nouveau(feuille: Path) -> int:
    """Écrit une feuille à remplir d'après le tableau 3.1 d'un référentiel.

    \b
    Exemples :
      tpplanner titres nouveau mon-titre.xlsx
      tpplanner titres lire mon-titre.xlsx
    """
    from tpplanner.workbook.titre_write import write_referentiel_template

    write_referentiel_template(feuille)
    say(TITRE_ECRIT.format(feuille, a_taper(str(feuille))))
    return ExitCode.OK


@titres.command(cls=FrenchCommand)
@click.argument("feuille", type=Fichier(), metavar="FICHIER")
@click.option("-o", "--output", "sortie", type=Chemin(".toml"), help="Fichier .toml à écrire.")
def lire(feuille: Path, sortie: Path | None) -> int:
    """Fait un référentiel d'une feuille remplie, et vérifie les totaux imprimés.

    \b
    Exemples :
      tpplanner titres lire mon-titre.xlsx
      tpplanner titres lire mon-titre.xlsx -o mon-titre-m02.toml
    """
    from tpplanner.files.writing import save_new
    from tpplanner.referentiels import dump
    from tpplanner.texts.referentiels import fiche
    from tpplanner.workbook.titre_read import read_referentiel_sheet

    referentiel = read_referentiel_sheet(feuille, lambda issue: say(probleme(issue)))
    target = sortie or feuille.with_suffix(".toml")
    try_new_file(target)
    answer(fiche(referentiel))
    save_new(target, dump(referentiel).encode())
    say(LU.format(target, a_taper(str(target))))
    return ExitCode.OK
