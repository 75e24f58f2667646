"""The départements: their names, the zone of their school holidays, and the service départemental that is known."""

import re
from dataclasses import dataclass

from tpplanner.domain.noms import cle

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

SERVICE_AGREMENT_ILE_DE_FRANCE = Service("DRIEETS", "DRIEETS-IDF.Titres-Professionnels@drieets.gouv.fr")
"""Where files for an agrément go in Île-de-France."""


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
    trouvee = _COMMUNE.search(adresse)
    return re.sub(r" cedex$", "", trouvee[1], flags=re.IGNORECASE) if trouvee else ""


def nom_complet(code: str) -> str:
    """``29 Finistère``."""
    return f"{code} {DEPARTEMENTS[code].nom}" if code in DEPARTEMENTS else code
