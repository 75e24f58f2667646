"""The dossier: every document that a planning is told by, for whom it is, and how its files are written.

One folder an audience, so that what is for the wall never lies beside what is not to be shown. To add a document,
write the function that makes it and add its row to `DOCUMENTS`.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tpplanner.domain.answers import Report
from tpplanner.domain.session import Session
from tpplanner.errors import Issue, Severity
from tpplanner.export.agenda import Agenda
from tpplanner.export.calendars import (
    candidat_calendars,
    every_uid,
    helper_calendars,
    membre_calendars,
    responsable_calendars,
    salle_calendars,
    uids_of_people,
)
from tpplanner.export.cancellations import Cancellation, cancellations, written
from tpplanner.export.documents import Audience, Format, Make, Matter, alone, letters, moment, pages
from tpplanner.export.pictures import png_file, svg_file
from tpplanner.export.standing import a_dossier_of, dossier_label
from tpplanner.files.beside import take_away
from tpplanner.files.names import DOCUMENTS_OF, file_name, free_name
from tpplanner.files.place import Replaceable, any_file, check_replaceable, make_folder
from tpplanner.files.writing import Content, Written, put_all
from tpplanner.sheets.session import SESSION
from tpplanner.texts import documents as texte
from tpplanner.texts.classeur import sujet_de_page
from tpplanner.texts.commande import pas_de_cette_session
from tpplanner.texts.noms import Texte, date_chiffres


@dataclass(frozen=True, slots=True)
class Document:
    """A document: the name of its files (braces stand for the name of each copy), for whom, in what, who makes it.

    `personnel`: each copy is one person's own. `par_jour`: a part of it for each day, on the wall. `du_moment`: what is
    made again after any change, whole.
    """

    nom: str
    audience: Audience
    format: Format
    make: Make
    personnel: bool = False
    par_jour: bool = False
    du_moment: bool = False


DOCUMENTS = (
    Document(texte.AFFICHAGE_A3, Audience.AFFICHAGE, Format.PDF, alone(pages.affichage("a3")), par_jour=True),
    Document(texte.AFFICHAGE_A4, Audience.AFFICHAGE, Format.PDF, alone(pages.affichage("a4")), par_jour=True),
    Document(texte.PORTE, Audience.AFFICHAGE, Format.PDF, pages.portes, par_jour=True),
    Document(texte.APPELS, Audience.AFFICHAGE, Format.SVG, pages.images_des_appels(svg_file), par_jour=True),
    Document(texte.APPELS, Audience.AFFICHAGE, Format.PNG, pages.images_des_appels(png_file), par_jour=True),
    Document(texte.JURY, Audience.JURY, Format.PDF, pages.feuilles_de_jury, du_moment=True),
    Document(texte.CONVOCATION, Audience.JURY, Format.PDF, letters.convocations_des_membres, personnel=True),
    Document(texte.CONVOCATION, Audience.JURY, Format.DOCX, letters.lettres_aux_membres, personnel=True),
    Document(texte.DECLARATION, Audience.JURY, Format.PDF, letters.declarations_des_membres, personnel=True),
    Document(texte.CONSIGNES_JURY, Audience.JURY, Format.DOCX, alone(pages.consignes_au_jury)),
    Document(
        texte.CALENDRIER, Audience.JURY, Format.ICS, pages.calendriers(membre_calendars, Audience.JURY), personnel=True
    ),
    Document(texte.CONVOCATION, Audience.CANDIDAT, Format.PDF, letters.convocations_des_candidats, personnel=True),
    Document(texte.CONVOCATION, Audience.CANDIDAT, Format.DOCX, letters.lettres_aux_candidats, personnel=True),
    Document(texte.CONSIGNES_CANDIDATS, Audience.CANDIDAT, Format.DOCX, alone(pages.consignes_aux_candidats)),
    Document(
        texte.CALENDRIER,
        Audience.CANDIDAT,
        Format.ICS,
        pages.calendriers(candidat_calendars, Audience.CANDIDAT),
        personnel=True,
    ),
    Document(texte.ACCUEIL, Audience.EQUIPE, Format.PDF, alone(pages.liste_d_accueil), du_moment=True),
    Document(texte.FEUILLE_DE_PERSONNE, Audience.EQUIPE, Format.PDF, pages.feuilles_de_l_equipe, personnel=True),
    Document(texte.CONSIGNES_COMEDIEN, Audience.EQUIPE, Format.DOCX, pages.consignes_au_comedien),
    Document(
        texte.CALENDRIER,
        Audience.EQUIPE,
        Format.ICS,
        pages.calendriers(helper_calendars, Audience.EQUIPE),
        personnel=True,
    ),
    Document(texte.A_JOINDRE, Audience.RESPONSABLE, Format.PDF, moment.a_joindre, du_moment=True),
    Document(texte.INCIDENTS, Audience.RESPONSABLE, Format.PDF, moment.releve_d_incidents, du_moment=True),
    Document(texte.PAGE, Audience.RESPONSABLE, Format.HTML, alone(pages.page), du_moment=True),
    Document(texte.JOURNEE, Audience.RESPONSABLE, Format.SVG, pages.images_des_journees(svg_file)),
    Document(texte.JOURNEE, Audience.RESPONSABLE, Format.PNG, pages.images_des_journees(png_file)),
    Document(
        texte.CALENDRIER, Audience.RESPONSABLE, Format.ICS, pages.calendriers(responsable_calendars), personnel=True
    ),
    Document(texte.OCCUPATION, Audience.RESPONSABLE, Format.ICS, pages.calendriers(salle_calendars)),
    Document(texte.MODELE, Audience.RESPONSABLE, Format.DOCX, alone(letters.modele_de_convocation)),
    Document(texte.ROUTE, Audience.RESPONSABLE, Format.PDF, alone(pages.feuille_de_route), du_moment=True),
    Document(texte.EMARGEMENT, Audience.RESPONSABLE, Format.PDF, alone(pages.emargement), du_moment=True),
    Document(texte.SUJETS, Audience.RESPONSABLE, Format.PDF, alone(pages.suivi_des_sujets)),
    Document(texte.CORRESPONDANCE, Audience.RESPONSABLE, Format.PDF, alone(pages.correspondance)),
    Document(texte.ORGANISATION, Audience.AGREMENT, Format.PDF, alone(pages.organisation)),
    Document(texte.CONFORMITE, Audience.AGREMENT, Format.PDF, alone(pages.conformite)),
)
"""Every document, in the order in which it is made."""


def write_dossier(
    folder: Path, matter: Matter, audiences: Collection[Audience] = (), formats: Collection[Format] = ()
) -> Written:
    """Write the documents for those audiences in those formats (none given: all) into folders beside each other.

    Files of the same names are replaced; others that lie there are left alone, and told, for they may be of a plan
    that is no more. Where the matter is for some people only, what is each one's own is made and nothing else; what
    lies there of others is still theirs, and not told. Everything is made before anything is written. Where that is
    interrupted, a file beside them says so until all of them are made again. Raises `CannotWrite`, and `UserError` for
    a letter of the centre that cannot be filled.
    """
    prepared: list[tuple[Path, str, bytes]] = []
    for audience in Audience:
        documents = [d for d in _asked(matter, formats) if d.audience is audience]
        if not audiences or audience in audiences:
            prepared += [(folder / audience.value, *file) for file in files_of(matter, documents)]
    replaces = _of_dossier(folder, matter.session)
    cancelled = _cancellations(folder, matter, prepared, audiences, formats)
    prepared = [p for p in prepared if p[0] / p[1] not in cancelled]
    prepared += [(path.parent, path.name, cancellation.contenu) for path, cancellation in cancelled.items()]
    for inside, name, _ in prepared:
        check_replaceable(inside / name, replaces)
    make_folder(folder)
    for inside in dict.fromkeys(inside for inside, _, _ in prepared):
        make_folder(inside)
    wall = folder / Audience.AFFICHAGE.value
    files = (Content(inside / name, content, None, inside == wall, replaces) for inside, name, content in prepared)
    again = not (audiences or formats or matter.partial) or not list(unfinished(folder))
    mark, _, *written = put_all([_mark(folder), _label(folder, matter.session), *files])
    if again:
        take_away(mark.path)
    fichiers = tuple(w.path for w in written)
    avertissements = [issue for w in written for issue in w.avertissements]
    unheard = _unused_letters(matter, audiences, formats)
    nothing = _without_documents(audiences, formats)
    draft = _draft(matter, {inside.name for inside, _, _ in prepared})
    leftovers = () if matter.partial else _left_from_before(fichiers)
    off = _told_off(cancelled.values())
    return Written(fichiers, (*avertissements, *draft, *off, *leftovers, *unheard, *nothing, *unfinished(folder)))


def _cancellations(
    folder: Path,
    matter: Matter,
    prepared: Collection[tuple[Path, str, bytes]],
    audiences: Collection[Audience],
    formats: Collection[Format],
) -> dict[Path, Cancellation]:
    """The calendars, by where they go, in which something of those written before is called off.

    Those of the dossier itself, of the other versions of a planning of the page, and those that would have been written
    of the planning before, wherever they were.
    """
    if matter.session.fictive or (formats and Format.ICS not in formats):
        return {}
    known = every_uid(matter.agenda)
    whose = uids_of_people(matter.session, matter.personnes)
    dossiers = [*_of_other_versions(folder, matter.session), folder]
    by_path = {}
    for audience in dict.fromkeys(d.audience for d in DOCUMENTS if d.format is Format.ICS):
        if not audiences or audience in audiences:
            inside = folder / audience.value
            files = {name: content for where, name, content in prepared if where == inside and name.endswith(".ics")}
            before = [
                *_calendars_of(matter.avant, audience),
                *written(dossier / audience.value for dossier in dossiers),
            ]
            for cancellation in cancellations(before, files, matter.session, known, whose):
                by_path[inside / cancellation.nom] = cancellation
    return by_path


def _calendars_of(avant: Agenda | None, audience: Audience) -> Iterator[tuple[str, bytes]]:
    """The calendars that a planning would have for an audience: name, bytes."""
    if avant is not None:
        matter = Matter(avant.session, avant.plan, Report((), (), ()))
        yield from files_of(matter, [d for d in DOCUMENTS if d.audience is audience and d.format is Format.ICS])


def _of_other_versions(folder: Path, session: Session) -> list[Path]:
    """The dossiers of the other versions of a planning, which the page lays beside each other."""
    if not folder.name.endswith(DOCUMENTS_OF) or not folder.parent.is_dir():
        return []
    labels = sorted(folder.parent.glob(f"*{DOCUMENTS_OF}/{texte.SESSION_DU_DOSSIER}"))
    is_its_own = a_dossier_of(session)
    return [label.parent for label in labels if label.parent != folder and is_its_own(label) is None]


def _told_off(cancelled: Iterable[Cancellation]) -> Iterator[Issue]:
    """That some calendars call events off for the first time, and are to be sent."""
    names = sorted(cancellation.nom for cancellation in cancelled if cancellation.fresh)
    if names:
        yield Issue(Severity.WARNING, texte.annulations(names), texte.ANNULATIONS_CONSEIL)


def _draft(matter: Matter, folders: Collection[str]) -> Iterator[Issue]:
    """That what is written for the administration may not be sent yet, and what is written for the wall says less."""
    agenda = matter.agenda
    if agenda.brouillon and Audience.AGREMENT.value in folders:
        avis = texte.agrement_en_brouillon(agenda.brouillon)
        yield Issue(Severity.WARNING, avis.message, avis.conseil, SESSION.titre)
    elif agenda.avertissements and not agenda.verifiees and Audience.AFFICHAGE.value in folders:
        yield Issue(Severity.WARNING, texte.RE_A_VERIFIER, texte.RE_A_VERIFIER_CONSEIL, SESSION.titre)


def _of_dossier(folder: Path, session: Session) -> Replaceable:
    """What stands in a dossier is of its session as long as the file that says so is."""
    label = folder / texte.SESSION_DU_DOSSIER

    def replaces(path: Path) -> Texte | None:
        return a_dossier_of(session)(label) if label.is_file() else pas_de_cette_session(path.name)

    return replaces


def _label(folder: Path, session: Session) -> Content:
    """What says of which session a dossier is."""
    title = texte.de_la_session(sujet_de_page(session, [jour.date for jour in session.jours]))
    content = f"{title}\r\n{dossier_label(session)}\r\n".encode("utf-8-sig")
    return Content(folder / texte.SESSION_DU_DOSSIER, content, replaces=a_dossier_of(session))


def unfinished(folder: Path) -> Iterator[Issue]:
    """A warning where writing the documents of a dossier was interrupted: some may be of a planning before."""
    if (folder / texte.INACHEVE).exists():
        yield Issue(Severity.WARNING, *texte.inacheve(folder.name))


def _mark(folder: Path) -> Content:
    """What says so in the dossier itself, put there before any document."""
    return Content(
        folder / texte.INACHEVE, " ".join(texte.inacheve(folder.name)).encode("utf-8-sig"), replaces=any_file
    )


def _asked(matter: Matter, formats: Collection[Format]) -> Iterator[Document]:
    """The documents in those formats.

    For some people only, those of which each has their own copy; after a change, those that it makes anew besides.
    """
    for document in DOCUMENTS:
        own = document.personnel and matter.personnes
        anew = matter.du_moment and (document.du_moment or (document.par_jour and matter.jours))
        if (not formats or document.format in formats) and (own or anew or not matter.partial):
            yield document


def files_of(matter: Matter, documents: Collection[Document]) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of documents that go into one folder; no two names are the same there.

    A poster of some days does not take the name, and the place, of the whole one.
    """
    names: set[str] = set()
    for document in documents:
        days = " ".join(date_chiffres(jour) for jour in sorted(matter.jours)) if document.par_jour else ""
        for copy in document.make(matter.of_its_days() if document.par_jour else matter):
            stem = file_name(" ".join(filter(None, (document.nom.format(copy.nom), days))))
            yield free_name(stem, document.format.value, names), copy.contenu


def _unused_letters(matter: Matter, audiences: Collection[Audience], formats: Collection[Format]) -> Iterator[Issue]:
    """The centre's own letters that nothing of what was asked for takes."""
    letters = {Audience.CANDIDAT: matter.modele, Audience.JURY: matter.modele_membre}
    for audience, letter in letters.items():
        if letter is None:
            continue
        if audiences and audience not in audiences:
            avis = texte.lettre_sans_destinataire(audience.value)
            yield Issue(Severity.WARNING, avis.message, avis.conseil)
        elif formats and Format.DOCX not in formats:
            avis = texte.lettre_sans_format(audience.value)
            yield Issue(Severity.WARNING, avis.message, avis.conseil)


def _without_documents(audiences: Collection[Audience], formats: Collection[Format]) -> Iterator[Issue]:
    """Audiences that were chosen, and have no document in the formats that were."""
    chosen = [a for a in Audience if a in audiences] if set(audiences) != set(Audience) else []
    for audience in chosen:
        offered = {d.format for d in DOCUMENTS if d.audience is audience}
        if formats and not offered & set(formats):
            wanted, others = ([f.value for f in Format if f in some] for some in (formats, offered))
            yield Issue(Severity.WARNING, texte.aucun_document(audience.value, wanted, others))


def _left_from_before(fichiers: Collection[Path]) -> Iterator[Issue]:
    """Files beside those written that this export did not write."""
    for inside in dict.fromkeys(path.parent for path in fichiers):
        others = sorted(p.name for p in inside.iterdir() if p.is_file() and p.resolve() not in fichiers)
        if others:
            yield Issue(Severity.WARNING, texte.restes(inside.name, others), texte.RESTES_CONSEIL)
