"""The titres that are shipped, and finding one by what people call it."""

import tomllib
from difflib import get_close_matches
from functools import cache
from importlib import resources

from tpplanner.domain.noms import cle
from tpplanner.domain.referentiel import Referentiel
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.referentiels.building import build
from tpplanner.texts import referentiels_fautes as textes
from tpplanner.texts.titres_refuses import TITRES_REFUSES, TitreRefuse


@cache
def shipped() -> tuple[Referentiel, ...]:
    """Every référentiel that tpplanner brings, by sigle then millésime; that they are sound is for tests."""
    dossier = resources.files("tpplanner.referentiels")
    fichiers = [fichier for fichier in dossier.iterdir() if fichier.name.endswith(".toml")]
    lus = (build(tomllib.loads(fichier.read_text(encoding="utf-8"))) for fichier in fichiers)
    return tuple(sorted(lus, key=lambda referentiel: (referentiel.sigle, referentiel.millesime)))


def refused() -> tuple[TitreRefuse, ...]:
    """The titres that are known and not shipped, each with its reason, by sigle."""
    return TITRES_REFUSES


def find(sigle: str, millesime: str | None = None) -> Referentiel:
    """The shipped référentiel of that sigle, code (``TP-01281``, ``01281m04``) or intitulé; case and accents are free.

    Without a millésime, the latest. Raises `UserError`: with the reason when the titre is refused, with the nearest
    name when it is unknown, with the millésimes that are shipped otherwise.
    """
    demande = cle(sigle)
    trouves = [referentiel for referentiel in shipped() if demande in _names(referentiel)]
    if not trouves:
        raise UserError(_unknown(sigle))
    if millesime is None:
        return max(trouves, key=lambda referentiel: referentiel.millesime)
    voulu = cle(millesime).removeprefix("m").strip().zfill(2)
    for referentiel in trouves:
        if referentiel.millesime == voulu:
            return referentiel
    fournis = ", ".join(referentiel.millesime for referentiel in trouves)
    raise UserError(_issue(textes.MILLESIME_INCONNU, millesime, sigle=trouves[0].sigle, fournis=fournis))


def _names(referentiel: Referentiel) -> set[str]:
    """What people call a titre, folded."""
    code = referentiel.code
    avec_millesime = f"{code}m{referentiel.millesime}"
    noms = [referentiel.sigle, referentiel.intitule, code, avec_millesime]
    return {cle(nom) for nom in [*noms, code.removeprefix("TP-"), avec_millesime.removeprefix("TP-")]}


def _unknown(sigle: str) -> Issue:
    demande = cle(sigle)
    for refuse in TITRES_REFUSES:
        if demande in {cle(nom) for nom in (refuse.sigle, refuse.intitule, *refuse.codes)}:
            champs = {"sigle": refuse.sigle, "intitule": refuse.intitule, "raison": refuse.raison}
            return _issue(textes.TITRE_REFUSE, sigle, **champs)
    connus = {cle(nom): r.sigle for r in shipped() for nom in (r.sigle, r.intitule)}
    proches = get_close_matches(demande, connus, n=1)
    proche = textes.PROCHE.format(proche=connus[proches[0]]) + " " if proches else ""
    return _issue(textes.TITRE_INCONNU, sigle, proche=proche, fournis=", ".join(r.sigle for r in shipped()))


def _issue(texte: tuple[str, str], valeur: str, **champs: str) -> Issue:
    phrase, remede = (partie.format(valeur=valeur, **champs) for partie in texte)
    return Issue(Severity.ERROR, phrase, remede, value=valeur)
