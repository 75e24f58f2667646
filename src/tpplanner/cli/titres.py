"""``tpplanner titres``: the référentiels that tpplanner knows, and how a centre makes its own."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpplanner.cli import options
from tpplanner.cli.console import answer, say
from tpplanner.cli.french import Chemin, Fichier, FrenchCommand, FrenchGroup
from tpplanner.errors import ExitCode
from tpplanner.files.place import try_new_file
from tpplanner.texts.commande import a_taper, probleme

if TYPE_CHECKING:
    from tpplanner.commands.titre import ReReading
    from tpplanner.re_pdf.proposed import Evidence

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
      tpplanner titres lire RE.pdf           un titre de plus, lu dans son référentiel
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
    """Lit le référentiel d'évaluation (RE) d'un titre : son PDF, ou une feuille remplie.

    D'un PDF, tout ce qui a été lu est affiché avec sa page, puis ce qui reste à dire. Si rien ne manque, le
    référentiel est écrit, non vérifié ; sinon la feuille à compléter, déjà remplie de ce qui a été lu. D'une feuille,
    les totaux imprimés sont vérifiés.

    \b
    Exemples :
      tpplanner titres lire RE.pdf
      tpplanner titres lire mon-titre.xlsx
      tpplanner titres lire mon-titre.xlsx -o mon-titre-m02.toml
    """
    if feuille.suffix.lower() == ".pdf":
        return _read_pdf(feuille, sortie)
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


# A référentiel read from its PDF.

LU_NON_VERIFIE = (
    "Référentiel écrit : {} (non vérifié). Confirmez-le à côté de ses pages avec « tpplanner ouvrir », « Titres » ; ou "
    "employez-le tel quel : tpplanner init session.xlsx --referentiel {}"
)
A_COMPLETER = "Feuille écrite : {}. Complétez-y ce qui est demandé, puis : tpplanner titres lire {}"


def _read_pdf(path: Path, sortie: Path | None) -> int:
    from tpplanner.commands.titre import read_re, write_reading

    reading = read_re(path)
    for line in _told(reading):
        answer(line)
    written = write_reading(reading, Path(), sortie)
    for fault in written.faults:
        say(probleme(fault.issue))
    say((LU_NON_VERIFIE if written.referentiel else A_COMPLETER).format(written.path, a_taper(str(written.path))))
    return ExitCode.OK


def _told(reading: "ReReading") -> Iterator[str]:
    """Everything that was read, with its page; then what has changed, and what is asked."""
    from tpplanner.commands.titre import changes_in_words, compared_with_known, described, pages_said
    from tpplanner.re_pdf.in_french import in_words
    from tpplanner.texts import titre_lu as textes
    from tpplanner.workbook.entered import printed_total, sums

    entered, evidence = reading.proposal.entered, reading.evidence
    yield from textes.tete_lue(entered.entete, reading.document.pages)
    yield from _grounds(evidence.get(("", ""), ()))
    for table in entered.tables:
        yield from textes.table_lue(textes.titre_de_table(table.id, table.autour.get("nom", "")))
        for epreuve, phrase in described(table):
            grounds = evidence.get((table.id, epreuve.id), ())
            yield textes.epreuve_lue(epreuve.nom, phrase, pages_said(e.said.where for e in grounds))
            yield from _grounds(e for e in grounds if e.field != "duree")
        added, around = sums(table), evidence.get((table.id, ""), ())
        for champ, somme in (("total_candidat", added.candidat), ("presence_jury", added.jury)):
            pages = pages_said(e.said.where for e in around if e.field == champ)
            yield textes.total_lu(champ, printed_total(table, champ), somme, pages)
    comparison = compared_with_known(reading)
    if comparison is not None:
        yield from textes.comparaison(comparison.known, comparison.age.value, changes_in_words(comparison))
    yield from textes.questions_posees(textes.QUESTIONS, map(in_words, reading.questions))
    yield from textes.questions_posees(textes.REMARQUES, map(in_words, reading.notes))


def _grounds(evidence: "Iterable[Evidence]") -> Iterator[str]:
    """The sentence behind each value, with its page."""
    from tpplanner.commands.titre import field_title, pages_said
    from tpplanner.texts.titre_lu import appui

    for each in evidence:
        yield appui(field_title(each), each.proposed, each.said.words, pages_said([each.said.where]))
