"""What is said of a change, and of several plannings side by side."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from tpplanner.domain.answers import Concern, Message, NiveauAtteint, Priorite
from tpplanner.domain.imprevus import Decision
from tpplanner.texts.noms import Noms, Texte, accorde, de_qui, duree, heure
from tpplanner.texts.phrases import Avis, Phrase, et, proche

# What is said of a change: the events, what cannot be done, what differs, what to tell each person.

AIDE = (
    "Ce qui change par rapport au planning précédent, et qui appeler, dans l'ordre. Une personne qui n'y figure "
    "pas n'est pas à prévenir : ses jours, ses heures et ses salles sont les mêmes. Un jury peut entendre d'autres "
    "candidats, ou dans un autre ordre, sans que ses heures changent : remettez-lui sa nouvelle feuille."
)
AVIS_TITRE = "Ce qui s'est passé"
RETARDS_TITRE = "Retards notés"
RETARDS_ENTETES = ("Qui", "À quelle épreuve", "Minutes")
APPELS_TITRES = {
    Priorite.VENIR: "D'abord : à faire venir, ou à qui demander s'il le peut",
    Priorite.NE_PAS_VENIR: "Ensuite : n'ont plus à venir",
    Priorite.CHANGER: "Enfin : changent d'heure ou de salle",
}
APPELS_ENTETES = ("Fait", "Qui", "Téléphone", "À dire", "Ce qui change", "Joint à, réponse")
A_COCHER = "☐"
AFFICHES_TITRE = "Affiches à refaire"
DIFFERENCES_TITRE = "Avant et après"
DIFFERENCES_ENTETES = ("Quoi", "Avant", "Après")
ATTENDU_HEURE = "Une heure s'écrit 10h40 ou 10:40."
ATTENDU_DUREE = "Une durée s'écrit 25min ou 1h05."
ATTENDU_PLUS_TARD = "Cette heure vient après le début."
RIEN = "Rien ne change : le planning précédent reste valable, à la minute."
RIEN_A_DIRE = "Personne n'est à prévenir."
TRAVAUX_SEULS = "Les passages restent, le travail propre des jurys est replacé."
CANDIDAT, MEMBRE = "candidat", "membre de jury"
NOUVEAU, SUPPRIME = "–", "–"
IMPOSSIBLE = "Aucun planning ne tient compte de ce changement. Rien n'a été écrit : le planning précédent est intact."


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


absent = Phrase("Absence de {nom} : {quand}.")
decline = Phrase("{nom} a décliné et n'est plus appelé.")
candidat_absent = Phrase("Absence du candidat {nom} : ses passages sont retirés. À noter au procès-verbal.")
candidat_reporte = Phrase("Report du candidat {nom} à une autre session : ses passages sont retirés.")
candidat_refuse = Phrase("Candidat non admis, {nom} : ses passages sont retirés. À noter au procès-verbal.")
candidat_admis = Phrase("{nom} : admis à {moment:heure}. À noter au procès-verbal.")
remplacement = Phrase("Absence de {absent}, que {par} remplace : {quand}.")
deport = Phrase("{membre} se déporte : il ou elle ne juge pas {candidat}.")
retard = Phrase(
    "Retard de {nom} : {minutes:duree}. Aucun horaire ne change. L'émargement l'indique ; à noter au procès-verbal. "
    "Le responsable de session décide s'il peut composer."
)
retard_reporte = Phrase("Retard de {nom} : {minutes:duree} ; ses passages sont reportés. À noter au procès-verbal.")
decalage = Phrase(
    "{jury} a {minutes:duree} de retard, à partir de {candidat} : ce qui est fini reste, ce qui est en cours finit "
    "plus tard."
)
jury_poursuit = Phrase("{jury} continue avec {noms:liste}, qui auront tout entendu.")
jury_change_de_salle = Phrase("{jury} continue dans « {salle} ».")
candidat_entame = Phrase(
    "{nom} a déjà commencé (une épreuve, ou la lecture de son dossier par le jury) : son créneau reste tel quel. À "
    "noter sur l'émargement et au procès-verbal."
)
collective_manquee = Phrase(
    "« {epreuve} » commence pour tous au même moment : elle n'est pas reportée pour {nom}. Le responsable de session "
    "décide s'il peut composer."
)
lien_constate = Phrase("{membre} et {candidat} : un lien, alors que l'audition est finie. À noter au procès-verbal.")


def jury_interrompu(
    decision: Decision, jury: str, nom: str, moment: datetime, reprise: datetime | None, jour: str
) -> str:
    """What becomes of a candidat whose hearing is interrupted."""
    suite = {
        Decision.POURSUIVRE: "elle continue",
        Decision.SUSPENDRE: f"elle reprend à {heure(reprise)} devant le même jury" if reprise else "",
        Decision.ANNULER: "elle est annulée, et un autre jury l'entend depuis le début",
        Decision.REPORTER: "ce candidat est reporté à une autre session, ce qu'il a composé reste",
        Decision.EN_ATTENTE: (
            "à vous de décider, il ne passe plus devant un jury d'ici là : --jury-interrompu "
            f'"{jury}, {jour}, {moment:%Hh%M}" --decision annuler (un autre jury l\'entend depuis le début) ou reporter'
        ),
    }
    return (
        f"{jury}, audition {de_qui(nom)} interrompue à {heure(moment)} : {suite[decision]}. À noter au procès-verbal."
    )


def ecrit_interrompu(nom: str, moment: datetime, reprise: datetime, fins: Sequence[datetime]) -> str:
    """An écrit that stops for some time, and its new ends: the first is that of those who have no majoration."""
    ends = " ; ".join(heure(fin) for fin in fins)
    suite = f"nouvelle fin : {ends}" if fins else "elle était finie : rien ne change"
    return f"« {nom} » interrompue de {heure(moment)} à {heure(reprise)} : {suite}. À noter au procès-verbal."


plus_personne = Phrase("{jury} n'a plus personne à entendre {jour} à cette heure : son retard ne change rien.")
salle_perdue = Phrase("Salle perdue, {nom} : {quand}.")
prolongation = Phrase("Fin au plus tard, {jour} : {fin:heure}.")
accord = Phrase("Accord de {nom} pour une autre heure ou un autre jour que sur sa convocation.")
ajoutes = Phrase("Candidat{noms:s} ajouté{noms:s} : {noms:liste}.")
planning_retouche = Phrase("Planning retouché à la main ({nombre} ligne(s)) : ce qui a été déplacé est un souhait.")


def autre_en_vigueur(nom: str, imprevus: Sequence[str]) -> Texte:
    """A planning that is in force and knows of what the one that was given does not."""
    return Texte(
        f"Ce planning ne connaît pas ce qui est noté dans {nom}, écrit depuis : {' '.join(imprevus)}",
        f"Si ce que vous signalez s'y ajoute, donnez {nom} à replan.",
    )


calcule_a_nouveau = Phrase("Planning calculé à nouveau, et comparé au planning en vigueur, {nom}.")
face_a = Phrase("Par rapport au planning en vigueur, {nom} : {nombre} personne(s) à prévenir (feuille Changements).")
tenu = Phrase("Le planning en vigueur est {nom} : ce qu'il a commencé au dernier imprévu noté ne change plus.")
repris = Phrase("Repris : {quoi}. Cet imprévu ne compte plus.")


refus_attendu = Avis(
    "--refus : ce planning compte sur l'accord de {noms:liste}.",
    "Partez du planning d'avant celui qui le demande, et signalez-y aussi ce qui s'est passé depuis.",
)


def reprise_ambigue(nom: str, imprevus: Sequence[str], *, several: bool) -> Texte:
    """What is to be taken back and is no event that holds, or is several; those that it may be, each by its row."""
    if not imprevus:
        return Texte(f"--reprendre : « {nom} ». Aucun imprévu n'est à reprendre dans ce planning.")
    quoi = "plusieurs imprévus portent ce nom" if several else "aucun imprévu qui tienne n'a ce nom ni ce rang"
    return Texte(
        f"--reprendre : « {nom} » : {quoi}.", f"Donnez le rang dans la feuille Imprévus : {' ; '.join(imprevus)}."
    )


# What cannot be done

fige_avec = Avis(
    "« {epreuve} » de {candidat} est figé devant {nom}, qui sera absent.",
    "Effacez « tout » dans la colonne Figé de cette ligne du planning.",
)


MOTIFS = ("identité", "prérequis")
"""What a candidat may fail to show at the door."""

motif_inconnu = Avis("{option} : « {motif} » n'est pas un motif.", "Donnez l'un de ceux-ci : {motifs:liste}.")
heure_attendue = Avis("{option} : à quelle heure ?", "Donnez l'heure après le nom, ou --a.")
decision_attendue = Avis("Le jury est interrompu : que décidez-vous ?", "Donnez --decision, parmi : {decisions:liste}.")
decision_sans_objet = Avis("--decision et --reprise ne s'emploient pas seuls.", "Ils accompagnent --jury-interrompu.")
jury_incomplet = Avis(
    "{jury} ne peut pas continuer d'entendre {candidat} : deux membres doivent l'avoir entendu en entier.",
    "Donnez --decision annuler (un autre jury l'entend depuis le début) ou --decision reporter (à une autre session).",
)
jury_sans_audition = Avis(
    "{jury} n'entend personne à {moment:heure}.",
    "Vérifiez le jury et l'heure ; s'il n'entendait personne, donnez --decalage.",
)
reprise_attendue = Avis("À quelle heure cela reprend-il ?", "Donnez --reprise, plus tard que l'interruption.")
plus_que_lui = Avis(
    "{nom}, que {jury} entendait, est le dernier candidat de la session : sans lui il n'y a rien à planifier.",
    "Décidez : --jury-interrompu avec --decision annuler (un autre jury l'entend depuis le début) ou suspendre.",
)
plus_de_candidat = Avis("Il ne reste aucun candidat.")


def rien_a_venir(nom: str, jour: str = "") -> Texte:
    """A candidat who is told late, and has nothing to come, that day or at all."""
    quand = f" {jour}" if jour else ""
    return Texte(f"{nom} n'a aucun passage à venir{quand} : aucun retard n'est à noter.", "Vérifiez le jour.")


def jury_inconnu(nom: str, jour: str, juries: Sequence[str]) -> Texte:
    """A jury that does not sit that day."""
    return Texte(f"{nom} ne siège pas {jour}.", f"Jurys de ce jour : {', '.join(dict.fromkeys(juries)) or 'aucun'}.")


salle_du_jury = Avis(
    "{jury} siège dans « {salle} », et ne peut pas avoir fini avant {libre:heure} : un jury garde sa salle jusqu'à sa "
    "clôture.",
    "Donnez --de {libre:heure_tapee} ou plus tard ; sinon changez sa salle à la main dans la feuille Planning.",
)
salle_occupee = Avis(
    "{candidat} compose dans « {salle} » jusqu'à {fin:heure}.",
    "Donnez --de {fin:heure_tapee} ou plus tard ; sinon déplacez-le à la main.",
)
jour_a_preciser = Avis("{option} : de quel jour s'agit-il ?", "Ajoutez --jour, parmi : {jours:liste}.")
jour_inconnu = Avis("« {texte} » n'est pas un jour de la session.", "Jours : {jours:liste}.")
illisible = Avis("{option} : « {texte} » est illisible. {attendu}")


def nom_inconnu(option: str, texte: str, proches: Sequence[str], plusieurs: bool) -> Texte:
    """A name that nobody bears, or several."""
    motif = "désigne plusieurs personnes ou salles" if plusieurs else "est inconnu dans ce classeur"
    return Texte(f"{option} : « {texte} » {motif}.", proche(proches))


laisse_de_cote = Avis(
    "{option} : {nom} n'est pas placé dans ce planning.",
    "Supprimez sa ligne de la feuille Non placés pour qu'un calcul le place : tpplanner replan ou solve.",
)
epreuve_inconnue = Avis("ÉPREUVE : « {texte} » n'est pas une épreuve de ce candidat.", "Les siennes : {siennes:liste}.")
de_sans_objet = Avis("--de ne s'emploie pas seul.", "Il accompagne --absent ou --salle-perdue.")
ajout_ambigu = Avis(
    "--ajouter ne sait pas à quels CCP présenter ces candidats : ceux de la session n'ont pas tous les mêmes.",
    "Indiquez leurs CCP dans la colonne « Présenté à » de la liste ; ou ajoutez-les, avec leurs CCP, à la feuille "
    "Candidats du planning, puis relancez replan sans --ajouter.",
)
deja_la = Avis(
    "Déjà dans la session, donc pas ajouté{noms:s} : {noms:liste}.",
    "Si ce sont d'autres personnes du même nom, donnez à chacune son n° CERES.",
)
personne_a_ajouter = Avis("--ajouter : tous les candidats de cette liste sont déjà dans la session.")
reporter_sans_objet = Avis("--reporter ne s'emploie pas seul.", "Il accompagne --retard CANDIDAT 25min.")

# What to say to somebody who is called, in a sentence

jour_et_heure = Phrase("{jour} à {moment:heure}")
venir_plus_tot = Phrase("Pouvez-vous venir à {heure_d_appel:heure} au lieu de {avant:heure}, {jour} ?")
finir = Phrase("Vous finissez à {fin:heure} au lieu de {avant:heure}, {jour}.")
MEME_HEURE = "Votre heure d'arrivée ne change pas."
venir_plus_tard = Phrase("Venez à {heure_d_appel:heure} au lieu de {avant:heure}, {jour}.")


def venir(quand: Sequence[str], role: str = "") -> str:
    """Somebody who is to come on days on which they were not called; as what, where they were not called at all."""
    return f"Pouvez-vous venir {et(quand)}{f', comme {role}' if role else ''} ?"


def venir_au_lieu(quand: Sequence[str], avant: Sequence[str]) -> str:
    """Somebody who is to come on other days."""
    return f"Pouvez-vous venir {et(quand)}, au lieu de {et(avant)} ?"


def ne_pas_venir(quand: Sequence[str]) -> str:
    """Somebody who is not to come."""
    return f"Ne venez pas {et(quand)} : votre présence n'est plus nécessaire."


def absence_notee(quand: Sequence[str]) -> str:
    """Somebody who told that they are not coming, and comes still at another moment."""
    return f"Votre absence est notée : {et(quand)}."


# What differs

PLUS_ATTENDU = "n'est plus attendu"
"""Of somebody, on a day for which they were convened."""

epreuve = Phrase("« {nom} »")
passage = Phrase("{candidat}, « {nom} »")
heures = Phrase("{debut:heure} – {fin:heure}")
convoque = Phrase("convoqué à {heure_d_appel:heure}")
devant = Phrase("devant {membres}")
avec = Phrase("avec {membres}")


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


et_d_autres = Phrase("  … et {nombre} autre(s) : feuille Changements.")


def derangement(messages: Sequence[Message], parties: Sequence[NiveauAtteint], conclusion: str) -> str:
    """What a change disturbs, on one line: how many people are to be told, what else, and whether it is the least.

    `messages`: what to tell them; `parties`: the levels of what is disturbed, in their order.
    """
    nombre, imposes = len(messages), sum(m.concern is Concern.IMPOSE for m in messages)
    appeles, _, jours, minutes, _ = (niveau.valeur for niveau in parties)
    if not nombre:
        return RIEN_A_DIRE
    qui = accorde(f"{nombre} personne(s) à prévenir (feuille Changements)")
    dont = f"dont {imposes} de toute façon" if 0 < imposes < nombre else ""
    autres = (
        accorde(f"{appeles} membre(s) convoqué(s) en plus") if appeles else "",
        accorde(f"{jours} changement(s) de jour") if jours else "",
        f"{duree(minutes)} de décalage en tout" if minutes else "",
    )
    return f"{', '.join(filter(None, (qui, dont, *autres)))}{conclusion} :"


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
    groupes = [
        f"{quoi} {', '.join(noms)}"
        for quoi, noms in (("", personnes), ("candidats", candidats), ("salles", salles))
        if noms
    ]
    sites = "" if meme_site else " Les sites diffèrent : leurs salles ne sont pas les mêmes."
    if not groupes:
        return Texte(f"« {fichier} » ne prend ni personne ni salle de cette session.{sites}")
    return Texte(
        f"« {fichier} » occupe déjà : {' ; '.join(p.strip() for p in groupes)}.{sites}",
        "Comptés comme absents aux heures de cet autre planning. Même nom : même personne, même salle.",
    )


aucun_jour_commun = Avis("« {fichier} » n'a aucun jour en commun avec cette session.")
responsable_de_deux = Avis(
    "{nom} est responsable de deux sessions à la fois le {debut:date_longue}, de {debut:heure} à {fin:heure} "
    "(« {fichier} »).",
    "Sa présence est indispensable sur toute la durée de chacune : prévoyez un autre responsable, ou un suppléant.",
)
dans = Phrase("« {fichier} » : {message}")
sans_planning = Avis(
    "« {fichier} » ne contient pas de planning.", "Donnez à --avec un fichier planning.xlsx écrit par tpplanner."
)
fictif = Avis("« {fichier} » est un dossier d'agrément : ses jours ne sont pas des dates.", "Retirez --avec.")
lui_meme = Phrase("--avec attend un autre planning : « {fichier} » est celui dont il s'agit.")
