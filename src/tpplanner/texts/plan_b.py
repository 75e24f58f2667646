"""What is said of plan B: verdicts, who cannot be replaced, what to hold in reserve."""

from collections.abc import Sequence
from datetime import date

from tpplanner.domain.contingency import MEMBRE, Answer, Contingencies, Failure, Reserve, Resource, Verdict
from tpplanner.domain.repair import Moment, Remedy, Repair
from tpplanner.domain.session import NOON, Session
from tpplanner.texts.accord import accorde
from tpplanner.texts.fautes import manque
from tpplanner.texts.noms import ROLES, Noms
from tpplanner.texts.reparations import reparation
from tpplanner.texts.temps import date_courte, heure

TITRE = "Plan B"
TITRE_DES_CAS = "Imprévu par imprévu"
SUFFIXE = "-plan-b"
AIDE = (
    "Un seul imprévu à la fois : chaque membre de jury, salle, surveillant, comédien, aide ou responsable manque "
    f"pendant une demi-journée (le matin finit à {heure(NOON)}). Entre parenthèses : le nombre de personnes à prévenir."
)
AIDE_DES_CAS = (
    "Les imprévus qui modifient le planning. Là où un planning de secours existe, il a été trouvé et "
    "contrôlé comme un autre ; « tpplanner planb … --plans DOSSIER » écrit chacun, et ce qu'il faut signaler à chacun."
)
TITRE_MATRICE = "Ce que devient le planning"
TITRE_IRREMPLACABLES = "Irremplaçables"
TITRE_RESERVES = "Quelle réserve prévoir"
TITRE_LEGENDE = "Comment lire ce tableau"
RESSOURCE, ROLE, QUAND = "Qui ou quoi", "En tant que", "Quand"
ENTETES_DES_CAS = (RESSOURCE, QUAND, "Verdict", "Personnes à prévenir", "Qui prévenir, ou pourquoi c'est impossible")
PERSONNE_A_PREVENIR = "Personne."
SALLE = "salle"
PERSONNE_IRREMPLACABLE = "Aucune personne ni aucune salle n'est irremplaçable, parmi les cas calculés."
AUCUN_IMPREVU = "Chaque imprévu a son planning : aucune réserve n'est nécessaire."
SANS_RESERVE = "Aucune des réserves essayées ne suffit à elle seule, dans le temps imparti."
MEILLEURE = "La réserve la plus utile est la première."
INTERROMPU = "Arrêté avant la fin : les imprévus qui n'ont pas été essayés sont « indéterminé »."
STATUT_IGNORE = "La colonne Statut n'est pas prise en compte : planb sert avant le jour, replan le jour même."
NON_CONFORME = "Ce planning ne respecte pas toutes les règles : un plan B n'aurait pas de sens."
NON_CONFORME_CONSEIL = "« tpplanner check » indique lesquelles ; « tpplanner replan » sans option le remet en règle."

VERDICTS = {
    Verdict.UNTOUCHED: "sans effet",
    Verdict.LEAST: "tient (minimal prouvé)",
    Verdict.SURVIVES: "tient",
    Verdict.IMPOSSIBLE: "impossible (prouvé)",
    Verdict.OPEN: "indéterminé",
}

LEGENDE = {
    Verdict.UNTOUCHED: "Le planning reste valable tel quel.",
    Verdict.LEAST: "Un planning de secours existe, contrôlé, et aucun autre ne dérange moins.",
    Verdict.SURVIVES: "Un planning de secours existe, contrôlé ; un autre dérangerait peut-être moins.",
    Verdict.IMPOSSIBLE: "Aucun planning n'existe alors, c'est prouvé : il faut une réserve, ou une autre date.",
    Verdict.OPEN: "Ni planning ni preuve dans le temps imparti (--time-limit 600 en donne plus).",
}

MOMENTS = {Moment.MORNING: "matin", Moment.AFTERNOON: "après-midi", Moment.DAY: "journée"}


def nom(noms: Noms, resource: Resource) -> str:
    """Somebody, or a room, under a name that nobody else bears."""
    return noms.etiquette_salle(resource.id) if resource.room else noms.etiquette(resource.id)


def role(resource: Resource) -> str:
    """What somebody is there for: ``membre de jury, responsable de session``."""
    if resource.room:
        return SALLE
    return ", ".join("membre de jury" if r == MEMBRE else ROLES[r] for r in resource.roles)


def jour_court(noms: Noms, jour: date) -> str:
    """The head of a column: ``lun. 14 juin``, ``Jour 1``."""
    return noms.jour(jour) if noms.fictive else date_courte(jour)


def quand(noms: Noms, failure: Failure) -> str:
    """``lundi 14 juin 2027, matin``."""
    return f"{noms.jour(failure.jour)}, {MOMENTS[failure.moment]}"


def case(answer: Answer) -> str:
    """What stands in the table: ``tient (4 à prévenir)``."""
    mot = VERDICTS[answer.verdict]
    if not answer.planned:
        return mot
    prevenir = f"{answer.disturbed} à prévenir"
    if answer.verdict is Verdict.LEAST:
        return f"{mot[:-1]}, {prevenir})"
    return f"{mot} ({prevenir})"


def explication(session: Session, answer: Answer) -> str:
    """Whom to tell; or why there is no plan, where it is known."""
    if answer.manques or answer.refus:
        return " ".join([*(manque(session, m) for m in answer.manques), *answer.refus])
    if not answer.planned:
        return LEGENDE[answer.verdict]
    names: dict[str, list[str]] = {}
    for message in answer.changements.messages:
        names.setdefault(message.role, []).append(message.nom)
    return " ; ".join(f"{role} : {', '.join(told)}" for role, told in names.items()) or PERSONNE_A_PREVENIR


def bilan(contingencies: Contingencies) -> str:
    """How many failures have which verdict."""
    parts = [(len(contingencies.of(verdict)), mot) for verdict, mot in VERDICTS.items()]
    told = " ; ".join(f"{mot} : {n}" for n, mot in parts if n)
    return f"{len(contingencies.answers)} imprévus : {told}."


def irremplacables(session: Session, contingencies: Contingencies) -> tuple[str, ...]:
    """Each resource without which there is no plan, with the moments of it."""
    noms = Noms(session)
    moments: dict[Resource, list[str]] = {}
    for answer in contingencies.of(Verdict.IMPOSSIBLE):
        moments.setdefault(answer.failure.resource, []).append(quand(noms, answer.failure))
    return tuple(f"{nom(noms, r)} ({role(r)}) : {' ; '.join(told)}." for r, told in moments.items())


def reserves(session: Session, contingencies: Contingencies) -> tuple[str, ...]:
    """Which absences disturb many, and what is worth holding in reserve; or why nothing is."""
    lost, heavy = len(contingencies.unsurvived), contingencies.heavy
    if not lost and not heavy:
        return (AUCUN_IMPREVU,)
    told = [_lourde(session, [a for a in heavy if a.failure.resource == r]) for r in _resources(heavy)]
    found = [_reserve(session, r, lost, contingencies) for r in contingencies.reserves]
    return (*told, *(found or [SANS_RESERVE]))


def _resources(answers: Sequence[Answer]) -> tuple[Resource, ...]:
    return tuple(dict.fromkeys(a.failure.resource for a in answers))


def _lourde(session: Session, heavy: Sequence[Answer]) -> str:
    """That one person's absence disturbs many: how many at most, and when."""
    noms, most = Noms(session), max(heavy, key=lambda a: a.others)
    qui = most.failure.resource
    return (
        f"Une absence en dérange beaucoup : {nom(noms, qui)} ({role(qui)}), {quand(noms, most.failure)} : "
        f"{most.others} autres personnes à prévenir, sur {most.presents} présentes (plus de "
        f"{session.reglages.absence_lourde} %)."
    )


def _reserve(session: Session, reserve: Reserve, lost: int, contingencies: Contingencies) -> str:
    if reserve.amendments[0].change is Remedy.MEMBRES:
        quoi = "Un membre suppléant habilité, sans lien avec les candidats, disponible chaque jour"
    else:
        quoi = reparation(session, Repair(reserve.amendments)).removesuffix(".")
    gagne = []
    if n := len(reserve.saves):
        gagne.append(
            f"{n} imprévu{'s' if n > 1 else ''} de plus, sur {lost}, {'auraient' if n > 1 else 'aurait'} un planning"
        )
    if reserve.eases:
        gagne.append(_allege(reserve, contingencies))
    fin = f" (au moins : le temps a manqué pour en essayer {reserve.untried})" if reserve.untried else ""
    return f"{quoi} : {' ; '.join(gagne)}{fin}."


def _allege(reserve: Reserve, contingencies: Contingencies) -> str:
    """How many fewer people the absences that it eases would disturb, the worst of them."""
    eased = {a.failure: a.others for a in reserve.eases}
    before = max(a.others for a in contingencies.heavy if a.failure in eased)
    n, after = len(eased), max(eased.values())
    return (
        f"{n} absence{'s' if n > 1 else ''} {'dérangeraient' if n > 1 else 'dérangerait'} {after} autre"
        f"{'s' if after > 1 else ''} personne{'s' if after > 1 else ''} au plus, au lieu de {before}"
    )


def en_cours(faits: int, total: int) -> str:
    """How far it is."""
    return f"{faits} essai{'s' if faits > 1 else ''} sur {total}"


def tableau(tetes: Sequence[str], lignes: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A table in plain letters, each column as wide as its widest word."""
    rows = [("", tetes), *lignes]
    widths = [max(len(cases[n]) for _, cases in rows) for n in range(len(tetes))]
    first = max(len(nom) for nom, _ in rows)
    return "\n".join(
        "  ".join([nom.ljust(first), *(case.ljust(w) for case, w in zip(cases, widths, strict=True))]).rstrip()
        for nom, cases in rows
    )


def ecrit(fichiers: Sequence[str]) -> str:
    """What was written."""
    return f"Écrit : {', '.join(fichiers)}"


RESTES_CONSEIL = "Donnez un dossier vide, ou supprimez ce qui reste : il vient peut-être d'un autre planning."


def restes(dossier: str, remplaces: int, noms: Sequence[str]) -> str:
    """Files that were in the folder of plans already: how many are replaced, and those that stay."""
    faits = []
    if remplaces:
        faits.append(accorde(f"{remplaces} fichier(s) remplacé(s)"))
    if noms:
        montres = ", ".join(noms[:5]) + ("…" if len(noms) > 5 else "")
        faits.append(accorde(f"{len(noms)} fichier(s) laissé(s)") + f" ({montres})")
    return f"Le dossier « {dossier} » n'était pas vide : {', '.join(faits)}."


def plans_ecrits(nombre: int, dossier: str) -> str:
    """The plans written, one for each failure that is survived."""
    if not nombre:
        return "Aucun planning de secours à écrire."
    return f"{nombre} planning{'s' if nombre > 1 else ''} de secours dans {dossier}, un par imprévu."
