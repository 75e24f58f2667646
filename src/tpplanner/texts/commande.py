"""What the command says on the terminal, besides its help; and when a file cannot be written."""

import os
import re
import shlex
from collections.abc import Iterable, Sequence
from itertools import dropwhile

from tpplanner.domain.answers import Mesure, NiveauAtteint
from tpplanner.domain.reglages import Niveau
from tpplanner.errors import Issue, Severity
from tpplanner.texts import classeur
from tpplanner.texts.classeur import conclusion, nom_de_preference, valeur_de_niveau
from tpplanner.texts.noms import accorde
from tpplanner.texts.phrases import Avis, Phrase, avec_option

# What the command says on the terminal, besides its help.

ARRET = "Arrêt demandé : le meilleur planning trouvé va être écrit. (Ctrl-C encore : abandonner.)"
ARRET_DU_CALCUL = "Arrêt demandé : ce qui est trouvé va être affiché. (Ctrl-C encore : abandonner.)"
AUCUN_ENCORE = "aucun planning encore"
RIEN_TROUVE = (
    "Aucun planning trouvé dans le temps imparti, et rien ne prouve qu'il n'en existe pas. "
    "Donnez plus de temps : --time-limit 300."
)
INTERROMPU_SANS_PLAN = "Arrêté avant d'avoir trouvé un planning : rien n'a été écrit."
IMPOSSIBLE = "Aucun planning n'existe pour cette session telle qu'elle est saisie."
MANQUES = "Un simple décompte le montre :"
CONFLIT_INCONNU = "Les exigences contradictoires n'ont pas pu être isolées dans le temps imparti : --time-limit 300."
AUTRE_CONTRADICTION = "Une autre contradiction peut subsister : corrigez, puis relancez."
MINIMAL = (
    "Minimal, prouvé : sans l'une d'elles, quelle qu'elle soit, les autres de cette liste peuvent être respectées "
    f"ensemble. {AUTRE_CONTRADICTION}"
)
MINIMAL_PAR_REGLE = (
    "Minimal par règle, prouvé : sans l'une de ces règles, quelle qu'elle soit, les autres de cette liste peuvent "
    "être respectées ensemble. Parmi les exigences d'une même règle, certaines sont peut-être de trop : le temps a "
    f"manqué pour le vérifier. {AUTRE_CONTRADICTION}"
)
PEUT_ETRE_TROP = (
    "Certaines de ces exigences sont peut-être de trop : le temps a manqué pour le vérifier (--time-limit 300)."
)
REPARATIONS = "Pour la rendre possible, au choix (prouvé : un planning a été trouvé et contrôlé pour chacun) :"
REPARATIONS_DU_PAS = "Pour l'accepter, ou pour garder ce pas, au choix (prouvé de même) :"
SANS_REPARATION = "Aucun changement qui suffise n'a été trouvé dans le temps imparti (--time-limit 300)."
NON_TRANCHE = (
    "Le temps n'a suffi ni à trouver un planning, ni à prouver qu'il n'en existe pas. "
    "Donnez plus de temps : --time-limit 300."
)
SANS_CHANGEMENT = (
    "--changements : ce planning ne vient d'aucun changement qui concerne quelqu'un. Sans cette option, tous les "
    "documents sont écrits."
)
STATUT_IGNORE = (
    "La colonne Statut n'est pas prise en compte : solve recalcule tout ; pour garder ce qui a commencé, lancez replan."
)
MONTRES = 5
"""Files written that are named at once."""


def abandon(ecrits: Sequence[str]) -> str:
    """That the command was abandoned, with the files that it had written."""
    return f"Abandon : {_ecrits(ecrits)}"


def bogue(ecrits: Sequence[str]) -> str:
    """That the program is wrong, with the files that it had written."""
    return (
        f"Erreur interne de tpplanner : {_ecrits(ecrits)} Signalez-la avec le message ci-dessous "
        "(il ne contient aucun nom)."
    )


def ecrits_avant(ecrits: Sequence[str]) -> str:
    """What had been written, entire, when something went wrong."""
    return f"Avant cela, {_ecrits(ecrits)}"


def _ecrits(fichiers: Sequence[str]) -> str:
    if not fichiers:
        return "rien n'a été écrit."
    reste = len(fichiers) - MONTRES
    noms = ", ".join(fichiers[:MONTRES]) + (accorde(f" et {reste} autre(s)") if reste > 0 else "")
    if len(fichiers) == 1:
        return f"un fichier a été écrit, entier : {noms}."
    return f"{len(fichiers)} fichiers ont été écrits, entiers : {noms}."


_MARQUES = {Severity.ERROR: "ERREUR", Severity.WARNING: "Attention", Severity.QUESTION: "Question"}


def probleme(issue: Issue) -> str:
    """One issue on a line or two: its place, the sentence, what to do."""
    marque = _MARQUES[issue.severity]
    place = f" [{issue.place}]" if issue.place else ""
    valeur = f" (saisi : « {issue.value} »)" if issue.value else ""
    conseil = f"\n    → {issue.hint}" if issue.hint else ""
    return f"{marque}{place} : {issue.message}{valeur}{conseil}"


_SIMPLE = re.compile(r"[\w./:+@-]+" if os.name == "posix" else r"[\w./\\:+@-]+")
"""What no shell reads as anything but itself."""


def a_taper(chemin: str) -> str:
    """A path as it is typed in a command: between quotes where a shell would read it otherwise."""
    return _entre_guillemets(_chemin(chemin))


def _chemin(chemin: str) -> str:
    """A path that is not read as an option."""
    return f".{os.sep}{chemin}" if chemin.startswith("-") else chemin


def _entre_guillemets(mot: str) -> str:
    if _SIMPLE.fullmatch(mot):
        return mot
    if os.name == "posix" and any(mark in mot for mark in '"$`\\!'):
        return shlex.quote(mot)
    return f'"{mot}"'


hors_du_pas = Phrase("Aucun n'existe avec des débuts toutes les {pas} minutes : ceux qui existent tombent à la minute.")


def possible(classeur: str, *autres: str) -> str:
    """That there is a planning, beside those other plannings, and how to have it."""
    mots = commande("solve", _chemin(classeur), *_avec(autres))
    return f"Un planning existe pour cette session : « {mots} » l'écrit."


def que_faire(classeur: str, *autres: str) -> str:
    """What to do where no plan exists, beside those other plannings."""
    mots = commande("explain", _chemin(classeur), *_avec(autres))
    return f"Que faire : « {mots} » cherche les plus petits changements qui suffisent."


def appliquer(code: str, copie: str, classeur: str, referentiel: str | None, *autres: str) -> str:
    """How to have a copy of the workbook with the change of that code, beside those other plannings."""
    du_centre = () if referentiel is None else ("--referentiel", _chemin(referentiel))
    mots = (_chemin(classeur), *_avec(autres), *du_centre, "--appliquer", code, "-o", _chemin(copie))
    return (
        f"« {commande('explain', *mots)} » écrit une copie du classeur, ainsi changée. Un code désigne le même "
        "changement dans toutes les listes."
    )


def appliquee(copie: str, *autres: str) -> str:
    """That the copy is written, and what to do with it."""
    mots = commande("solve", _chemin(copie), *_avec(autres))
    return f"Écrit : {copie}. Remplacez-y ce qui serait « à trouver », puis : {mots}"


def _avec(autres: Sequence[str]) -> tuple[str, ...]:
    return tuple(mot for autre in autres for mot in ("--avec", _chemin(autre)))


def commande(*mots: str) -> str:
    """A command as it is typed."""
    return " ".join(["tpplanner", *map(_entre_guillemets, mots)])


lu = Phrase("{sigle} : {candidats} candidat(s), {membres} membre(s) de jury, {jours} jour(s).")


def avancement(secondes: float, plans: int, niveau: str, valeur: str, borne: str) -> str:
    """The live line: elapsed, plans found, what the best costs, and its bound."""
    nombre = AUCUN_ENCORE if not plans else accorde(f"{plans} planning(s) trouvé(s)")
    return f"{secondes:5.1f} s — {nombre} — niveau {niveau} : {valeur} (au moins {borne})"


_non_places = Phrase("{laisses} manquement(s) : {laisses} candidat(s) non placé{laisses:s}")


def ecrit(fichiers: Sequence[str], regles: int, non_places: int) -> str:
    """What was written, and that it was checked: as a check says it, which counts each candidat left out."""
    constat = "aucun manquement"
    if non_places:
        constat = _non_places(non_places)
    return f"Planning écrit et contrôlé ({regles} règles, {constat}) : {', '.join(fichiers)}"


def niveau_atteint(niveau: Niveau, atteint: NiveauAtteint) -> str:
    """A level's result on one line."""
    noms = " + ".join(nom_de_preference(terme.regle) for terme in niveau.termes)
    valeur = valeur_de_niveau(niveau, atteint.valeur, atteint.unite)
    nommee = valeur_de_niveau(niveau, 2) == f"2 {noms}"
    mesure = valeur if nommee else f"{noms} : {valeur}"
    return f"  niveau {niveau.nom:<2} {mesure} — {conclusion(atteint)}"


def cout_de_niveau(niveau: Niveau, de_plus: int, unite: int) -> str:
    """What something costs more at a level: « attente : 12 min »."""
    noms = " + ".join(nom_de_preference(terme.regle) for terme in niveau.termes)
    return f"{noms} : {valeur_de_niveau(niveau, de_plus, unite)}"


def bon_sens(mesures: Iterable[Mesure]) -> str:
    """What a person would find odd in the planning, on one line."""
    return f"  {classeur.BON_SENS_TITRE.lower()} : {classeur.bon_sens(mesures)}"


def manquements(nombre: int) -> str:
    """How a check ends."""
    if not nombre:
        return "Aucun manquement."
    return accorde(f"{nombre} manquement(s).")


def replan_corrige(planning: str, *autres: str) -> str:
    """What may cure a planning that breaks rules, beside those other plannings."""
    mots = commande("replan", _chemin(planning), *_avec(autres))
    return f"Que faire : « {mots} » cherche le planning le plus proche qui n'en a aucun."


def manquement(phrase: str, editees: Sequence[int], lignes: Sequence[int], cellules: Sequence[str]) -> str:
    """One breach, with the rows of *Planning* and the cells of the workbook that it comes from (`ou_est`)."""
    ou = ou_est(editees, lignes, cellules)
    return f"- {phrase}" + (f"\n    [{' ; '.join(ou)}]" if ou else "")


def ou_est(editees: Sequence[int], lignes: Sequence[int], cellules: Sequence[str]) -> list[str]:
    """Where a breach is: the rows of *Planning* that were edited, the others that it concerns, and cells."""
    rows = [_lignes("modifiée", editees), _lignes("", lignes)]
    rows = [row for row in rows if row]
    return [*([f"Planning, {', '.join(rows)}"] if rows else []), *cellules]


def _lignes(comment: str, numeros: Sequence[int]) -> str:
    """``lignes modifiées 12, 14``; empty where there is none."""
    s = "s" if len(numeros) > 1 else ""
    mots = ("ligne" + s, *([comment + s] if comment else []), ", ".join(map(str, numeros)))
    return " ".join(mots) if numeros else ""


conflits = Phrase(
    "Avec {membres} membre(s) de jury et {jours} jour(s), ces exigences ne peuvent pas être respectées ensemble :"
)
changement_inconnu = Phrase(
    "Le code {code} n'est celui d'aucun changement de ce classeur, ou il a été modifié depuis la liste : rien n'a été "
    "écrit. La même commande sans --appliquer donne la liste."
)
changement = Phrase("Changement : {phrase}")
changement_insuffisant = Phrase(
    "Ce changement seul ne suffit pas : rien n'a été écrit. Tapez le code entier, traits d'union compris ; s'il l'est "
    "déjà, le classeur a été modifié depuis la liste. {phrase}"
)
changement_non_tranche = Phrase(
    "Aucun planning n'a été trouvé avec ce changement dans le temps imparti : rien n'a été écrit. Donnez plus de "
    "temps : --time-limit 300. {phrase}"
)


def non_tranches(nombre: int) -> str:
    """That so many changes could not be settled: the list is perhaps not complete."""
    essais = (
        "1 autre essai n'a pas pu être tranché" if nombre == 1 else f"{nombre} autres essais n'ont pas pu être tranchés"
    )
    return (
        f"{essais} dans le temps imparti : un autre changement, peut-être plus petit, peut suffire aussi "
        "(--time-limit 300)."
    )


def point(phrase: str, cellules: Sequence[str]) -> str:
    """One thing to say, with the cells of the workbook that it comes from."""
    return f"- {phrase}" + (f" [{' ; '.join(cellules)}]" if cellules else "")


def edition(message: str, cellule: str) -> str:
    """Something that a hand changed in the planning."""
    return f"* {message}" + (f" [{cellule}]" if cellule else "")


def duree_totale(secondes: float) -> str:
    """How long it took."""
    return f"En {secondes:.1f} s.".replace(".", ",", 1)


# What is said when a file cannot be written where it was wanted.

AFFICHE = "-affichage"
"""What ends the name of the poster's file, beside its planning."""
affiche_d_un_autre = Avis(
    "L'affiche « {nom} », à côté, n'est pas celle de ce planning : des heures, des salles ou des noms y diffèrent.",
    "Ne l'affichez pas : celle de ce planning est parmi ses documents (« tpplanner export », ou page Documents).",
)
MODIFIE = "-modifié"
"""What ends the name of the file of a planning that follows another."""


verrouille = Phrase("« {voulu} » est ouvert dans un autre programme ou protégé : le résultat est dans « {ecrit} ».")
fichier_lu = Phrase("« {nom} » est un des fichiers lus : il n'est jamais remplacé. Rien n'a été calculé ni écrit.")

AUTRE_NOM = "Donnez un autre nom avec -o."
A_DEPLACER = "Donnez un autre nom avec -o, ou déplacez d'abord ce fichier. Rien n'a été écrit."
autre_session = Avis("« {nom} » est d'une autre session ({session}) : il n'est pas remplacé.", A_DEPLACER)
pas_de_cette_session = Avis(
    "« {nom} » existe déjà, et rien n'y dit qu'il vient de cette session : il n'est pas remplacé.", A_DEPLACER
)
pas_de_cette_annee = Avis(
    "« {nom} » existe déjà, et n'est pas la programmation de cette année : il n'est pas remplacé.", A_DEPLACER
)
existe_deja = Avis("« {nom} » existe déjà : il n'est pas remplacé.", A_DEPLACER)
titre_et_jours = Phrase("{titre}, {debut} au {fin}")
CHANGE_ENTRE_TEMPS = "Le fichier a été enregistré entre-temps : recommencez."
VERROUILLE_CONSEIL = "Fermez le fichier dans Excel avant de relancer pour qu'il soit remplacé."


SORTIE_PERDUE = "La réponse n'a pas pu être écrite sur la sortie standard."


def sortie_pleine(numero: int | None) -> str:
    """What to do where standard output is a file that takes no more."""
    erreur = f" (erreur {numero} du système)" if numero else ""
    return f"Le disque est sans doute plein{erreur} : libérez de la place, ou envoyez la réponse ailleurs."


PEU_DE_MEMOIRE = "La mémoire accordée à tpplanner ne suffit pas."
MEMOIRE_CONSEIL = (
    "Fermez d'autres programmes, puis recommencez ; sous Linux, « ulimit -v » ne doit pas descendre sous 2 Go "
    "(2097152)."
)
PEU_DE_PROCESSUS = "Le système refuse à tpplanner d'en faire autant à la fois."
peu_de_processus = Phrase(
    "Fermez d'autres programmes, puis recommencez ; sous Linux, « ulimit -u » doit en permettre {nombre} de plus."
)

impossible = Phrase("Impossible d'écrire « {voulu} ».")
dossier_absent = Phrase("Le dossier n'existe pas : créez-le, ou choisissez-en un autre{option:avec_option}.")
pas_un_dossier = Phrase("« {nom} » est un fichier, il faut un dossier : choisissez-en un autre{option:avec_option}.")
pas_un_fichier = Phrase("Un dossier porte ce nom, il faut un fichier : choisissez un autre nom{option:avec_option}.")
un_lien = Phrase(
    "C'est un lien vers « {cible} », et rien n'est écrit à travers un lien : donnez le nom du fichier lui-même, ou un "
    "autre{option:avec_option}."
)
pas_remplacable = Phrase(
    "Ce nom est celui d'un périphérique ou d'un tube, pas d'un fichier : choisissez un autre nom{option:avec_option}."
)
dossier_refuse = Phrase(
    "Vous n'avez pas le droit d'écrire dans ce dossier : choisissez-en un autre{option:avec_option}, Documents par "
    "exemple."
)
disque_plein = Phrase("Le disque est plein : libérez de la place, ou choisissez un autre dossier{option:avec_option}.")
trop_gros = Phrase("Ce fichier est trop gros pour ce disque : choisissez un autre dossier{option:avec_option}.")
lecture_seule = Phrase("Ce disque est en lecture seule : choisissez un autre dossier{option:avec_option}.")
nom_refuse = Phrase(
    "Ce nom est trop long, ou contient un caractère qu'un nom de fichier ne peut pas avoir : choisissez un autre "
    "nom{option:avec_option}."
)


def autre(numero: int | None, option: str = "") -> str:
    """The system refuses for a reason of its own, known by its number."""
    erreur = f" (erreur {numero} du système)" if numero else ""
    return f"Rien ne peut être créé à cet endroit{erreur} : choisissez un autre dossier{avec_option(option)}."


EXTENSION = "Le nom doit finir par « .xlsx »."

# What the command that plans several workbooks says.

AUCUN_CLASSEUR = "Aucun classeur à planifier ici : donnez des fichiers .xlsx, ou un dossier qui en contient."
PLANIFIE = "planning écrit et contrôlé"
REPRIS = "déjà calculé pour la même saisie, repris et recontrôlé"
LOT_IMPOSSIBLE = "aucun planning n'existe (« tpplanner explain » indique pourquoi, et quoi changer)"
PAS_TROUVE = "aucun planning trouvé dans le temps imparti (--time-limit)"
ARRETE = "arrêté avant d'être calculé"
ECHEC = "erreur interne de tpplanner, cette session seulement"
NON_ECRIT = "planning trouvé, mais son fichier n'a pas pu être écrit"
REFUSE = "classeur refusé, à corriger"

deja_un_planning = Phrase(
    "{nom} : contient déjà un planning, laissé de côté (donnez le fichier lui-même pour le recalculer)."
)
deja_commencee = Phrase(
    "{nom} : laissé de côté, car un imprévu y a été noté un jour de la session (« tpplanner solve » garde ce qui est"
    " commencé)."
)
autre_format = Phrase(
    "{nom} : laissé de côté, car un classeur {suffixe} n'est pas lu (enregistrez-le au format .xlsx, puis relancez)."
)


def ligne(rang: int, total: int, nom: str, suite: str) -> str:
    """One session of several: its rank, its name, what became of it."""
    return f"[{rang:>{len(str(total))}}/{total}] {nom} : {suite}"


def niveaux(definis: Iterable[Niveau], atteints: Sequence[NiveauAtteint]) -> str:
    """How good a plan is known to be, in a few words: the best, but for what comes after the last level proven."""
    if all(niveau.prouve for niveau in atteints):
        return "le meilleur au pas choisi, prouvé"
    ouverts = {niveau.nom for niveau in dropwhile(lambda niveau: niveau.prouve, atteints)}
    if len(ouverts) == len(atteints):
        return "optimalité non prouvée"
    reste = (nom_de_preference(terme.regle) for niveau in definis if niveau.nom in ouverts for terme in niveau.termes)
    return f"optimal, sauf {', '.join(reste)}"


def bilan(comptes: dict[str, int], secondes: float) -> str:
    """How the batch ended."""
    parts = [f"{nombre} × {quoi}" for quoi, nombre in comptes.items() if nombre]
    return f"En {secondes:.1f} s : ".replace(".", ",", 1) + " ; ".join(parts) + "."
