"""The sheet *Salles*: what each room serves for, its posts, its resources."""

import re
from collections.abc import Sequence

from tpplanner.domain.noms import cle
from tpplanner.domain.referentiel import USAGE_JURY, Referentiel
from tpplanner.domain.session import Plage, Salle
from tpplanner.sheets import SALLES
from tpplanner.texts import constats, lecture
from tpplanner.texts.epreuves import usage_affiche
from tpplanner.texts.referentiels import LIBELLES_USAGES
from tpplanner.workbook.index import key
from tpplanner.workbook.reader.days import Days
from tpplanner.workbook.reader.notes import Place
from tpplanner.workbook.reader.plages import plages_of
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.source import Source, closest

_RESSOURCE = re.compile(
    r"(?P<nom>.*?\S)(?:\s*[:=\u00d7*]\s*|\s+x\s*|\s+)(?P<nombre>\d{1,4})"
    r"|(?P<avant>\d{1,4})\s*[\u00d7x*]?\s+(?P<quoi>\S.*)"
)


def read_salles(source: Source, referentiel: Referentiel, days: Days) -> list[tuple[Salle, list[Plage]]]:
    """The rooms, each with the absences that its row tells."""
    records = source.records(SALLES)
    deja: dict[str, Record] = {}
    salles: list[tuple[Salle, list[Plage]]] = []
    for record in records:
        nom = record.text("nom")
        id_ = _free_id(record, nom, records, [salle.id for salle, _ in salles])
        salle = (_salle_of(record, id_, nom, referentiel), plages_of(record, days))
        if key(nom) in deja:
            source.notes.error(
                lecture.identique(str(deja[key(nom)].place("nom")), constats.CE_NOM), record.place("nom")
            )
            continue
        if not nom:
            continue
        deja[key(nom)] = record
        source.keep(record, id_)
        salles.append(salle)
    return salles


def _free_id(record: Record, nom: str, records: Sequence[Record], taken: Sequence[str]) -> str:
    """The hidden id that tpplanner wrote for the room, once; else its name, which no other room may have as id."""
    hidden = record.text("id")
    if hidden and hidden not in taken:
        return hidden
    others = {*taken, *(other.text("id") for other in records)}
    return (
        nom if nom not in others else next(f"{nom} ({n})" for n in range(2, 1_000_000) if f"{nom} ({n})" not in others)
    )


def _salle_of(record: Record, id_: str, nom: str, referentiel: Referentiel) -> Salle:
    usages = _usages(record, referentiel)
    if not record.has("postes") and any(usage != USAGE_JURY for usage in usages):
        record.notes.warning(constats.postes_vides(), record.place("postes"))
    postes = record.integer("postes", 1)
    if postes < 1:
        record.notes.error(constats.postes_nuls(), record.place("postes"))
    ressources = tuple(_ressources(record))
    return Salle(id_, nom, usages, postes, ressources, record.yes("accessible"))


def _usages(record: Record, referentiel: Referentiel) -> tuple[str, ...]:
    """The kinds of phase that the room suits, under their usual names or the référentiel's."""
    place = record.place("usages")
    connus = known_usages(referentiel)
    usages = []
    for texte in record.names("usages"):
        usage = next((u for u in (*connus, *LIBELLES_USAGES) if cle(texte) in (cle(u), cle(usage_affiche(u)))), "")
        if not usage:
            proches = closest(texte, [usage_affiche(u) for u in connus])
            place_ = Place(place.feuille, place.cellule, texte)
            record.notes.warning(constats.usage_inconnu(proches, [usage_affiche(u) for u in connus]), place_)
        usages.append(usage or cle(texte).replace(" ", "_"))
    if not usages:
        record.notes.warning(constats.sans_usage([usage_affiche(u) for u in connus]), place)
    return tuple(dict.fromkeys(usages))


def known_usages(referentiel: Referentiel) -> Sequence[str]:
    """The kinds of room that a référentiel asks for, the juries' first."""
    demandes = {phase.usage for epreuve in referentiel.epreuves() for phase in epreuve.phases}
    return [USAGE_JURY, *sorted(demandes - {USAGE_JURY})]


def _ressources(record: Record) -> list[tuple[str, int]]:
    """``poste informatique : 12 ; caisse : 2``; a name alone counts once."""
    place = record.place("ressources")
    lues: dict[str, int] = {}
    for texte in record.names("ressources"):
        m = _RESSOURCE.fullmatch(texte)
        if m is None:
            nom, nombre = texte, 1
            record.notes.warning(constats.ressource_sans_nombre(), Place(place.feuille, place.cellule, texte))
        else:
            nom, nombre = m["nom"] or m["quoi"], int(m["nombre"] or m["avant"])
        lues[nom] = lues.get(nom, 0) + nombre
    return list(lues.items())
