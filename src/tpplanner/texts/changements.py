"""What is said of a change, and of several plannings side by side."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from tpplanner.domain.answers import NiveauAtteint
from tpplanner.texts.noms import Noms, Texte, date_longue, duree, heure

# What is said of a change: the events, what cannot be done, what differs, what to tell each person.

AIDE = (
    "Ce qui change par rapport au planning précédent, et ce qu'il faut signaler à chacun. Une personne qui n'y figure "
    "pas n'est pas à prévenir : ses jours, ses heures et ses salles sont les mêmes."
)
AVIS_TITRE = "Ce qui s'est passé"
MESSAGES_TITRE = "À signaler à chacun"
MESSAGES_ENTETES = ("Qui", "En tant que", "À lui signaler")
DIFFERENCES_TITRE = "Avant et après"
DIFFERENCES_ENTETES = ("Quoi", "Avant", "Après")
ATTENDU_HEURE = "Une heure s'écrit 10h40 ou 10:40."
ATTENDU_DUREE = "Une durée s'écrit 25min ou 1h05."
RIEN = "Rien ne change : le planning précédent reste valable, à la minute."
RIEN_A_DIRE = "Personne n'est à prévenir."
TRAVAUX_SEULS = "Les passages restent, le travail propre des jurys est replacé."
CANDIDAT, MEMBRE = "candidat", "membre de jury"
NOUVEAU, SUPPRIME = "–", "–"
CONVOCATIONS_TENUES = (
    "Personne n'est convoqué plus tôt que sur sa convocation, ni un autre jour. Si quelqu'un l'accepte : feuille "
    "Convocations, une ligne pour ce jour, Accord à « oui » ; puis relancez replan."
)
IMPOSSIBLE = "Aucun planning ne tient compte de ce changement. Rien n'a été écrit : le planning précédent est intact."


SUFFIRAIT = "Ce qui suffirait, au choix (prouvé : un planning a été trouvé et contrôlé pour chacun) :"

RIEN_NE_SUFFIT = (
    "Aucun changement qui suffise n'a été trouvé, parmi : finir jusqu'à une heure plus tard, d'autres heures acceptées "
    "par des candidats ou des membres, un candidat reporté."
)


# What would be enough


def cure_fin(jour: str, fin: time) -> str:
    """A day that ends later."""
    return f"Porter la fin au plus tard à {heure(fin)} ({jour})."


def cure_accord(noms: Sequence[str], jours: Sequence[str]) -> str:
    """People who agree to come otherwise than convened, on those days."""
    acceptent = "accepte" if len(noms) == 1 else "acceptent"
    return f"{' et '.join(noms)} {acceptent} de venir à une autre heure ou un autre jour ({', '.join(jours)})."


def cure_reporte(nom: str) -> str:
    """A candidat who passes at another session."""
    return f"Reporter {nom} à une autre session : ses passages sont retirés de celle-ci."


# The events


def plage(noms: Noms, debut: datetime, fin: datetime, jours: Sequence[date]) -> str:
    """``lundi 14 juin 2027 à partir de 13 h``, ``toute la session``."""
    touches = [
        jour for jour in jours if debut.date() <= jour <= fin.date() and (jour < fin.date() or fin.time() > time())
    ]
    entier = debut.time() == time()
    if len(touches) == 1:
        return noms.jour(touches[0]) if entier else f"{noms.jour(touches[0])} à partir de {heure(debut)}"
    if entier and len(touches) == len(jours):
        return "toute la session"
    return f"à partir de {noms.jour(debut.date())}" + ("" if entier else f", {heure(debut)}")


def absent(nom: str, quand: str) -> str:
    """Somebody is away."""
    return f"Absence de {nom} : {quand}."


def candidat_absent(nom: str) -> str:
    """A candidat does not come."""
    return f"Absence du candidat {nom} : ses passages sont retirés. À noter au procès-verbal."


def retard(nom: str, minutes: int) -> str:
    """A candidat is late, and his hours do not change."""
    return (
        f"Retard de {nom} : {duree(minutes)}. Aucun horaire ne change. L'émargement l'indique ; à noter au "
        "procès-verbal. Le responsable de session décide s'il peut composer."
    )


def retard_reporte(nom: str, minutes: int) -> str:
    """A candidat is late, and passes later."""
    return f"Retard de {nom} : {duree(minutes)} ; ses passages sont reportés. À noter au procès-verbal."


def decalage(jury: str, minutes: int, candidat: str) -> str:
    """A jury runs late."""
    return f"{jury} a {duree(minutes)} de retard, à partir de {candidat}."


def salle_perdue(nom: str, quand: str) -> str:
    """A room is lost."""
    return f"Salle perdue, {nom} : {quand}."


def prolongation(jour: str, fin: time) -> str:
    """A day that may last longer."""
    return f"Fin au plus tard, {jour} : {heure(fin)}."


def accord(nom: str) -> str:
    """Somebody agrees to other hours than he was convened for."""
    return f"Accord de {nom} pour une autre heure ou un autre jour que sur sa convocation."


def ajoutes(noms: Sequence[str]) -> str:
    """Candidats who were not there."""
    return f"Candidat{'s' if len(noms) > 1 else ''} ajouté{'s' if len(noms) > 1 else ''} : {', '.join(noms)}."


def planning_retouche(nombre: int) -> str:
    """A hand changed the planning."""
    lignes = f"{nombre} ligne{'s' if nombre > 1 else ''}"
    return f"Planning retouché à la main ({lignes}) : ce qui a été déplacé est un souhait."


# What cannot be done


def fige_avec(nom: str, candidat: str, epreuve: str) -> Texte:
    """A pinned passage before somebody who leaves."""
    return Texte(
        f"« {epreuve} » de {candidat} est figé devant {nom}, qui sera absent.",
        "Effacez « tout » dans la colonne Figé de cette ligne du planning.",
    )


def jury_en_cours(nom: str, jury: str, libre: datetime, candidats: Sequence[str]) -> Texte:
    """A jury that sits and cannot be over before somebody leaves."""
    reste = f" Candidats commencés : {', '.join(candidats)}." if candidats else ""
    return Texte(
        f"{nom} siège dans le {jury.lower()}, déjà commencé, qui ne peut pas avoir fini, clôture comprise, avant "
        f"{heure(libre)}.{reste}",
        f"Donnez --de {libre:%Hh%M} ou plus tard si le jury peut finir ; sinon ces candidats sont à reporter : aucun "
        "ne sera réentendu sans que vous l'ayez décidé.",
    )


def candidat_entame(nom: str) -> Texte:
    """A candidat who has begun."""
    return Texte(
        f"{nom} a déjà commencé (une épreuve, ou la lecture de son dossier par le jury) : son créneau reste tel quel.",
        "Notez son absence ou son retard sur l'émargement et au procès-verbal : il n'y a rien à replanifier.",
    )


def plus_de_candidat() -> Texte:
    """Nobody is left."""
    return Texte("Il ne reste aucun candidat.")


def rien_a_venir(nom: str, jour: str = "") -> Texte:
    """A candidat who is told late, and has nothing to come, that day or at all."""
    quand = f" {jour}" if jour else ""
    return Texte(f"{nom} n'a aucun passage à venir{quand} : aucun retard n'est à noter.", "Vérifiez le jour.")


def collective_manquee(nom: str, epreuve: str) -> Texte:
    """A collective épreuve cannot begin later for one candidat."""
    return Texte(
        f"« {epreuve} » commence pour tous au même moment : elle ne peut pas être reportée pour {nom} seul.",
        "Sans --reporter, son créneau reste et le responsable décide s'il peut composer ; --absent-candidat le retire.",
    )


def collective_en_retard(jury: str, epreuve: str) -> Texte:
    """A collective épreuve cannot be late for one jury."""
    return Texte(f"« {epreuve} » commence pour tous au même moment : {jury} ne peut pas la décaler seul.")


def jury_inconnu(nom: str, jour: str, juries: Sequence[str]) -> Texte:
    """A jury that does not sit that day."""
    return Texte(f"{nom} ne siège pas {jour}.", f"Jurys de ce jour : {', '.join(dict.fromkeys(juries)) or 'aucun'}.")


def plus_personne(jury: str, jour: str) -> Texte:
    """A jury that has nobody to hear."""
    return Texte(f"{jury} n'a plus personne à entendre {jour} à cette heure : son retard ne change rien.")


def salle_du_jury(salle: str, jury: str, libre: datetime) -> Texte:
    """A room in which a jury sits."""
    return Texte(
        f"{jury} siège dans « {salle} », et ne peut pas avoir fini avant {heure(libre)} : un jury garde sa salle "
        "jusqu'à sa clôture.",
        f"Donnez --de {libre:%Hh%M} ou plus tard ; sinon changez sa salle à la main dans la feuille Planning.",
    )


def salle_occupee(salle: str, candidat: str, fin: datetime) -> Texte:
    """A room in which a passage runs."""
    return Texte(
        f"{candidat} compose dans « {salle} » jusqu'à {heure(fin)}.",
        f"Donnez --de {fin:%Hh%M} ou plus tard ; sinon déplacez-le à la main.",
    )


def jour_a_preciser(option: str, jours: Sequence[str]) -> Texte:
    """An hour without its day."""
    return Texte(f"{option} : de quel jour s'agit-il ?", f"Ajoutez --jour, parmi : {', '.join(jours)}.")


def jour_inconnu(texte: str, jours: Sequence[str]) -> Texte:
    """A day that the session has not."""
    return Texte(f"« {texte} » n'est pas un jour de la session.", f"Jours : {', '.join(jours)}.")


def illisible(option: str, texte: str, attendu: str) -> Texte:
    """A value that cannot be read."""
    return Texte(f"{option} : « {texte} » est illisible. {attendu}")


def nom_inconnu(option: str, texte: str, proches: Sequence[str], plusieurs: bool) -> Texte:
    """A name that nobody bears, or several."""
    conseil = f"Vouliez-vous dire {' ou '.join(f'« {p} »' for p in proches)} ?" if proches else ""
    motif = "désigne plusieurs personnes ou salles" if plusieurs else "est inconnu dans ce classeur"
    return Texte(f"{option} : « {texte} » {motif}.", conseil)


def laisse_de_cote(option: str, nom: str) -> Texte:
    """A candidat who has no place in the planning."""
    return Texte(
        f"{option} : {nom} n'est pas placé dans ce planning.",
        "Supprimez sa ligne de la feuille Non placés pour qu'un calcul le place : tpplanner replan ou solve.",
    )


def epreuve_inconnue(texte: str, siennes: Sequence[str]) -> Texte:
    """An épreuve that a candidat does not pass."""
    return Texte(f"ÉPREUVE : « {texte} » n'est pas une épreuve de ce candidat.", f"Les siennes : {', '.join(siennes)}.")


def de_sans_objet() -> Texte:
    """An hour of beginning that concerns nothing."""
    return Texte("--de ne s'emploie pas seul.", "Il accompagne --absent ou --salle-perdue.")


def ajout_ambigu() -> Texte:
    """More candidats where those already there are not presented to the same CCP."""
    return Texte(
        "--ajouter ne sait pas à quels CCP présenter ces candidats : ceux de la session n'ont pas tous les mêmes.",
        "Ajoutez-les à la feuille Candidats du planning, avec leurs CCP, puis relancez replan sans --ajouter.",
    )


def deja_la(noms: Sequence[str]) -> Texte:
    """Candidats of a list who are in the session already."""
    return Texte(
        f"Déjà dans la session, donc pas ajouté{'s' if len(noms) > 1 else ''} : {', '.join(noms)}.",
        "Si ce sont d'autres personnes du même nom, donnez à chacune son n° CERES.",
    )


def personne_a_ajouter() -> Texte:
    """All candidats of a list are in the session already."""
    return Texte("--ajouter : tous les candidats de cette liste sont déjà dans la session.")


def reporter_sans_objet() -> Texte:
    """A postponement of nobody."""
    return Texte("--reporter ne s'emploie pas seul.", "Il accompagne --retard CANDIDAT 25min.")


# What differs

PLUS_ATTENDU = "n'est plus attendu"
"""Of somebody, on a day for which he was convened."""


def epreuve(nom: str) -> str:
    """An épreuve."""
    return f"« {nom} »"


def passage(candidat: str, nom: str) -> str:
    """Somebody at an épreuve."""
    return f"{candidat}, {epreuve(nom)}"


def heures(debut: datetime, fin: datetime) -> str:
    """From one hour to another."""
    return f"{heure(debut)} – {heure(fin)}"


def convoque(heure_d_appel: datetime) -> str:
    """At which hour somebody is called."""
    return f"convoqué à {heure(heure_d_appel)}"


def devant(membres: str) -> str:
    """Before whom."""
    return f"devant {membres}"


def avec(membres: str) -> str:
    """With whom."""
    return f"avec {membres}"


def change(quoi: str, avant: Sequence[str], apres: Sequence[str], parti: str = "n'est plus prévu") -> str:
    """Something that moved, appeared or is gone (`parti`): what it is now, and only what it no longer is."""
    if not avant:
        return f"{quoi} : {_dit(apres)} (nouveau)."
    if not apres:
        return f"{quoi} : {parti} ({_dit(avant)})."
    if len(avant) != len(apres):
        return f"{quoi} : {_dit(apres)} (avant : {_dit(avant)})."
    people = apres[-1:] if avant[-1] != apres[-1] or len(apres) == 1 else ()
    etait = _dit(a for a, b in zip(avant, apres, strict=True) if a != b)
    return f"{quoi} : {_dit([*apres[:-1], *people])} (avant : {etait})."


def _dit(parts: Iterable[str]) -> str:
    return ", ".join(filter(None, parts))


def entend(plus: Sequence[str], moins: Sequence[str]) -> str:
    """Whom a membre hears who was not to be, and whom no more."""
    parts = [f"entend aussi {', '.join(plus)}" if plus else "", f"n'entend plus {', '.join(moins)}" if moins else ""]
    return f"Le jury {' et '.join(filter(None, parts))}."


def et_d_autres(nombre: int) -> str:
    """Those who are not named on the terminal."""
    return f"  … et {nombre} autre{'s' if nombre > 1 else ''} : feuille Changements."


def derangement(nombre: int, parties: Sequence[NiveauAtteint], conclusion: str) -> str:
    """What a change disturbs, on one line: how many people are to be told, what else, and whether it is the least.

    `parties`: the levels of what is disturbed, in their order.
    """
    appeles, _, jours, minutes, _ = (niveau.valeur for niveau in parties)
    if not nombre:
        return RIEN_A_DIRE
    qui = f"{nombre} personne{'s' if nombre > 1 else ''} à prévenir (feuille Changements)"
    autres = (
        f"{appeles} membre{'s' if appeles > 1 else ''} convoqué{'s' if appeles > 1 else ''} en plus" if appeles else "",
        f"{jours} changement{'s' if jours > 1 else ''} de jour" if jours else "",
        f"{duree(minutes)} de décalage en tout" if minutes else "",
    )
    return f"{', '.join(filter(None, (qui, *autres)))}{conclusion} :"


def le_moins(parties: Sequence[NiveauAtteint]) -> str:
    """Whether that is the least: proven as a whole, in people to be told, or how far from it at most."""
    prevenus = parties[1]
    if all(niveau.prouve for niveau in parties):
        return " ; aucun planning ne dérange moins, c'est prouvé"
    if prevenus.prouve:
        return " ; aucun planning n'en prévient moins, c'est prouvé, mais un autre changerait peut-être moins le reste"
    if prevenus.borne is not None:
        moins = prevenus.valeur - prevenus.borne
        return f" ; un autre planning en préviendrait peut-être jusqu'à {moins} de moins, pas davantage"
    return " ; un autre planning dérangerait peut-être moins : le temps n'a pas suffi pour le savoir"


# What is said of several plannings of one centre side by side.


def pris(
    fichier: str, personnes: Sequence[str], candidats: Sequence[str], salles: Sequence[str], *, meme_site: bool
) -> Texte:
    """Who and what another planning takes on the days of this session."""
    pris_ = [
        f"{quoi} {', '.join(noms)}"
        for quoi, noms in (("", personnes), ("candidats", candidats), ("salles", salles))
        if noms
    ]
    sites = "" if meme_site else " Les sites diffèrent : leurs salles ne sont pas les mêmes."
    if not pris_:
        return Texte(f"« {fichier} » ne prend ni personne ni salle de cette session.{sites}")
    return Texte(
        f"« {fichier} » occupe déjà : {' ; '.join(p.strip() for p in pris_)}.{sites}",
        "Comptés comme absents aux heures de cet autre planning. Même nom : même personne, même salle.",
    )


def aucun_jour_commun(fichier: str) -> Texte:
    """Another planning on other days."""
    return Texte(f"« {fichier} » n'a aucun jour en commun avec cette session.")


def responsable_de_deux(nom: str, debut: datetime, fin: datetime, fichier: str) -> Texte:
    """One responsable for two sessions at once."""
    return Texte(
        f"{nom} est responsable de deux sessions à la fois le {date_longue(debut.date())}, de {heure(debut)} à "
        f"{heure(fin)} (« {fichier} »).",
        "Sa présence est indispensable sur toute la durée de chacune : prévoyez un autre responsable, ou un suppléant.",
    )


def dans(fichier: str, message: str) -> str:
    """Something wrong in the other workbook."""
    return f"« {fichier} » : {message}"


def sans_planning(fichier: str) -> Texte:
    """A workbook without a planning."""
    return Texte(
        f"« {fichier} » ne contient pas de planning.", "Donnez à --avec un fichier planning.xlsx écrit par tpplanner."
    )


def fictif(fichier: str) -> Texte:
    """An agrément file, whose days are no dates."""
    return Texte(f"« {fichier} » est un dossier d'agrément : ses jours ne sont pas des dates.", "Retirez --avec.")


def lui_meme(fichier: str) -> str:
    """A workbook beside itself."""
    return f"--avec attend un autre planning : « {fichier} » est celui dont il s'agit."
