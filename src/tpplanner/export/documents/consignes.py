"""Consignes: a page that can be changed, for the candidats, for the jury, for the comédien; no name of a candidat."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from tpplanner.domain.referentiel import Epreuve
from tpplanner.export.documents.letters import whom_to_reach
from tpplanner.export.documents.word import Page
from tpplanner.export.matter import Audience, Copy, Matter
from tpplanner.export.poster import organisation, tables
from tpplanner.export.safe_text import one_line
from tpplanner.texts import consignes as texte
from tpplanner.texts.classeur import phrase_centre, phrase_dates, phrase_session
from tpplanner.texts.dossier import AUDIENCES
from tpplanner.texts.temps import duree

_Told = Callable[[Sequence[str], str], texte.Consignes]


def consignes_aux_candidats(matter: Matter) -> bytes:
    """The page for the candidats."""
    return _page(matter, Audience.CANDIDAT, texte.aux_candidats, _epreuves(matter))


def consignes_au_jury(matter: Matter) -> bytes:
    """The page for the jury."""
    return _page(matter, Audience.JURY, texte.au_jury, (e for e in _epreuves(matter) if e.devant_jury))


def consignes_au_comedien(matter: Matter) -> Iterator[Copy]:
    """The page for the comédien; none where nobody plays."""
    epreuves = [e for e in _epreuves(matter) if e.comedien]
    if epreuves:
        yield Copy("", _page(matter, Audience.JURY, texte.au_comedien, epreuves))


def _epreuves(matter: Matter) -> Iterator[Epreuve]:
    """The épreuves of the RE that somebody sits, the same for everybody."""
    for table in tables(matter.agenda):
        yield from table.epreuves


def _page(matter: Matter, audience: Audience, told: _Told, epreuves: Iterable[Epreuve]) -> bytes:
    agenda = matter.agenda
    lignes = [texte.epreuve(agenda.names.epreuve(e.id), duree(e.minutes), organisation(e)) for e in epreuves]
    consignes = told(lignes, whom_to_reach(agenda))
    page = Page(consignes.titre, AUDIENCES[audience])
    page.paragraph(one_line(phrase_session(matter.session)))
    lieu = (phrase_centre(matter.session), phrase_dates(matter.session, agenda.jours))
    page.paragraph(one_line(" – ".join(filter(None, lieu))))
    page.paragraph(texte.MODIFIABLE, italic=True)
    for titre, phrases in consignes.parties:
        page.heading(titre)
        page.bullets(phrases)
    return page.content()
