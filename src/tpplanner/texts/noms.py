"""What people call the parts of a session; French dates, lengths, numbers and agreements."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import NamedTuple

from tpplanner.domain.answers import Element
from tpplanner.domain.plan import Accueil, Composition, NatureAccueil, NatureTravail, Passage, Presence, Travail
from tpplanner.domain.referentiel import Epreuve, Referentiel
from tpplanner.domain.session import Candidat, Genre, Membre, Personne, Role, Session, cle

# French dates, hours and lengths. The hours are wall-clock; the lengths whole minutes.

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def date_longue(jour: date) -> str:
    """``mardi 1er décembre 2026``."""
    return f"{JOURS[jour.weekday()]} {_quantieme(jour)} {MOIS[jour.month - 1]} {jour.year}"


def periode(premier: date, dernier: date) -> str:
    """``du lundi 14 au mardi 15 juin 2027``; what the two days share is said once."""
    depart = date_longue(premier)
    if premier.year == dernier.year:
        same_month = premier.month == dernier.month
        depart = depart.removesuffix(f" {premier.year}").removesuffix(
            f" {MOIS[premier.month - 1]}" if same_month else ""
        )
    return f"du {depart} au {date_longue(dernier)}"


def date_courte(jour: date) -> str:
    """``mar. 1er déc.``: for headers of tables."""
    mois = MOIS[jour.month - 1]
    abrege = mois if len(mois) <= 4 else {"juillet": "juil."}.get(mois, mois[: 4 if mois.startswith("f") else 3] + ".")
    return f"{JOURS[jour.weekday()][:3]}. {_quantieme(jour)} {abrege}"


def date_courte_annee(jour: date) -> str:
    """``mar. 1er déc. 2026``."""
    return f"{date_courte(jour)} {jour.year}"


def date_chiffres(jour: date) -> str:
    """``01/12/2026``."""
    return f"{jour:%d/%m/%Y}"


def _quantieme(jour: date) -> str:
    return "1er" if jour.day == 1 else str(jour.day)


def heure(moment: datetime | time) -> str:
    """``9 h 05``, ``14 h``."""
    minutes = f"\u00a0{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour}\u00a0h{minutes}"


def heure_chiffres(moment: datetime | time) -> str:
    """``09:05``: for tables."""
    return f"{moment:%H:%M}"


def duree(minutes: int) -> str:
    """``45 min``, ``1 h``, ``1 h 05``."""
    if minutes < 0:
        return f"-{duree(-minutes)}"
    heures, reste = divmod(minutes, 60)
    if not heures:
        return f"{reste}\u00a0min"
    return f"{heures}\u00a0h" + (f"\u00a0{reste:02}" if reste else "")


# What people call the things of a session: candidats, épreuves, juries, rooms, pieces of a plan.

TRAVAUX = {
    NatureTravail.ACCUEIL: "accueil du jury",
    NatureTravail.LECTURE: "lecture du dossier",
    NatureTravail.CORRECTION: "correction",
    NatureTravail.DELIBERATION: "délibération",
    NatureTravail.PAUSE: "pause méridienne",
    NatureTravail.CLOTURE: "clôture",
}
ACCUEILS = {
    NatureAccueil.ACCUEIL: "accueil des candidats",
    NatureAccueil.PLIS: "ouverture des plis",
}
ROLES: dict[str, str] = {
    Role.SURVEILLANT: "surveillant",
    Role.COMEDIEN: "comédien",
    Role.RESPONSABLE: "responsable de session",
    Role.FORMATEUR: "formateur",
    Role.AIDE: "aide",
}
GENRES = {Genre.TITRE: "session titre", Genre.CCP: "session CCP", Genre.CCS: "session CCS"}
"""The kinds of session, as people call them."""


class Noms:
    """The names of a session; an unknown id is its own name."""

    def __init__(self, session: Session) -> None:
        self._candidats = {c.id: c.nom_complet for c in session.candidats}
        self._personnes = {p.id: p.nom_complet for p in session.personnes}
        self._personnes |= {m.id: m.nom_complet for m in session.membres}
        self._epreuves = {e.id: e.nom for e in session.referentiel.epreuves()}
        self._salles = {s.id: s.nom for s in session.salles}
        self._vehicules = {v.id: v.nom for v in session.vehicules}
        self._jours = {j.date: j.etiquette for j in session.jours}
        self._etiquettes = _etiquettes_de_personnes(session)
        self._etiquettes_epreuves = etiquettes_d_epreuves(session.referentiel)
        noms_de_salles = Counter(cle(s.nom) for s in session.salles)
        self._etiquettes_salles = {s.id: s.nom if noms_de_salles[cle(s.nom)] == 1 else s.id for s in session.salles}
        self.fictive = session.fictive

    def candidat(self, id_: str) -> str:
        """``DURAND Léa``."""
        return self._candidats.get(id_, id_)

    def personne(self, id_: str) -> str:
        """A membre, or anybody else (a candidat too)."""
        return self._personnes.get(id_) or self.candidat(id_)

    def epreuve(self, id_: str) -> str:
        """``Entretien technique``."""
        return self._epreuves.get(id_, id_)

    def salle(self, id_: str) -> str:
        """The room's own name."""
        return self._salles.get(id_, id_)

    def vehicule(self, id_: str) -> str:
        """The vehicle's own name, which no other bears."""
        return self._vehicules.get(id_, id_)

    def etiquette(self, id_: str) -> str:
        """A candidat, membre or other person under a name that nobody else of the session bears.

        Homonyms get their number: ``DURAND Léa (n° 3)`` for a candidat whose number is drawn, ``DURAND Léa (M2)``
        otherwise.
        """
        return self._etiquettes.get(id_, id_)

    def etiquette_epreuve(self, id_: str) -> str:
        """An épreuve under a name that no other épreuve of the référentiel bears: ``Entretien technique (CCP1)``."""
        return self._etiquettes_epreuves.get(id_, id_)

    def etiquette_salle(self, id_: str) -> str:
        """A room under a name that no other room bears."""
        return self._etiquettes_salles.get(id_, id_)

    def jury(self, id_: str) -> str:
        """``Jury 2`` for a composed one; the name that the centre gave otherwise."""
        return f"Jury {id_[1:]}" if id_[:1] == "J" and id_[1:].isdigit() else id_

    def jour(self, jour: date | str) -> str:
        """The day's date in full, or its label in a fictive session."""
        date_ = date.fromisoformat(jour) if isinstance(jour, str) else jour
        return self._jours.get(date_, str(date_)) if self.fictive else date_longue(date_)

    def le(self, jour: date | str) -> str:
        """The same after a verb: ``le lundi 14 juin 2027``, ``Jour 1``."""
        return self.jour(jour) if self.fictive else f"le {self.jour(jour)}"

    def element(self, element: Element) -> str:
        """A piece of a plan in words: ``« Entretien technique » de DURAND Léa``."""
        match element:
            case Accueil():
                de = f" de « {self.epreuve(element.epreuve)} »" if element.epreuve else ""
                return f"{ACCUEILS[element.nature]}{de}"
            case Passage():
                return f"« {self.epreuve(element.epreuve)} » {de_qui(self.candidat(element.candidat))}"
            case Travail():
                epreuve = f" de « {self.epreuve(element.epreuve)} »" if element.epreuve else ""
                de = f" pour {self.candidat(element.candidat)}" if element.candidat else ""
                return f"{TRAVAUX[element.nature]}{epreuve}{de}"
            case Presence():
                return self._presence(element)
            case Composition():
                return f"membre du {self.jury(element.jury)}"

    def _presence(self, presence: Presence) -> str:
        role = ROLES.get(presence.role, presence.role)
        if presence.candidat:
            return f"{role} pour {self.candidat(presence.candidat)} (« {self.epreuve(presence.epreuve)} »)"
        return f"{role} en {self.salle(presence.salle)}" if presence.salle else role


def _etiquettes_de_personnes(session: Session) -> dict[str, str]:
    tous: list[Candidat | Membre | Personne] = [*session.personnes, *session.membres, *session.candidats]
    humains = {humain.id: humain for humain in tous}
    porteurs = Counter(cle(h.nom_complet) for h in humains.values())
    tires = Counter(c.numero_tire for c in session.candidats)
    etiquettes = {}
    for id_, humain in humains.items():
        suffixe = id_
        if isinstance(humain, Candidat) and humain.numero_tire is not None and tires[humain.numero_tire] == 1:
            suffixe = f"n° {humain.numero_tire}"
        unique = porteurs[cle(humain.nom_complet)] == 1
        etiquettes[id_] = humain.nom_complet if unique else f"{humain.nom_complet} ({suffixe})"
    return etiquettes


def etiquettes_d_epreuves(referentiel: Referentiel) -> dict[str, str]:
    """The unique label of each épreuve: its name; those of a CCP that bear a name twice also name their table."""
    du_titre = _repetitions(referentiel.titre.epreuves)
    partout = _repetitions(referentiel.epreuves())
    etiquettes = {}
    for table in referentiel.tables:
        dans_la_table = _repetitions(table.epreuves)
        for epreuve in table.epreuves:
            nom = cle(epreuve.nom)
            if (partout[nom] == 1) or (table is referentiel.titre and du_titre[nom] == 1):
                etiquettes[epreuve.id] = epreuve.nom
            elif dans_la_table[nom] == 1:
                etiquettes[epreuve.id] = f"{epreuve.nom} ({table.id})"
            else:
                etiquettes[epreuve.id] = f"{epreuve.nom} ({epreuve.id})"
    return etiquettes


def _repetitions(epreuves: Iterable[Epreuve]) -> Counter[str]:
    return Counter(cle(epreuve.nom) for epreuve in epreuves)


def nombre(valeur: int | Fraction) -> str:
    """A number as French people write it: ``3``, ``3,24``."""
    return f"{float(valeur):.2f}".rstrip("0").rstrip(".").replace(".", ",")


# A thing to say to a user.


class Texte(NamedTuple):
    """A message and its cure."""

    message: str
    conseil: str = ""


# The number that a French sentence counts, and the words that agree with it.

_COUNTED = re.compile(r"(\d[\d\u202f,]*) ((?:[^\s\d(]+\(s\) ?)+)")


_ELIDEE = re.compile(r"(?<![^\W\d_])([dq]u?)e $", re.IGNORECASE)
_MUETTE = re.compile(r"(?!oui\b|onz)[aeiou]|y(?![aeiou])")
"""What a word begins with before which « de » and « que » lose their vowel; an « h » is left, which names differ in,
« oui » and « onze » keep it."""


def elide(avant: str, suite: str) -> str:
    """Two texts, one after the other: ``Absence d'`` and ``AUBRY``, ``Absence de `` and ``PÉRON``."""
    lettres = unicodedata.normalize("NFD", suite[:4]).casefold()
    lettres = "".join(lettre for lettre in lettres if not unicodedata.combining(lettre))
    return (_ELIDEE.sub(r"\1'", avant) if _MUETTE.match(lettres) else avant) + suite


def de_qui(nom: str) -> str:
    """``d'AUBRY Solène``, ``de PÉRON Alix``."""
    return elide("de ", nom)


def accorde(phrase: str) -> str:
    """A sentence whose words in « (s) » right after a number agree with it: « 1 membre », « 2 membres présents ».

    From two on they take their s; an « (s) » that follows no number stays.
    """
    return _COUNTED.sub(_settled, phrase)


def _settled(counted: re.Match[str]) -> str:
    number = float(counted[1].replace("\u202f", "").replace(",", "."))
    return f"{counted[1]} {counted[2].replace('(s)', 's' if number >= 2 else '')}"


# What the rows of *Planning* are called: one table for whoever writes them and whoever reads them back.

EPREUVE = "épreuve"
"""a part of a candidat's passage"""
JURY = "jury"
"""who sits in a jury, from when to when, and in which room"""
ACCUEIL_COMEDIEN = "accueil du comédien"
"""the presence of a comédien before their first passage"""

PRESENCES = {
    Role.SURVEILLANT: "surveillance",
    Role.COMEDIEN: "comédien",
    Role.AIDE: "aide",
    Role.RESPONSABLE: "responsable",
}
"""the nature of a presence, by role"""

NATURES: tuple[str, ...] = (
    PRESENCES[Role.RESPONSABLE],
    ACCUEILS[NatureAccueil.ACCUEIL],
    ACCUEILS[NatureAccueil.PLIS],
    JURY,
    TRAVAUX[NatureTravail.ACCUEIL],
    ACCUEIL_COMEDIEN,
    PRESENCES[Role.SURVEILLANT],
    EPREUVE,
    PRESENCES[Role.AIDE],
    PRESENCES[Role.COMEDIEN],
    TRAVAUX[NatureTravail.LECTURE],
    TRAVAUX[NatureTravail.CORRECTION],
    TRAVAUX[NatureTravail.DELIBERATION],
    TRAVAUX[NatureTravail.PAUSE],
    TRAVAUX[NatureTravail.CLOTURE],
)
"""Every nature, in the order in which rows of one moment are written."""

TRAVAIL_DE = {texte: nature for nature, texte in TRAVAUX.items()}
"""the jury's work that a nature names"""
ACCUEIL_DE = {texte: nature for nature, texte in ACCUEILS.items()}
"""what the responsable does with candidats that a nature names"""
ROLE_DE = {texte: role for role, texte in PRESENCES.items()} | {ACCUEIL_COMEDIEN: Role.COMEDIEN}
"""the role that a nature names"""

# What people are called where they may not be named.


def candidat(n: int) -> str:
    """``Candidat 3``."""
    return f"Candidat {n}"


def dit_le_numero(nom: str, n: int) -> bool:
    """Whether a candidat's name tells that number, so that nothing says it twice: « Candidat 3 »."""
    return nom == candidat(n)


def membre(n: int) -> str:
    """``Membre 2``."""
    return f"Membre {n}"


def personne(role: str, n: int) -> str:
    """``Surveillant 1``."""
    return f"{ROLES[role].capitalize()} {n}"


# How the days of a session are called when nobody has named them.

LUNDI_FICTIF = date(2000, 1, 3)
"""The Monday from which a fictive session counts its days."""


def etiquette_du_jour(rang: int) -> str:
    """``Jour 1``."""
    return f"Jour {rang}"


# The départements: their names, the zone of their school holidays, and the service départemental that is known.

ATTENDU = "Un département s'écrit par son numéro : 75, 2A, 974."


@dataclass(frozen=True, slots=True)
class Departement:
    """A département or territory. `zone` is that of its school holidays: A, B or C; empty where it has its own."""

    code: str
    nom: str
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A service départemental and its address."""

    nom: str
    courriel: str


# fmt: off
_NOMS = (
    ("01", "Ain"), ("02", "Aisne"), ("03", "Allier"), ("04", "Alpes-de-Haute-Provence"), ("05", "Hautes-Alpes"),
    ("06", "Alpes-Maritimes"), ("07", "Ardèche"), ("08", "Ardennes"), ("09", "Ariège"), ("10", "Aube"),
    ("11", "Aude"), ("12", "Aveyron"), ("13", "Bouches-du-Rhône"), ("14", "Calvados"), ("15", "Cantal"),
    ("16", "Charente"), ("17", "Charente-Maritime"), ("18", "Cher"), ("19", "Corrèze"), ("2A", "Corse-du-Sud"),
    ("2B", "Haute-Corse"), ("21", "Côte-d'Or"), ("22", "Côtes-d'Armor"), ("23", "Creuse"), ("24", "Dordogne"),
    ("25", "Doubs"), ("26", "Drôme"), ("27", "Eure"), ("28", "Eure-et-Loir"), ("29", "Finistère"),
    ("30", "Gard"), ("31", "Haute-Garonne"), ("32", "Gers"), ("33", "Gironde"), ("34", "Hérault"),
    ("35", "Ille-et-Vilaine"), ("36", "Indre"), ("37", "Indre-et-Loire"), ("38", "Isère"), ("39", "Jura"),
    ("40", "Landes"), ("41", "Loir-et-Cher"), ("42", "Loire"), ("43", "Haute-Loire"), ("44", "Loire-Atlantique"),
    ("45", "Loiret"), ("46", "Lot"), ("47", "Lot-et-Garonne"), ("48", "Lozère"), ("49", "Maine-et-Loire"),
    ("50", "Manche"), ("51", "Marne"), ("52", "Haute-Marne"), ("53", "Mayenne"), ("54", "Meurthe-et-Moselle"),
    ("55", "Meuse"), ("56", "Morbihan"), ("57", "Moselle"), ("58", "Nièvre"), ("59", "Nord"),
    ("60", "Oise"), ("61", "Orne"), ("62", "Pas-de-Calais"), ("63", "Puy-de-Dôme"), ("64", "Pyrénées-Atlantiques"),
    ("65", "Hautes-Pyrénées"), ("66", "Pyrénées-Orientales"), ("67", "Bas-Rhin"), ("68", "Haut-Rhin"),
    ("69", "Rhône"), ("70", "Haute-Saône"), ("71", "Saône-et-Loire"), ("72", "Sarthe"), ("73", "Savoie"),
    ("74", "Haute-Savoie"), ("75", "Paris"), ("76", "Seine-Maritime"), ("77", "Seine-et-Marne"), ("78", "Yvelines"),
    ("79", "Deux-Sèvres"), ("80", "Somme"), ("81", "Tarn"), ("82", "Tarn-et-Garonne"), ("83", "Var"),
    ("84", "Vaucluse"), ("85", "Vendée"), ("86", "Vienne"), ("87", "Haute-Vienne"), ("88", "Vosges"),
    ("89", "Yonne"), ("90", "Territoire de Belfort"), ("91", "Essonne"), ("92", "Hauts-de-Seine"),
    ("93", "Seine-Saint-Denis"), ("94", "Val-de-Marne"), ("95", "Val-d'Oise"), ("971", "Guadeloupe"),
    ("972", "Martinique"), ("973", "Guyane"), ("974", "La Réunion"), ("975", "Saint-Pierre-et-Miquelon"),
    ("976", "Mayotte"), ("977", "Saint-Barthélemy"), ("978", "Saint-Martin"), ("986", "Wallis-et-Futuna"),
    ("987", "Polynésie française"), ("988", "Nouvelle-Calédonie"),
)
_ZONES = {
    "A": "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90",
    "B": "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 61 62 67 68 72 76"
         " 80 83 84 85 88",
    "C": "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
}
# fmt: on
_ZONE_DE = {code: zone for zone, codes in _ZONES.items() for code in codes.split()}

DEPARTEMENTS = {code: Departement(code, nom, _ZONE_DE.get(code, "")) for code, nom in _NOMS}
"""By number. The zones are those of the académies, whose three calendars leave out Corsica and overseas."""

SERVICES = {
    "75": Service("UD 75", "drieets-idf-ud75.titres-professionnels@drieets.gouv.fr"),
    "77": Service("DDETS 77", "ddets77-certification@seine-et-marne.gouv.fr"),
    "78": Service("DDETS 78", "ddets-vae-titres@yvelines.gouv.fr"),
    "91": Service("DDETS 91", "ddets-titres-professionnels@essonne.gouv.fr"),
    "92": Service("UD 92", "drieets-idf-ud92.certification@drieets.gouv.fr"),
    "93": Service("UD 93", "DRIEETS-IDF-UD93.VALCE@drieets.gouv.fr"),
    "94": Service("UD 94", "drieets-idf-ud94.Certification@drieets.gouv.fr"),
    "95": Service("DDETS 95", "ddets-titres-professionnels@val-doise.gouv.fr"),
}
"""The services départementaux of Île-de-France, as the DRIEETS published them on 03/07/2025."""


def code_de(texte: str) -> str:
    """The number of the département that a text names (``1``, ``75 Paris``, ``la réunion``), empty for none."""
    lu = cle(texte)
    premier = lu.split()[0].upper() if lu else ""
    numero = premier.zfill(2) if premier.isdigit() else premier
    if numero in DEPARTEMENTS:
        return numero
    return next((d.code for d in DEPARTEMENTS.values() if lu and cle(d.nom) == lu), "")


_CODE_POSTAL = re.compile(r"(?<!\d)(\d{2}) ?(\d{3})(?!\d)")
_ILES = {"97133": "977", "97150": "978"}


def code_du_site(adresse: str) -> str:
    """The département of an address by its postal code, empty where it shows none.

    A postal code says it nearly always: some communes at the edge of a département are served from the next one.
    """
    for avant, apres in _CODE_POSTAL.findall(adresse):
        postal = f"{avant}{apres}"
        code = _ILES.get(postal) or (postal[:3] if avant in ("97", "98") else avant)
        if avant == "20":
            code = "2A" if postal[2] in "01" else "2B"
        if code in DEPARTEMENTS:
            return code
    return ""


_COMMUNE = re.compile(r"(?<!\d)\d{2} ?\d{3} +([^\d,;–\n]*[^\d,;–\n ])")


def commune_du_site(adresse: str) -> str:
    """``Quimper``: what an address tells after its postal code, empty where it shows none."""
    commune = _COMMUNE.search(adresse)
    return re.sub(r" cedex$", "", commune[1], flags=re.IGNORECASE) if commune else ""


def nom_complet(code: str) -> str:
    """``29 Finistère``."""
    return f"{code} {DEPARTEMENTS[code].nom}" if code in DEPARTEMENTS else code
