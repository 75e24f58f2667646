"""What a session requires, told in French: one sentence a requirement, with the values that the workbook holds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from tpplanner.domain.liens import exclusions
from tpplanner.domain.outcome import Requirement
from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT
from tpplanner.domain.session import Candidat, Jour, Membre, MotifLien, Personne, Plage, Role, Salle, Session
from tpplanner.texts.noms import Noms
from tpplanner.texts.referentiels import LIBELLES_USAGES
from tpplanner.texts.temps import duree, heure

NOMMES = 6
"""Candidats named in one sentence: beyond, the others are counted."""

NATURES = {"ecrit": "écrit", "oral": "oral", "pratique": "pratique"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence, and the requirements that it tells."""

    texte: str
    exigences: tuple[Requirement, ...]


def exigence(session: Session, requirement: Requirement) -> str:
    """One requirement in a sentence."""
    return _TEXTES[requirement.regle](_Told(session, Noms(session)), requirement.sujet)


def exigences(session: Session, requirements: Iterable[Requirement]) -> list[Phrase]:
    """Requirements in sentences, rule by rule: the candidats in one."""
    told = list(requirements)
    rules = list(dict.fromkeys(r.regle for r in reversed(told)))
    phrases = []
    for regle in rules:
        mine = tuple(r for r in told if r.regle == regle)
        if regle == "epreuves_completes":
            phrases.append(Phrase(_candidats(session, [r.sujet[0] for r in mine]), mine))
        else:
            phrases += [Phrase(exigence(session, r), (r,)) for r in mine]
    return phrases


def _candidats(session: Session, ids: list[str]) -> str:
    noms = Noms(session)
    if len(ids) == len(session.candidats) and len(ids) > 1:
        return f"Les {len(ids)} candidats passent toutes leurs épreuves."
    nommes = [noms.etiquette(id_) for id_ in ids[:NOMMES]]
    reste = len(ids) - len(nommes)
    if reste:
        return f"Ces {len(ids)} candidats passent toutes leurs épreuves : {', '.join(nommes)} et {reste} de plus."
    if len(nommes) == 1:
        return f"{nommes[0]} passe toutes ses épreuves."
    return f"{', '.join(nommes[:-1])} et {nommes[-1]} passent toutes leurs épreuves."


class _Told:
    """A session and its names, with what several sentences ask of them."""

    def __init__(self, session: Session, noms: Noms) -> None:
        self.session, self.noms = session, noms
        self.reglages = session.reglages

    def jour(self, iso: str) -> tuple[str, Jour]:
        jour = self.session.jour(date.fromisoformat(iso))
        return self.noms.jour(jour.date), jour

    def qui(self, id_: str) -> str:
        return self.noms.etiquette(id_)

    def epreuve(self, id_: str) -> str:
        return f"« {self.noms.etiquette_epreuve(id_)} »"

    def absence(self, sujet: tuple[str, ...]) -> str:
        """When an absence is: the day, and the hours of it."""
        humains: tuple[Candidat | Membre | Personne | Salle, ...] = (
            *self.session.candidats,
            *self.session.membres,
            *self.session.personnes,
            *self.session.salles,
        )
        plages = [p for h in humains if h.id == sujet[0] for p in h.indisponibilites]
        return self.plage(next(p for p in plages if p.debut.isoformat() == sujet[1]))

    def plage(self, plage: Plage) -> str:
        """``le lundi 14 juin 2027 de 13 h à 19 h``."""
        fin = plage.fin - timedelta(minutes=1)
        if fin.date() > plage.debut.date():
            return f"du {self.noms.jour(plage.debut.date())} au {self.noms.jour(fin.date())}"
        le = self.le(plage.debut.date())
        de, a = plage.debut.time(), plage.fin.time()
        if de == time(0) and a == time(0):
            return le
        if de == time(0):
            return f"{le} jusqu'à {heure(a)}"
        return f"{le} à partir de {heure(de)}" if a == time(0) else f"{le} de {heure(de)} à {heure(a)}"

    def le(self, jour: date) -> str:
        """``le lundi 14 juin 2027``, ``Jour 1``."""
        nom = self.noms.jour(jour)
        return nom if self.noms.fictive else f"le {nom}"


def _ouverture(t: _Told, sujet: tuple[str, ...]) -> str:
    nom, jour = t.jour(sujet[0])
    return f"Rien n'a lieu avant {heure(jour.ouverture)} ni après {heure(jour.fin)} ({nom})."


def _accueil(t: _Told, sujet: tuple[str, ...]) -> str:
    nom, jour = t.jour(sujet[0])
    return (
        f"Les candidats sont convoqués à partir de {heure(jour.accueil)} ({nom}) ; la première épreuve vient "
        f"{duree(t.reglages.accueil)} plus tard le premier jour, {duree(t.reglages.accueil_autres_jours)} les autres."
    )


def _midi(t: _Told, sujet: tuple[str, ...]) -> str:
    nom, jour = t.jour(sujet[0])
    avance = (datetime.combine(jour.date, jour.pause_debut) - timedelta(minutes=AVANCE_PAUSE_CANDIDAT)).time()
    return (
        f"Midi ({nom}) : chaque jury a {duree(t.reglages.pause_jury)} libres entre {heure(jour.pause_debut)} et "
        f"{heure(jour.pause_fin)}, chaque candidat {duree(t.reglages.pause_candidat)} entre {heure(avance)} et "
        f"{heure(jour.pause_fin)}."
    )


def _correction(t: _Told, _: tuple[str, ...]) -> str:
    r = t.reglages
    return (
        "Le jury corrige ce qu'il n'a pas vu avant de recevoir le candidat : "
        f"{duree(r.correction_qp)} pour un questionnaire, {duree(r.correction_ecrit)} pour un écrit, "
        f"{duree(r.correction_autre)} pour une autre épreuve."
    )


def _salles(t: _Told, sujet: tuple[str, ...]) -> str:
    usage = sujet[0]
    salles = [s for s in t.session.salles if usage in s.usages]
    postes = "" if usage == "jury" else " ({} postes)"
    noms = ", ".join(t.noms.etiquette_salle(s.id) + postes.format(s.postes) for s in salles)
    type_ = LIBELLES_USAGES.get(usage, usage)
    if not salles:
        return f"Aucune salle de type « {type_} »."
    pluriel = "s" if len(salles) > 1 else ""
    return f"{len(salles)} salle{pluriel} de type « {type_} » : {noms}."


def _role(role: Role, un: str, plusieurs: str) -> Callable[[_Told], str]:
    def told(t: _Told) -> str:
        gens = t.session.avec_role(role)
        noms = ", ".join(t.qui(p.id) for p in gens)
        return f"{len(gens)} {plusieurs if len(gens) > 1 else un} ({noms})"

    return told


_surveillants = _role(Role.SURVEILLANT, "surveillant", "surveillants")
_responsables = _role(Role.RESPONSABLE, "responsable de session", "responsables de session")
_comediens = _role(Role.COMEDIEN, "comédien", "comédiens")


def _lien(t: _Told, sujet: tuple[str, ...]) -> str:
    candidat, membre = sujet
    found = next(e for e in exclusions(t.session) if (e.candidat, e.membre) == (candidat, membre))
    motifs = {
        MotifLien.DECLARE: "lien déclaré" + (f" : {found.texte}" if found.texte else ""),
        MotifLien.FORMATEUR: "il l'a formé",
        MotifLien.ORGANISME: "même organisme",
        MotifLien.EMPLOYEUR: "même employeur",
    }
    return f"{t.qui(membre)} n'évalue pas {t.qui(candidat)} ({motifs[found.motif]})."


def _habilite(t: _Told, sujet: tuple[str, ...]) -> str:
    ref = t.session.referentiel
    pour = f"{ref.sigle}, millésime {ref.millesime}"
    return f"{t.qui(sujet[0])} n'est pas habilité pour {pour}, tous les jours de la session."


def _qualite(t: _Told, sujet: tuple[str, ...]) -> str:
    ont = [t.qui(m.id) for m in t.session.membres if sujet[0] in m.qualites]
    return f"Chaque jury réunit la qualité « {sujet[0]} », qu'ont : {', '.join(ont) or 'personne'}."


def _jurys(t: _Told, _: tuple[str, ...]) -> str:
    jurys = (f"{t.noms.jury(j.id)} ({', '.join(t.qui(m) for m in j.membres)})" for j in t.session.jurys)
    return f"Les jurys sont ceux du centre : {' ; '.join(jurys)}."


def _fige(t: _Told, sujet: tuple[str, ...]) -> str:
    pin = next(p for p in t.session.pins if (p.candidat, p.epreuve) == sujet)
    debut = pin.parties[0].debut
    return f"{t.epreuve(sujet[1])} de {t.qui(sujet[0])} est figé {t.le(debut.date())} à {heure(debut)}."


def _convocation(t: _Told, sujet: tuple[str, ...]) -> str:
    siennes = [c for c in t.session.convocations if c.personne == sujet[0]]
    quand = " et ".join(f"{t.le(c.jour)} à {heure(c.heure)}" for c in siennes)
    return f"{t.qui(sujet[0])} est convoqué {quand} : ni plus tôt, ni un autre jour."


def _majoration(t: _Told, sujet: tuple[str, ...]) -> str:
    parts = (f"{_fraction(f)} ({NATURES[n.value]})" for n, f in t.session.candidat(sujet[0]).majorations)
    return f"{t.qui(sujet[0])} a une majoration de temps : {', '.join(parts)}."


def _fraction(valeur: Fraction) -> str:
    return f"{valeur.numerator}/{valeur.denominator}"


def _aide(t: _Told, sujet: tuple[str, ...]) -> str:
    candidat = t.session.candidat(sujet[0])
    parts = [f"aidé par {t.qui(candidat.aide)}"] if candidat.aide else []
    parts += ["dans une salle à part"] if candidat.salle_a_part else []
    return f"{t.qui(candidat.id)} passe {' et '.join(parts)}."


def _absent(t: _Told, sujet: tuple[str, ...]) -> str:
    return f"{t.qui(sujet[0])} n'est pas disponible {t.absence(sujet)}."


_TEXTES: dict[str, Callable[[_Told, tuple[str, ...]], str]] = {
    "epreuves_completes": lambda t, s: _candidats(t.session, [s[0]]),
    "duree_exacte": _majoration,
    "ordre_epreuves": lambda t, s: f"{t.epreuve(s[1])} vient après {t.epreuve(s[0])}.",
    "candidat_disponible": _absent,
    "ouverture": _ouverture,
    "accueil_candidats": _accueil,
    "ouverture_plis": lambda t, _: (
        f"Les plis sont ouverts pendant les {duree(t.reglages.plis)} avant l'épreuve, devant ceux qui la passent."
    ),
    "epreuve_longue": lambda t, _: (
        f"Une épreuve de {duree(t.reglages.epreuve_longue)} ou plus commence à {heure(t.reglages.longue_matin)} au "
        f"plus tard, ou à partir de {heure(t.reglages.longue_apres_midi)}."
    ),
    "passage_fige": _fige,
    "convocation_respectee": _convocation,
    "jury_nombre": _jurys,
    "membre_habilite": _habilite,
    "membre_qualifie": _qualite,
    "membre_disponible": _absent,
    "lien_exclu": _lien,
    "quota_jury": lambda t, _: f"Un jury reçoit {t.session.quota} candidats par jour au plus.",
    "accueil_jury": lambda t, _: f"Chaque journée de jury commence par {duree(t.reglages.accueil_jury)} d'accueil.",
    "lecture_dossier": lambda t, _: f"Le jury lit chaque dossier pendant {duree(t.reglages.lecture)}.",
    "correction": _correction,
    "deliberation": lambda t, _: f"Le jury délibère {duree(t.reglages.deliberation)} après chaque candidat.",
    "battement": lambda t, _: (
        f"Le jury a {duree(t.reglages.battement)} de battement avant de recevoir chaque candidat."
    ),
    "pause_meridienne": _midi,
    "travail_continu": lambda t, _: (
        f"Un membre ne travaille pas plus de {duree(t.reglages.travail_continu)} sans 20\u00a0min libres."
    ),
    "cloture": lambda t, _: f"Chaque journée de jury finit par {duree(t.reglages.cloture)} de clôture.",
    "surveillance": lambda t, _: f"Chaque salle surveillée a son surveillant : {_surveillants(t)}.",
    "formateur_a_part": lambda t, s: f"{t.qui(s[1])} a formé {t.qui(s[0])} : ni surveillant ni comédien pour lui.",
    "aide_presente": _aide,
    "comedien_present": lambda t, _: f"Un comédien joue à chaque passage qui en demande un : {_comediens(t)}.",
    "responsable_present": lambda t, _: (
        f"Un responsable est présent toute la journée, et n'est alors ni membre ni comédien : {_responsables(t)}."
    ),
    "personne_disponible": _absent,
    "salle_capacite": _salles,
    "salle_adaptee": lambda t, s: f"{t.qui(s[0])} a besoin de salles accessibles.",
    "salle_disponible": lambda t, s: f"« {t.noms.etiquette_salle(s[0])} » n'est pas disponible {t.absence(s)}.",
}
"""The sentence of each rule that may be required."""
