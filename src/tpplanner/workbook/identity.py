"""Who is who, where what is typed may name somebody of the session: asked, and held for safe until it is answered."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

from tpplanner.domain.duties import en_formation_ensemble, exclusions
from tpplanner.domain.questions import Question, Sujet, held_as_one
from tpplanner.domain.session import Candidat, Lien, Membre, Personne, Role, Session, cle
from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.sheets.session import MEMBRES
from tpplanner.texts import lecture
from tpplanner.texts import questions as textes
from tpplanner.workbook.grid import NOWHERE, Location
from tpplanner.workbook.people import Human, People
from tpplanner.workbook.records import Source, key
from tpplanner.workbook.resemblance import may_be, may_be_one_enseigne, may_be_one_firm, of_one_family, words_in_order

MOST_PAIRS = 100_000
"""Pairs of names that are compared: of 250 candidats and 200 membres, 70 000."""


def refuse_too_many(candidats: int, people: People) -> None:
    """Raise `WorkbookRefused` where comparing all names, each with each, would take long: no session has so many."""
    others = len(people.humans)
    if others * (others - 1) // 2 + candidats * others > MOST_PAIRS:
        trop = lecture.trop_de_personnes(candidats, others)
        raise WorkbookRefused(Issue(Severity.ERROR, *trop, MEMBRES.titre))


# People who may be one: two for the planning, one for what protects.


def ask_who_is_who(source: Source, people: People) -> None:
    """Ask of every two who may be one, whatever the sheets in which they stand; homonyms are told elsewhere."""
    for one, other in combinations(people.humans, 2):
        if _asked(one, other):
            ecrit, autre = sorted((one, other), key=_how_sure)
            place = ecrit.place or NOWHERE
            if source.ask(Sujet.PERSONNE, ecrit.nom_complet, autre.nom_complet, place, (ecrit.id, autre.id)):
                # two rows of one sheet: those of two sheets are one human by now
                source.notes.warning(textes.MEME_PERSONNE_DEUX_LIGNES, place)


def held_links(session: Session) -> Iterator[Lien]:
    """The declared links again, for each membre, or who plays, who may be the one whom they name."""
    lookalikes, membres = held_as_one(session.questions), {m.id for m in session.membres}
    membres |= {p.id for p in session.avec_role(Role.COMEDIEN)}
    for lien in session.liens:
        if not lien.leve:
            for other in sorted(lookalikes.get(lien.membre, frozenset()) & membres):
                yield replace(lien, membre=other, presume=True, deduit=True)


def _asked(one: Human, other: Human) -> bool:
    names = (one.nom_complet, other.nom_complet)
    if key(names[0]) == key(names[1]) or any(lecture.A_TROUVER in name.casefold() for name in names):
        return False
    return may_be(one, other)


def _how_sure(human: Human) -> tuple[bool, int]:
    """Of two names of one person, that of a membre is the surer, then the longer one."""
    return human.membre is not None, len(cle(human.nom_complet).replace(" ", ""))


# Candidats and membres between whom there may be a link: none until the answer is yes.


def ask_links(source: Source, session: Session) -> tuple[Lien, ...]:
    """Ask of those of one surname, of employeurs and organismes that may be one; the links that answers make."""
    known = {(e.candidat, e.membre) for e in exclusions(session)} | {(e.candidat, e.membre) for e in session.liens}
    pairs = [(c, m) for c, m in product(session.candidats, session.membres) if not m.observateur]
    free = [(c, m) for c, m in pairs if (c.id, m.id) not in known]
    questions = (*_of_families(source, free), *_of_firms(source, free), *_of_comediens(source, session))
    return tuple(dict.fromkeys(questions))


def _of_families(source: Source, pairs: list[tuple[Candidat, Membre]]) -> Iterator[Lien]:
    for candidat, membre in pairs:
        if of_one_family(candidat, membre) or may_be(candidat, membre):
            question = Question(Sujet.PARENTE, candidat.nom_complet, membre.nom_complet, (candidat.id, membre.id))
            yield from _link(source, question, candidat, membre, _place(source, "candidats", candidat.id, "nom"))


def _of_comediens(source: Source, session: Session) -> Iterator[Lien]:
    """Of who plays and a candidat, whether their organismes are one, where the RE keeps those in training apart."""
    known = {(lien.candidat, lien.membre) for lien in session.liens}
    for candidat, personne in product(session.candidats, session.avec_role(Role.COMEDIEN)):
        theirs, his = candidat.organisme, personne.organisme
        apart = en_formation_ensemble(session.referentiel, candidat, personne) or (candidat.id, personne.id) in known
        if session.referentiel.comediens_exterieurs and theirs and his and not apart and may_be_one_firm(theirs, his):
            question = Question(Sujet.ORGANISME, theirs, his)
            place = _place(source, "candidats", candidat.id, "organisme")
            yield from _link(source, question, candidat, personne, place)


def _of_firms(source: Source, pairs: list[tuple[Candidat, Membre]]) -> Iterator[Lien]:
    for sujet, champ in ((Sujet.ORGANISME, "organisme"), (Sujet.EMPLOYEUR, "employeur")):
        for candidat, membre in pairs:
            theirs, his = getattr(candidat, champ), getattr(membre, champ)
            if theirs and his and may_be_one_firm(theirs, his):
                question = Question(sujet, theirs, his)
                yield from _link(source, question, candidat, membre, _place(source, "candidats", candidat.id, champ))


# Membres who may be of one organisme, where the RE asks for different ones: they are until the answer is no.


def ask_colleagues(source: Source, session: Session) -> None:
    """Ask of the organismes of membres that may be one, and of whom none is typed whether theirs is another."""
    if not session.referentiel.organismes_differents:
        return
    counting = [m for m in session.membres if not m.observateur]
    for un, autre in combinations(counting, 2):
        for (champ, ecrit), (_, other) in product(_whence(un), _whence(autre)):
            if may_be_one_enseigne(ecrit, other):
                source.ask(Sujet.ENSEIGNE, ecrit, other, _place(source, "membres", un.id, champ))
    for membre in counting if len(counting) > 1 else ():
        if not any(True for _ in _whence(membre)):
            place = _place(source, "membres", membre.id, "organisme")
            source.ask(Sujet.SANS_ORGANISME, membre.nom_complet, textes.D_AILLEURS, place, (membre.id, ""))


def _whence(membre: Membre) -> Iterator[tuple[str, str]]:
    """Where a membre comes from, each with its column."""
    return ((champ, typed) for champ in ("organisme", "employeur") if (typed := getattr(membre, champ)))


def _link(
    source: Source, question: Question, candidat: Candidat, membre: Membre | Personne, place: Location
) -> Iterator[Lien]:
    reponse = source.ask(question.sujet, question.ecrit, question.autre, place, question.ids)
    if reponse:
        yield Lien(candidat.id, membre.id, textes.LIEN_PAR_REPONSE(textes.demande(question)), deduit=True)


def _place(source: Source, *sujet: str) -> Location:
    feuille, _, cellule = source.cells.get(sujet, "").partition("!")
    return Location(feuille, cellule)


# What is asked, told at its place.


def tell_questions(source: Source, session: Session) -> None:
    """Note what nobody has answered, each at its place, and the rows of the sheet that answer nothing of anybody."""
    everybody = (*session.candidats, *session.membres, *session.personnes, *(n.candidat for n in session.non_places))
    known = {words_in_order(somebody.nom_complet) for somebody in everybody}
    unanswered = (q for q in source.questions.all() if q.reponse is None)
    sides = {words_in_order(texte) for q in unanswered for texte in (q.ecrit, q.autre)}
    for row in source.questions.idle():
        both = {words_in_order(row.ecrit), words_in_order(row.autre)}
        if row.reponse is None or known.isdisjoint(both) or not sides.isdisjoint(both):
            note = source.notes.warning if row.place.feuille else source.notes.error  # of a sheet, or of a command
            note(textes.REPONSE_SANS_QUESTION, replace(row.place, valeur=f"{row.ecrit} = {row.autre}"))
    for row in source.questions.contrary():
        note = source.notes.warning if row.place.feuille else source.notes.error  # of a sheet, or of a command
        note(textes.REPONSES_CONTRAIRES, replace(row.place, valeur=f"{row.ecrit} = {row.autre}"))
    for question in source.questions.all():
        if question.reponse is None:
            where = source.cells.get(("questions", question.sujet.value, question.ecrit, question.autre), "")
            feuille, _, cellule = where.partition("!")
            source.notes.question(textes.posee(question), Location(feuille, cellule))
