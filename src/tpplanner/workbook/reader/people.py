"""Membres and other people, from their rows: habilitations, qualities, roles, contacts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from tpplanner.domain.session import Habilitation, Membre, Personne, Plage, Role
from tpplanner.sheets import RESPONSABLES
from tpplanner.texts import constats
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Unreadable
from tpplanner.workbook.index import key
from tpplanner.workbook.reader.days import Days
from tpplanner.workbook.reader.identities import Human, People, split_name
from tpplanner.workbook.reader.notes import Place
from tpplanner.workbook.reader.plages import plages_of
from tpplanner.workbook.reader.record import Record

_HABILITATION = re.compile(
    r"(?P<titre>.*?\S)(?:\s+[mM]?|[mM])(?P<millesime>\d{1,2})(?:\s+(?:\(|jusqu'au\s+|au\s+)*(?P<fin>[^)]+?)\)?)?"
)


def membre_of(human: Human) -> Membre:
    """Somebody as a membre de jury, his absences left out."""
    record = _row(human.membre)
    habilitations = tuple(_habilitations(record))
    if not habilitations and not record.yes("observateur"):
        record.notes.warning(constats.sans_habilitation(), record.place("habilitation"))
    return Membre(
        human.id,
        human.nom,
        human.prenom,
        organisme=record.text("organisme"),
        employeur=record.text("employeur"),
        habilitations=habilitations,
        qualites=record.names("qualites"),
        observateur=record.yes("observateur"),
        contact=record.contact("contact"),
    )


def _row(record: Record | None) -> Record:
    if record is None:
        raise ValueError("not a membre")
    return record


def _habilitations(record: Record) -> Iterator[Habilitation]:
    principales = record.names("habilitation")
    if len(principales) == 1 and (record.has("millesime") or not _HABILITATION.fullmatch(principales[0])):
        millesime = record.text("millesime")
        if not millesime:
            record.notes.warning(constats.habilitation_sans_millesime(), record.place("millesime"))
        yield Habilitation(principales[0], _two_digits(millesime), record.day("habilitation_fin", mild=True))
    else:
        for texte in principales:
            lue = habilitation_typed(record, "habilitation", texte)
            if lue is not None:
                yield lue if lue.fin or len(principales) > 1 else _until(record, lue)
    for texte in record.names("autres_habilitations"):
        lue = habilitation_typed(record, "autres_habilitations", texte)
        if lue is not None:
            yield lue


def _until(record: Record, lue: Habilitation) -> Habilitation:
    return replace(lue, fin=record.day("habilitation_fin", mild=True))


def habilitation_typed(record: Record, champ: str, texte: str) -> Habilitation | None:
    """``DWWM 04 31/08/2028``, ``CDA m04``; None, and a warning, where it is not legible."""
    place = record.place(champ)
    m = _HABILITATION.fullmatch(texte)
    fin: date | None = None
    try:
        if m and m["fin"]:
            fin = cells.jour(m["fin"])
    except Unreadable as refusal:
        record.notes.warning(refusal.texte, Place(place.feuille, place.cellule, texte))
    if m is None:
        record.notes.warning(constats.habilitation_illisible(), Place(place.feuille, place.cellule, texte))
        return None
    return Habilitation(m["titre"], _two_digits(m["millesime"]), fin)


def _two_digits(millesime: str) -> str:
    chiffres = re.fullmatch(r"[mM]?(\d{1,2})", millesime)
    return chiffres[1].zfill(2) if chiffres else millesime


def personne_of(human: Human, suppleant: bool, contact: str) -> Personne:
    """Somebody in his roles other than membre, his absences left out.

    What several rows say is taken from the first that says it, then from what *Session* tells.
    """
    rows = [record for record in human.roles.values() if record is not None]
    organismes = [record.text("organisme") for record in rows]
    contacts = [record.contact("contact") for record in rows]
    return Personne(
        human.id,
        human.nom,
        tuple(role for role in Role if role in human.roles),
        human.prenom,
        suppleant=suppleant or any(record.feuille is RESPONSABLES and record.yes("suppleant") for record in rows),
        organisme=next(filter(None, organismes), ""),
        contact=next(filter(None, [*contacts, contact]), ""),
    )


def with_responsables(form: Record, people: People) -> dict[str, tuple[bool, str]]:
    """Add to the people those whom *Session* names; by id, whether a suppléant, and the contact given there."""
    told: dict[str, tuple[bool, str]] = {}
    for champ, contact, suppleant in (
        ("responsable", "contact_responsable", False),
        ("suppleants", "contact_suppleants", True),
    ):
        noms = form.names(champ, people.knows)
        contacts = form.names(contact) if len(noms) > 1 else (form.contact(contact),)
        for nom, sien in zip_longest(noms, contacts[: len(noms)], fillvalue=""):
            human = _named(people, nom)
            human.roles.setdefault(Role.RESPONSABLE, None)
            told.setdefault(human.id, (suppleant, sien))
    return told


def _named(people: People, nom: str) -> Human:
    lu = key(nom)
    for human in people.humans:
        if Role.RESPONSABLE in human.roles and lu in (key(human.nom_complet), key(f"{human.prenom} {human.nom}")):
            return human
    for human in people.humans:
        if lu in (key(human.nom_complet), key(f"{human.prenom} {human.nom}"), key(f"{human.nom_complet} {human.id}")):
            return human
    return people.in_any_order(nom) or people.with_role(*split_name(nom), Role.RESPONSABLE)


def absences_of(human: Human, days: Days) -> list[Plage]:
    """The absences that all his rows tell."""
    return [plage for record in human.records for plage in plages_of(record, days)]
