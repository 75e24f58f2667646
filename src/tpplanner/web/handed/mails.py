"""A message a person, with their own papers: a file that a mail program opens as a draft, to be sent by hand."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote

from tpplanner.domain.answers import Reading
from tpplanner.export.agenda import Agenda
from tpplanner.export.documents.letters import champs_du_candidat, champs_du_membre
from tpplanner.files.names import file_name, free_name
from tpplanner.files.regular import bytes_of
from tpplanner.texts import papiers as textes
from tpplanner.web.handed.papers import PaperCard

_ADDRESS = re.compile(
    r"(?<![^\s<>(\[,;:/])[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?![^\s<>)\],;:/.])"
)
"""A whole word: the end of another, in letters that an address has not, would be somebody else's address."""


def address_of(contact: str) -> str:
    """The first mail address in what was typed of how somebody is reached; empty where there is none."""
    match = _ADDRESS.search(contact)
    return match[0] if match else ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to write to: their id, their name, their address (empty: a letter is printed)."""

    id: str
    nom: str
    adresse: str


def recipients(reading: Reading, card: PaperCard, ids: Sequence[str]) -> list[Recipient]:
    """These people, candidats or membres."""
    session = reading.session
    people = {p.id: p for p in (session.candidats if card is PaperCard.CANDIDATS else session.membres)}
    return [Recipient(id_, people[id_].nom_complet, address_of(people[id_].contact)) for id_ in ids]


def message(
    reading: Reading, card: PaperCard, to: Recipient, papers: Sequence[Path] = (), *, modified: bool = False
) -> bytes:
    """The message that brings somebody their papers; `modified`: they had others before."""
    agenda = Agenda(reading.session, reading.edite[0])
    champs = champs_du_candidat(agenda, to.id) if card is PaperCard.CANDIDATS else champs_du_membre(agenda, to.id)
    objet = textes.objet_modifie if modified else textes.objet
    return _written(to, objet(champs["intitule"], _dates(agenda)), _body(card, champs, modified=modified), papers)


def reminder(reading: Reading, to: Recipient) -> bytes:
    """The message that asks a membre again whether they come."""
    agenda = Agenda(reading.session, reading.edite[0])
    champs = champs_du_membre(agenda, to.id)
    sieges = "\n".join(f"– {siege}" for siege in champs["convocations"])
    body = [textes.DEBUT, textes.RELANCE, f"{textes.SIEGES}\n{sieges}", textes.REPONSE_ATTENDUE, _signed(champs)]
    return _written(to, textes.objet_relance(champs["intitule"], _dates(agenda)), body)


def _body(card: PaperCard, champs: Mapping[str, object], *, modified: bool) -> list[str]:
    of_candidat = card is PaperCard.CANDIDATS
    first = (textes.candidat if of_candidat else textes.membre)(champs["intitule"])
    return [
        textes.DEBUT,
        f"{first} {textes.REMPLACE}" if modified else first,
        f"{textes.RENDEZ_VOUS if of_candidat else textes.SIEGES}\n{_hours(champs, of_candidat=of_candidat)}",
        *([textes.lieu(champs["site"])] if champs["site"] else []),
        textes.APPORTEZ if of_candidat else textes.REPONDEZ,
        *([textes.empechement(champs["joindre"])] if champs["joindre"] else []),
        _signed(champs),
    ]


def _hours(champs: Mapping[str, object], *, of_candidat: bool) -> str:
    convocations = champs["convocations"]
    assert isinstance(convocations, list)  # noqa: S101 - a field of several things
    if of_candidat:
        return "\n".join(textes.rendez_vous(c["jour"], c["heure"]) for c in convocations)
    return "\n".join(f"– {convocation}" for convocation in convocations)


def _signed(champs: Mapping[str, object]) -> str:
    """Who writes, and for which centre."""
    return "\n".join(str(champs[nom]) for nom in ("responsable", "centre") if champs[nom])


def _dates(agenda: Agenda) -> str:
    return textes.session_dite(agenda.jours[0], agenda.jours[-1])


def _written(to: Recipient, objet: str, paragraphs: Sequence[str], papers: Sequence[Path] = ()) -> bytes:
    """The file: a draft (X-Unsent) to that one address, with its papers."""
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    if to.adresse:
        mail["To"] = Address(to.nom, addr_spec=to.adresse)
    mail["Subject"] = objet
    mail.set_content("\n\n".join(paragraphs) + "\n")
    for paper in papers:
        kind, _, subtype = (guess_type(paper.name)[0] or "application/octet-stream").partition("/")
        mail.add_attachment(bytes_of(paper), maintype=kind, subtype=subtype, filename=paper.name)
    return mail.as_bytes()


def zipped(mails: Mapping[str, bytes]) -> bytes:
    """Messages in one archive, each under the name of its reader."""
    buffer, taken = io.BytesIO(), set[str]()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, content in mails.items():
            archive.writestr(free_name(file_name(nom), "eml", taken), content)
    return buffer.getvalue()


def named(name: str, how: str) -> dict[str, str]:
    """The header by which a browser keeps a file (RFC 6266); `how`: ``attachment``, or ``inline`` to look at it."""
    plain = name.encode("ascii", "replace").decode().replace('"', "").replace("?", "_")
    return {"content-disposition": f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"}
