"""``tpplanner titres``: the référentiels that tpplanner knows, and how a centre makes its own."""

from pathlib import Path

import click

from tpplanner.cli.console import answer, say
from tpplanner.cli.french import Chemin, Fichier, FrenchCommand, FrenchGroup
from tpplanner.errors import CannotWrite, ExitCode, Issue, Severity
from tpplanner.export.safely import try_file
from tpplanner.texts.commande import a_taper

ECRIT = "Feuille écrite : {}. Recopiez-y le tableau 3.1 du référentiel, puis : tpplanner titres lire {}"
LU = "Référentiel écrit : {}. Pour l'utiliser : tpplanner init session.xlsx --referentiel {}"
EXISTE = "« {} » existe déjà : rien n'a été écrit."
AUTRE_NOM = "Choisissez un autre nom avec -o."


class TitresGroup(FrenchGroup):
    """A group whose unknown commands are titres to show."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named, else the one that shows the titre of that name."""
        if args and args[0] not in self.commands:
            return "montrer", montrer, args[1:] if args[0] == "montrer" else args
        return super().resolve_command(ctx, args)


@click.group(cls=TitresGroup, invoke_without_command=True)
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
@click.option("--millesime", metavar="MILLÉSIME", default=None, help="Millésime, si plusieurs sont connus.")
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
    from tpplanner.workbook.referentiel_template import write_referentiel_template

    write_referentiel_template(feuille)
    say(ECRIT.format(feuille, a_taper(str(feuille))))
    return ExitCode.OK


@titres.command(cls=FrenchCommand)
@click.argument("feuille", type=Fichier(), metavar="FICHIER")
@click.option("-o", "--output", "sortie", type=Chemin(".toml"), default=None, help="Fichier .toml à écrire.")
def lire(feuille: Path, sortie: Path | None) -> int:
    """Fait un référentiel d'une feuille remplie, et vérifie les totaux imprimés.

    \b
    Exemples :
      tpplanner titres lire mon-titre.xlsx
      tpplanner titres lire mon-titre.xlsx -o mon-titre-m02.toml
    """
    from tpplanner.referentiels import dump
    from tpplanner.texts.referentiels import fiche
    from tpplanner.workbook.referentiel_sheet import read_referentiel_sheet

    referentiel = read_referentiel_sheet(feuille)
    target = sortie or feuille.with_suffix(".toml")
    if target.exists():
        raise CannotWrite(Issue(Severity.ERROR, EXISTE.format(target), AUTRE_NOM))
    try_file(target, "-o")
    target.write_text(dump(referentiel), encoding="utf-8")
    answer(fiche(referentiel))
    say(LU.format(target, a_taper(str(target))))
    return ExitCode.OK
