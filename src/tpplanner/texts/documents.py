"""What the documents of a dossier say, besides what their templates say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tpplanner.domain.duties import sujets
from tpplanner.domain.session import Role, cle
from tpplanner.texts.classeur import SIGLES
from tpplanner.texts.noms import Texte, accorde, dit_le_numero
from tpplanner.texts.phrases import Avis, Phrase

# What the documents of a dossier are called, for whom each says that it is, and what is said of the folder.

AFFICHAGE_A3 = "affichage A3"
AFFICHAGE_A4 = "affichage A4"
PORTE = "porte {}"
JURY = "feuille du {}"
CONVOCATION = "convocation {}"
DECLARATION = "déclaration {}"
CONSIGNES_CANDIDATS = "consignes aux candidats"
CONSIGNES_JURY = "consignes au jury"
CONSIGNES_COMEDIEN = "consignes au comédien"
MODELE = "modèle de convocation"
FEUILLE_DE_PERSONNE = "feuille {}"
ROUTE = "feuille de route"
A_JOINDRE = "à joindre"
INCIDENTS = "relevé d'incidents"
ACCUEIL = "liste d'accueil"
EMARGEMENT = "émargements"
SUJETS = "suivi des sujets"
CORRESPONDANCE = "table de correspondance"
ORGANISATION = "organisation détaillée"
CONFORMITE = "rapport de conformité"
PAGE = "planning"
JOURNEE = "journée {}"
APPELS = "heures de convocation {}"
CALENDRIER = "calendrier {}"
OCCUPATION = "occupation {}"

AUDIENCES = {
    "affichage": "Affichage – à l'attention des candidats",
    "jury": "À l'attention du jury – ne pas afficher",
    "candidat": "À l'attention du candidat",
    "equipe": "À l'attention de l'équipe de la session – ne pas afficher",
    "responsable": "Responsable de session – document interne, ne pas diffuser",
    "agrement": "À l'attention de l'administration – candidats sans nom",
}
"""What stands at the foot of every page, by audience."""

MANQUEMENTS_CONSEIL = (
    "« tpplanner check » indique lesquels. Corrigez le planning, ou ajoutez --malgre-manquements si vous les acceptez."
)
POUR_LES_DOCUMENTS = {
    "centre": "l'en-tête des convocations, de l'affiche, des feuilles de jury et du dossier d'agrément",
    "site": "le « Lieu » des convocations et des calendriers, l'en-tête du dossier d'agrément",
    "responsable": "qui prévenir d'un empêchement (convocations)",
    "contact_responsable": "où prévenir d'un empêchement (convocations)",
}
"""What each field of *Session* is for, where a document would be without."""

RE_A_VERIFIER = "L'affiche n'indique pas que les durées sont vérifiées."
RE_A_VERIFIER_CONSEIL = (
    "Comparez-les ligne par ligne au référentiel d'évaluation en vigueur, puis remplissez « RE vérifié le » et « RE "
    "vérifié par »."
)
agrement_en_brouillon = Avis("Le dossier d'agrément porte sur chaque page : « {brouillon} ».", RE_A_VERIFIER_CONSEIL)
MALGRE_CONSEIL = "« tpplanner check » indique lesquels."
RESTES_CONSEIL = "S'ils viennent d'un planning précédent, supprimez-les : ils ne sont plus à jour."


def il_manque(titre: str, champ: str) -> Texte:
    """A field of *Session* without which documents have a hole."""
    return Texte(f"Il manque encore « {titre} », pour les documents : {POUR_LES_DOCUMENTS[champ]}.", "Remplissez-le.")


manquements = Phrase("Ce planning a {nombre} manquement(s) : aucun document n'est écrit.")

_LETTRES = {"candidat": "--convocation", "jury": "--convocation-jury"}
"""The option that gives the centre's own letter to an audience."""


def lettre_sans_destinataire(audience: str) -> Texte:
    """The centre's own letter to people for whom nothing is exported."""
    return Texte(
        f"{_LETTRES[audience]} n'a servi à rien : rien n'est écrit pour « {audience} ».",
        f"Ajoutez {audience} à --pour.",
    )


def lettre_sans_format(audience: str) -> Texte:
    """The centre's own letter, where no Word document is exported."""
    return Texte(
        f"{_LETTRES[audience]} n'a servi à rien : votre lettre s'écrit en docx, que --format ne demande pas. Aucune "
        f"convocation n'est écrite pour « {audience} ».",
        "Ajoutez docx à --format.",
    )


def journee(jour: str, sujet: str) -> str:
    """What tells the pictures of a session apart, as a name of file."""
    return f"{jour} – {sujet.lower()}"


def aucun_document(audience: str, voulus: Sequence[str], offerts: Sequence[str]) -> str:
    """An audience that has no document in the formats asked for."""
    return (
        f"Pour « {audience} », aucun document n'existe en {' ni en '.join(voulus)} : seulement en {', '.join(offerts)}."
    )


malgre = Phrase("Ces documents sont ceux d'un planning qui a {nombre} manquement(s).")


def restes(dossier: str, noms: Sequence[str]) -> str:
    """Files that an earlier export may have left."""
    montres = ", ".join(noms[:5]) + ("…" if len(noms) > 5 else "")
    quoi = accorde(f"{len(noms)} fichier(s) étranger(s) à cet export")
    return f"Le dossier « {dossier} » contient aussi {quoi} : {montres}"


ANNULATIONS_CONSEIL = "Envoyez-les à qui a reçu les précédents : leur agenda en retire ce qui n'a plus lieu."


def annulations(noms: Sequence[str]) -> str:
    """Calendars that call off what was in those written before."""
    montres = ", ".join(noms[:5]) + ("…" if len(noms) > 5 else "")
    return accorde(f"{len(noms)} calendrier(s) annulent des rendez-vous : {montres}").replace(
        "1 calendrier annulent", "1 calendrier annule"
    )


SESSION_DU_DOSSIER = "session.txt"
"""The name of the file that says in a dossier of which session it is."""
de_la_session = Phrase("Documents de la session {session}.")

INACHEVE = "documents inachevés – à refaire.txt"
"""The name of the file that stands in a dossier while its documents are put there, and after that was interrupted."""
inacheve = Avis(
    "Les documents du dossier « {dossier} » sont inachevés : leur écriture a été interrompue, et certains peuvent être "
    "d'un planning d'avant.",
    "Ne les donnez à personne : refaites-les tous.",
)

ecrits = Phrase("{nombre} document{nombre:s} écrit{nombre:s} dans {dossier}")

# What the documents that people hold say, besides what their templates say.

AVEC = "{nom} (avec {avec})"
PAUSE_DU_JURY = "pause"
"""A jury's time without anything to do."""
annoncer = Phrase("{heure} : annoncer au candidat le passage à l'épreuve suivante, « {epreuve} ».")
"""Between two épreuves of a candidat."""

# What the poster says: to candidats, and nothing about any of them but a number, an hour, a jury, a room.

TITRE_DU_FICHIER = "Planning"
FEUILLES = ("Affichage A4", "Affichage A3")
"""The sheets of the poster: one a paper."""
AUDIENCE = "Affichage – à l'attention des candidats"
TITRE = "Planning de la session d'examen"

CONSIGNE = (
    "Présentez-vous à l'accueil à l'heure de votre convocation, avec elle et une pièce d'identité : on vous y indique "
    "le chemin. Une épreuve passée en même temps par tous commence à l'heure de début affichée ; un passage "
    "individuel, au plus tôt à l'heure affichée. Votre convocation donne l'heure exacte. Un retard ne décale pas la "
    "fin de l'épreuve."
)
EPREUVES_TITRE = "Épreuves et durées du référentiel d'évaluation"
EPREUVES_NON_LUES = "Épreuves et durées de la session"
REGLEMENT_TITRE = "Règlement de la session : rappel"
REGLEMENT = (
    (
        "Les épreuves ont lieu en présentiel, sur ce site, aux heures des convocations. Chaque épreuve dure le temps "
        "que prévoit le référentiel d'évaluation."
    ),
    "Présentez votre convocation et une pièce d'identité avec photographie ; faites confirmer votre adresse postale.",
    (
        "Un retard est apprécié par le responsable de session ; il ne décale pas la fin de l'épreuve. Toute absence "
        "doit être justifiée."
    ),
    "Seuls les documents et matériels autorisés par le référentiel sont admis ; les téléphones sont éteints et rangés.",
    (
        "Les sujets sont rendus à la fin de l'épreuve. Toute communication pendant une épreuve est interdite, comme "
        "tout contact avec les formateurs ou le jury hors des épreuves."
    ),
    (
        "Les résultats sont affichés après validation de la session par le service départemental ; le jury n'en "
        "communique aucun."
    ),
)
"""What candidats are reminded of, a rule each."""
EPREUVES_ENTETES = ("Épreuve", "Durée", "Organisation")
PAR_TABLE = "Épreuves de la session : {table}"
TOTAL = "Durée totale"
COLLECTIVE = "en même temps pour tous"
DEVANT_LE_JURY = "individuelle, devant le jury"
EN_PARTIE_DEVANT_LE_JURY = "individuelle, en partie devant le jury"
INDIVIDUELLE = "individuelle"
FINAL_DERNIER_CCP = "Au dernier CCP d'un titre, entretien final devant le jury : {duree}"

COLLECTIFS_ENTETES = ("Convoqué à", "Candidats")
INDIVIDUELS_ENTETES = ("Présent dès", "Candidat")
MATIN, APRES_MIDI = "matin", "après-midi"
TOUS = "tous les candidats"
SANS_JURY = "Sans jury"
A_L_ACCUEIL = "indiquée à l'accueil"


def epreuve_et_sigle(nom: str, sigle: str) -> str:
    """``Entretien technique (ET)``."""
    return f"{nom} ({sigle})"


def jury_et_passages(jury: str, passages: str) -> str:
    """``Jury 2 – PP 9 h 40, ET 10 h 20``."""
    return f"{jury} – {passages}"


debut_a = Phrase("début à {heure}")
"""When what is common begins."""


def epreuve_commune(epreuve: str, fin: str, salle: str) -> str:
    """``Questionnaire professionnel, jusqu'à 9 h 30 – Salle 1``."""
    return " – ".join((f"{epreuve}, jusqu'à {fin}" if fin else epreuve, salle))


def jury_en_salle(jury: str, salle: str) -> str:
    """``Jury 1 – Salle 1``; without a room where there are several."""
    return f"{jury} – {salle}" if salle else jury


def passages_en_salle(passages: str, salle: str) -> str:
    """``PP 9 h 40, ET 10 h 20 – Salle 2``."""
    return f"{passages} – {salle}"


def demi_journee(jour: str, *, matin: bool) -> str:
    """``Lundi 14 juin 2027 – matin``."""
    return f"{jour[:1].upper()}{jour[1:]} – {MATIN if matin else APRES_MIDI}"


commune = Phrase("{epreuve}\ndébut à {debut}")
"""An épreuve that begins at one hour for all, which has a line of its own: no hour makes a text longer."""


def numeros(liste: Sequence[int]) -> str:
    """``n° 1 à 12, 14``: runs of three or more are told by their ends."""
    suites: list[list[int]] = []
    for n in sorted(liste):
        if suites and n == suites[-1][-1] + 1:
            suites[-1].append(n)
        else:
            suites.append([n])
    textes = [f"{s[0]} à {s[-1]}" if len(s) > 2 else ", ".join(map(str, s)) for s in suites]
    return "n° " + ", ".join(textes)


numero = Phrase("n° {n}")


def prenom_n(prenom: str, nom: str) -> str:
    """``Léa D.``; a name alone where there is no first name."""
    return f"{prenom} {nom[:1].upper()}." if prenom and nom else (prenom or nom)


def salles(noms: Iterable[str]) -> str:
    """The rooms that may be told."""
    return ", ".join(noms) or A_L_ACCUEIL


# What is told to the administration.

ORGANISATION_TITRE = "Organisation détaillée de la session"
ORGANISATION_AIDE = (
    "Candidats, jurys et encadrement sont sans nom. Une durée prévue supérieure à celle de l'épreuve correspond à une "
    "adaptation accordée."
)
ORGANISATION_ENTETES = (
    "Début",
    "Fin",
    "Candidat",
    "Épreuve ou moment",
    "Durée du RE",
    "Durée prévue",
    "Jury ou surveillant",
    "Salle",
)
ENCADREMENT_TITRE = "Encadrement"
ENCADREMENT_ENTETES = ("Fonction", "Présence", "Nombre")
FONCTIONS = {
    Role.RESPONSABLE: "Responsable de session",
    Role.SURVEILLANT: "Surveillants",
    Role.COMEDIEN: "Comédiens",
}
SUPPLEANT = "Suppléant du responsable"
SUPPLEE = "en cas d'empêchement, du premier accueil à la fin"
TOUT_DU_LONG = "du premier accueil à la fin, chaque jour"


def present(jour: str, debut: str, fin: str) -> str:
    """When somebody of a role is there on a day."""
    return f"{jour}, {debut} – {fin}"


def prevus(nombre: int) -> str:
    """How many people a role has; that somebody is to be found, where nobody is."""
    return str(nombre) if nombre else "à désigner"


SALLES_TITRE = "Salles et postes"
SALLES_LUES = "Demandé par le RE"
SALLES_NON_LUES = "Demandé par le référentiel utilisé"
SALLES_ENTETES = ("Épreuves", "{demande}", "Salle prévue", "Postes, ressources", "Candidats ensemble au plus")
SALLES_AIDE = (
    "Matériel et locaux réels : à comparer à l'annexe « plateau technique » du RE, que tpplanner ne connaît pas."
)
SALLES_DOUTE = "(?) : non indiqué par la source du référentiel."
ressource = Phrase("{nombre} × {nom}")


def salles_entetes(*, lu: bool) -> tuple[str, ...]:
    """The headings of rooms and posts."""
    demande = SALLES_LUES if lu else SALLES_NON_LUES
    return tuple(entete.format(demande=demande) for entete in SALLES_ENTETES)


CONFORMITE_TITRE = "Rapport de conformité du planning"

# What calendars say.

MEMBRE_DE_JURY = "membre de jury"
PRODUIT = "-//tpplanner//tpplanner//FR"

nom = Phrase("{sigle} – {qui}")
"""The name of a calendar."""
se_presenter = Phrase("Se présenter à l'accueil : {epreuve}")
"""What the time between the call and the épreuve is for."""
revenir = Phrase("Revenir à l'accueil : {epreuve}")
"""The same, of who is there since the hour of their convocation."""


def appele_a(heure: str, jury: str) -> str:
    """What a candidat's event says besides; no hour where it is none of their convocation."""
    parts = (f"Convoqué à {heure}" if heure else "", jury)
    return " ".join(f"{part}." for part in parts if part)


ANNULE = "Annulé : "
"""Before what an event was that is called off."""
suite = Phrase("{texte} (suite)")
"""What goes on after midday."""


def siege(sigle: str, jury: str) -> str:
    """A membre's day: ``CDA – membre de jury, Jury 2``."""
    return f"{sigle} – {MEMBRE_DE_JURY}, {jury}"


presence = Phrase("{sigle} – {role}")
"""What somebody is there for."""


def salle_occupee(sigle: str, par: Iterable[str]) -> str:
    """What a room is taken by."""
    return f"{sigle} – {', '.join(dict.fromkeys(par))}"


def ligne(horaire: str, quoi: str, numero: int | None) -> str:
    """A line of a jury's day: ``09:40 – 10:20 Entretien technique (n° 7)``."""
    return f"{horaire} {quoi}" + (f" (n° {numero})" if numero is not None else "")


def lieu(salle: str, site: str) -> str:
    """A room and the address of its site."""
    return ", ".join(filter(None, (salle, site)))


# The instructions that the responsable reads out and hands over: to candidats, to the jury, to the comédien.

MODIFIABLE = "Modèle à relire et à adapter à votre session avant de le remettre."


@dataclass(frozen=True, slots=True)
class Consignes:
    """A page of instructions: its title, then parts, each a heading and its sentences."""

    titre: str
    parties: Sequence[tuple[str, Sequence[str]]]


def aux_candidats(epreuves: Sequence[str], joindre: str) -> Consignes:
    """What candidats are told at their accueil; `epreuves` with their durations."""
    return Consignes(
        "Consignes aux candidats",
        (
            (
                "À l'accueil",
                (
                    "Présentez votre convocation et une pièce d'identité avec photographie, et signez l'émargement.",
                    "Confirmez votre adresse postale : le parchemin y sera envoyé.",
                    "Votre nom doit figurer sur la boîte aux lettres.",
                    "Remettez votre dossier professionnel.",
                    "Remettez aussi, le cas échéant, les justificatifs des prérequis non encore remis.",
                    "Votre numéro, votre heure de convocation et votre salle vous sont confirmés ici.",
                ),
            ),
            ("Les épreuves de la session", epreuves),
            (
                "Pendant les épreuves",
                (
                    "Les sujets arrivent sous pli cacheté : il est ouvert devant vous, et l'un de vous signe.",
                    "Seuls les documents et matériels autorisés sont admis.",
                    "Téléphones et montres connectées sont éteints et rangés.",
                    "Écoutez le jury : il annonce le passage d'une épreuve à la suivante.",
                    "Rendez sujets, brouillons et copies à la fin de l'épreuve ; ne quittez pas la salle sans accord.",
                    "Un retard ne décale pas la fin de l'épreuve ; le responsable décide si vous pouvez composer.",
                    "Toute fraude est consignée au procès-verbal.",
                    "Ne parlez ni aux formateurs, ni au jury hors des épreuves.",
                ),
            ),
            (
                "Après",
                (
                    "Le jury délibère seul et ne donne aucun résultat.",
                    "Les résultats sont affichés après leur validation par le service départemental.",
                    "Vos fiches d'évaluation sont conservées 5 ans. Votre dossier professionnel vous est rendu.",
                    f"Une question : adressez-vous à {joindre}.",
                ),
            ),
        ),
    )


def au_jury(epreuves: Sequence[str], joindre: str) -> Consignes:
    """What membres are told at the accueil of their jury."""
    return Consignes(
        "Consignes au jury",
        (
            (
                "Avant le premier candidat",
                (
                    "Présentez votre convocation et une pièce d'identité, et signez l'émargement.",
                    "Signalez tout lien avec un candidat : formation, employeur, organisme, famille, amitié.",
                    "Vous n'évaluez pas un candidat que vous connaissez.",
                    "Ne participez pas à la délibération le concernant.",
                    "Lisez chaque dossier dans le temps prévu : dossier professionnel, évaluations en formation.",
                    "Prenez également connaissance des résultats des épreuves passées hors de votre présence.",
                ),
            ),
            ("Les épreuves et leurs durées", epreuves),
            (
                "Devant le candidat",
                (
                    "Suivez votre feuille de jury : chaque épreuve dure le temps indiqué, ni plus ni moins.",
                    "Annoncez le début de chaque épreuve, et le passage à l'épreuve suivante.",
                    "Pendant une présentation, écoutez sans intervenir quand le référentiel le demande.",
                    "Évaluez tous les candidats de la même façon, selon les critères du référentiel.",
                    "Un retard ou un incident : appelez le responsable. La fin de l'épreuve n'est pas décalée.",
                ),
            ),
            (
                "Délibération et clôture",
                (
                    "Délibérez seuls, à au moins deux membres. Ne communiquez aucun résultat à personne.",
                    "Remplissez et signez chaque fiche d'évaluation.",
                    "Vérifiez vos résultats saisis dans CERES.",
                    "Signez le procès-verbal quand votre feuille de jury l'indique.",
                    "Rendez tous les dossiers, sujets et notes au responsable.",
                    f"Une question : adressez-vous à {joindre}.",
                ),
            ),
        ),
    )


def au_comedien(epreuves: Sequence[str], joindre: str) -> Consignes:
    """What a comédien is told before their first passage; `epreuves` are those in which they play."""
    return Consignes(
        "Consignes au comédien",
        (
            (
                "À l'accueil",
                (
                    "Présentez une pièce d'identité et signez l'émargement.",
                    "Signalez au responsable tout candidat que vous connaissez : un autre comédien jouera avec lui.",
                    "Lisez le scénario du dossier technique d'évaluation ; vous le rendez à la fin.",
                ),
            ),
            ("Vous intervenez dans", epreuves),
            (
                "Pendant l'épreuve",
                (
                    "Jouez le rôle écrit, de la même façon avec chaque candidat : mêmes demandes, même difficulté.",
                    "N'aidez pas le candidat, ne le jugez pas, ne commentez pas sa prestation.",
                    "Commencez et finissez au signal du jury ; le temps de l'épreuve ne change pas.",
                    "Entre deux candidats, restez à l'écart d'eux, des formateurs et du public.",
                ),
            ),
            (
                "Après",
                (
                    "Vous ne participez ni à l'évaluation, ni à la délibération.",
                    "Ne gardez et ne divulguez rien du sujet : il peut servir à d'autres sessions.",
                    f"Une question : adressez-vous à {joindre}.",
                ),
            ),
        ),
    )


epreuve = Phrase("{nom} : {duree}, {organisation}")
"""``Entretien technique : 45 min, individuelle, devant le jury``."""

MODELE_TITRE = "Convocation à une session d'examen"
MODELE_INTRO = (
    "Modèle à adapter dans Word : les champs entre accolades sont remplis pour chaque candidat. Supprimez cette ligne."
)

# What a convocation says, in our own letter and in that of the centre.

TITRE_CANDIDAT = "Convocation à une session d'examen"
TITRE_MEMBRE = "Convocation d'un membre de jury"

APPORTER = (
    "cette convocation",
    "une pièce d'identité en cours de validité, avec photographie",
)
APPORTER_DOSSIER = "votre dossier professionnel (DP)"
APPORTER_PREREQUIS = "le cas échéant, les justificatifs des prérequis non encore remis"

APPORTER_MEMBRE = (
    "cette convocation",
    "une pièce d'identité en cours de validité",
    "la déclaration d'absence de lien, signée, si vous ne l'avez pas déjà renvoyée",
)
RESPONSABLE_DE_SESSION = "responsable de session"
"""As what the responsable signs."""

A_REMPLIR = "…" * 12
"""Where something is left to write by hand."""

TITRE_DECLARATION = "Déclaration d'absence de lien"
SANS_CONTACT = "le centre"
SEPARATEUR = " ; "
"""Between things that are told in one line: each may hold a comma."""

MODELE_VIDE = "Cette lettre est un fichier vide, et non un document Word (.docx)."
MODELE_ILLISIBLE = "Ce fichier n'est pas un document Word (.docx) que l'on puisse lire."
MODELE_ILLISIBLE_CONSEIL = "Ouvrez-le dans Word et enregistrez-le au format .docx."
MODELE_TROP_GROS_CONSEIL = "Retirez-en les images, ou réduisez-les : Word sait les compresser."
MODELE_REFUSE_CONSEIL = (
    "Corrigez-le dans Word. Les champs permis sont dans le guide, et dans « modèle de convocation.docx »."
)


MODELE_INTERDIT = "elle contient une instruction qui n'est pas un champ."
MODELE_FILTRE = "après un « | », elle emploie un mot qui n'est pas permis."
MODELE_MAL_ECRIT = "des accolades ou des « {% … %} » ne vont pas ensemble."
MODELE_IMPOSSIBLE = "un champ y sert à un calcul, ou un « {%tr … %} » n'est pas seul dans sa ligne."

modele_trop_de_champs = Phrase("Cette lettre a trop de champs : plus de {nombre}.")
modele_trop_gros = Phrase("Cette lettre est trop grosse : plus de {octets:mo} Mo une fois décompressée.")


def champs_inconnus(champs: Iterable[str]) -> str:
    """Fields of the centre's letter that mean nothing."""
    return f"La lettre du centre demande des champs inconnus : {', '.join(sorted(champs))}."


def accolades_simples(noms: Sequence[str]) -> str:
    """Fields of the centre's letter in one brace only, as typed there."""
    ecrits = ", ".join(f"{{{nom}}}" for nom in noms)
    justes = ", ".join(f"{{{{ {'.'.join(_champ(part) for part in nom.split('.'))} }}}}" for nom in noms)
    return f"La lettre du centre contient {ecrits} : un champ s'écrit entre deux accolades. Écrivez {justes}."


def _champ(nom: str) -> str:
    return cle(nom).replace(" ", "_")


MODELE_SANS_CHAMP = (
    "La lettre du centre ne contient aucun champ : chacun recevrait le même texte, sans nom ni heure. Un champ s'écrit "
    "entre deux accolades, par exemple {{ prenom }}."
)

modele_refuse = Phrase("La lettre du centre ne peut pas être remplie : {detail}")


def champ_absent(noms: Sequence[str]) -> str:
    """A field of a field that does not exist (the last name said)."""
    return f"le champ « {noms[-1]} » n'existe pas." if noms else "un champ n'existe pas."


def horaire(plages: Sequence[tuple[str, str]]) -> str:
    """``de 9 h à 12 h, puis de 12 h 45 à 13 h 45``."""
    return ", puis ".join(f"de {debut} à {fin}" for debut, fin in plages)


avec_retour = Phrase("{horaire} (retour à l'accueil à {heure})")
"""When a candidat passes something for which they come back, later in the half-day of their convocation."""
siege_convoque = Phrase("{jour}, {debut} – {fin}, {jury}")
"""When and where a membre sits."""
appel = Phrase("{jour} à {debut} ({epreuves:liste})")
"""When a candidat is called and for what."""


def responsable(nom: str, contact: str) -> str:
    """Whom to reach: ``PETIT Anne (01 23 45 67 89)``."""
    return f"{nom} ({contact})" if contact else nom


# What the responsable's run sheet says.

DEROULE_TITRE = "Feuille de route du responsable"
AIDE = (
    "Tout ce qui a lieu sur le site, dans l'ordre. Votre présence, ou celle d'un suppléant, est obligatoire du "
    "premier accueil à la fin. Aucun formateur n'approche les candidats ni le jury."
)
ENTETES = ("Heure", "Quoi", "Qui, et à vérifier", "Où, avec qui", "Fait")

DEROULE_ACCUEIL = "Accueil des candidats"
ACCUEIL_QUOI = "identité, convocation, adresse postale, prérequis, dossier professionnel ; consignes"
PLIS = "Ouverture des plis : {epreuve}"
PLIS_QUOI = "vérifier qu'ils sont cachetés, les ouvrir devant les candidats, faire signer l'un d'eux"
APPEL = "Convocation à l'accueil"
RAPPEL = "Retour à l'accueil"
"""Of those who are there since the hour of their convocation, before what they pass later in that half-day."""
ACCUEIL_EQUIPE = "Accueil de l'équipe"
MEMBRE_DE_L_EQUIPE = "{nom} ({role})"
accueil_equipe = Phrase("{noms} : identité, consignes, à chacun sa feuille")
releve_de = Phrase("relève proposée de {nom}")
RELEVE = "Relève proposée : {par} remplace {nom}, jusqu'à {fin}"
SANS_RELEVE = "{nom} : pause sans relève, de {debut} à {fin}"
SANS_RELEVE_QUOI = "aucun autre surveillant n'est libre : prévoyez quelqu'un"
seul_longtemps = Phrase("{nom} surveille sans relève dans le planning, {jour} ({salle}) : {pauses}.")
"""A surveillant who is alone for long."""
releve_proposee = Phrase("{par} peut prendre sa place de {debut} à {fin}")
releve_a_prevoir = Phrase("aucun autre surveillant n'est libre, prévoyez quelqu'un de {debut} à {fin}")
ACCUEIL_JURY = "{jury} : accueil du jury"
ACCUEIL_DES_JURYS = "{jury} : accueil commun des jurys"
LE_RESPONSABLE = "le responsable de session"
SUPPLEANT_A_DESIGNER = "un suppléant à désigner"
SUPPLEANCE = "suppléance du responsable"
ACCUEIL_JURY_QUOI = "{membres} : identité, consignes, dossiers des candidats"
PAUSE = "{jury} : pause déjeuner jusqu'à {fin}"
CLOTURE = "{jury} : clôture"
SURVEILLANCE = "Surveillance : {nom}, jusqu'à {fin}"
RESPONSABLE = "Présence du responsable : {nom}, jusqu'à {fin}"
pause_du_responsable = Phrase("Pause de {nom}, jusqu'à {fin}")
PAUSE_CALME = "rien n'est à faire à ce moment"
PAUSE_RELAYEE = "{nom} assure la présence"
SANS_PAUSE = "{nom} : aucune pause possible entre {debut} et {fin}"
SANS_PAUSE_QUOI = "prévoyez un suppléant pour {duree}"
DEBUT = "Début : {epreuve}"
FIN = "Fin : {epreuve}"
FIN_AVEC_SUJET = "Fin : {epreuve} – ramasser les sujets et les copies"
copies = Phrase("copies : {jurys}")
copies_du_jury = Phrase("{jury} ({numeros})")
FIN_DE_JOURNEE = "Fin de la journée"
FIN_DE_SESSION = "Fin de la session"
FIN_QUOI = {
    False: "sujets et copies comptés et mis sous clé, émargements complets",
    True: "à transmettre sous 15 jours ; sujets et plis non utilisés détruits",
}

recu_par = Phrase("{salle}, par {nom}")
"""Where people are received, by whom."""


def avec_jurys(nom: str, jurys: Sequence[str]) -> str:
    """Who receives a jury, and with which other juries."""
    return f"par {nom}, avec {', '.join(jurys)}" if jurys else f"par {nom}"


# How a jury's day and a session end: results, fiches, procès-verbaux, and who signs when.


def cloture_du_jury(membres: str, candidats: int, minutes: int) -> str:
    """What a clôture is for, and how long it has for each candidat."""
    part = f" ({minutes // candidats}\u00a0min par candidat)" if candidats and minutes >= candidats else ""
    return (
        f"{membres} : résultats de {accorde(f'{candidats} candidat(s)')} dans CERES{part}, fiches d'évaluation signées"
    )


partent = Phrase("ne partent pas sans avoir signé : {membres}")
"""Of those who do not sit again."""
PV_EDITES = "procès-verbaux édités une fois tous les résultats saisis"
pv_sur_place = Phrase("procès-verbaux signés par {membres}, puis par vous")
pv_absents = Phrase("à faire signer aussi à : {membres}")
partis = Phrase("{noms} (jusqu'à {fin}, {jour})")
"""Those whose last jury-day ends at one moment before the end of the session."""

a_l_heure = Phrase("{jour} à {heure}")
AVANT_DE_PARTIR = (
    "Avant de partir, signez la fiche d'évaluation de chaque candidat que vous avez entendu et l'émargement ; vérifiez "
    "que leurs résultats sont saisis dans CERES."
)
pv_plus_tard = Phrase(
    "Le procès-verbal est signé {jour}, quand le dernier jury a clos : convenez avec le responsable de session, avant "
    "de partir, du moment où vous le signerez."
)
pv_a_la_fin = Phrase(
    "Le procès-verbal est signé {jour}, quand tous les jurys ont clos : si le vôtre finit avant les autres, convenez "
    "avec le responsable de session, avant de partir, du moment où vous le signerez."
)
pv_du_seul_jury = Phrase("Vous signez le procès-verbal {jour}, à la clôture, avant de partir.")
avant_de_partir = Phrase("{membres} : {phrases}")
pv_de_ce_jury = Phrase(
    "{membres} : votre jury clôt le dernier. Le procès-verbal est édité une fois tous les résultats saisis dans "
    "CERES : signez-le avant de partir, avec les fiches d'évaluation et l'émargement."
)

# What those read who watch, play or help.

FEUILLE_ENTETES = ("Début", "Fin", "Ce que vous faites", "Avec qui, comment", "Où")
SURVEILLES_TITRE = "{salle} : qui compose, et jusqu'à quand"
SURVEILLES_ENTETES = ("Début", "Fin", "N°", "Candidat", "Épreuve", "Avec", "Ensuite", "Copie rendue")
ARRIVEE_DE_L_EQUIPE = "Arrivée"
ARRIVEE_QUOI = "identité, émargement, consignes"
A_L_ACCUEIL_DU_SITE = "accueil"
ACCUEIL_ET_CONSIGNES = "Accueil et consignes"
PLIS_AVANT_LA_SALLE = (
    "par le responsable, devant tous les candidats : comptez avec lui les sujets qu'il vous remet, puis conduisez les "
    "vôtres en {salle}"
)
POUR_LES_PLIS = "{lieu} (plis)"
SUPPLEANT_ATTENDU = "suppléant du responsable"
PLIS_DU_SURVEILLANT = "par le responsable, devant les candidats : comptez avec lui les sujets qu'il vous remet"
SURVEILLER = "Surveillance : {epreuves}"
JOUE = "{epreuve} – {role}"
SURVEILLANCE_QUOI = "chacun jusqu'à son heure, dans la liste ci-dessous"
LIBRE = "Libre"
LIBRE_QUOI = "revenez à {heure}"
SUPPLEER = "Vous remplacez {nom}, en pause"
SUPPLEER_QUOI = "restez sur place ; répondez à ceux qui appellent le responsable"
suppleer_a_voir = Phrase("{quoi} ; à voir : {taches}")
tache = Phrase("{heure} {quoi} ({ou})")
RELEVE_DONNEE = "Vous remplacez {nom}"
RELEVE_QUOI = "relève proposée : faites-vous montrer qui compose, et jusqu'à quand"
RELEVE_RECUE = "Pause : {nom} vous remplace"
RELEVE_RECUE_QUOI = "relève proposée : montrez-lui cette feuille, attendez qu'il soit là"
PAUSE_SANS_RELEVE = "Pause à convenir"
PAUSE_SANS_RELEVE_QUOI = "aucun autre surveillant n'est libre : demandez au responsable qui vous remplace"
REPREND = "reprend à {heure}"
PASSE_DEVANT = "{jury}, {salle}"
COPIE_POUR = "copie : {jury}"


def presence_de(roles: Sequence[str], debut: str, fin: str) -> str:
    """What somebody is there for, from when to when."""
    return f"{' et '.join(roles)}, de {debut} à {fin}"


CONSIGNES_DE = {
    "surveillant": (
        "Faites signer l'émargement à l'entrée. Téléphones, montres connectées et documents non autorisés sont rangés.",
        "Donnez le signal de début à tous ensemble, et n'expliquez rien du sujet.",
        "À son heure de fin, prévenez chacun à sa place, sans l'annoncer à la salle. Personne ne rend plus tard.",
        "Les heures de fin peuvent différer : ne les commentez pas, le responsable de session en connaît la raison.",
        "Un retard, un malaise, une fraude : appelez le responsable sans quitter la salle. La fin n'est pas décalée.",
        "Aucun formateur n'entre. Signalez tout candidat que vous avez formé : il ne compose pas devant vous.",
        "À chaque fin, comptez ce qui est rendu (sujets, brouillons, copies) ; le responsable vient le prendre.",
        "Restez jusqu'au dernier candidat, puis remettez l'émargement au responsable.",
    ),
    "responsable": (
        "Vous remplacez le responsable là où il ne peut pas être : identité et émargement de chacun, consignes.",
        "Avant l'heure, prenez auprès de lui les émargements et les dossiers à remettre ; rapportez ce qui est signé.",
        "Une absence, un retard, un lien entre un membre et un candidat : prévenez-le aussitôt.",
    ),
    "comedien": (
        "Signalez au responsable, avant de jouer, tout candidat que vous connaissez.",
        "Jouez le même rôle, de la même façon, avec chaque candidat ; commencez et finissez au signal du jury.",
        "Entre deux candidats, restez à l'écart d'eux, des formateurs et du public. Rendez le scénario à la fin.",
    ),
    "aide": (
        "Le responsable vous précise, avant l'épreuve, ce que vous faites auprès du candidat, et rien d'autre.",
        "Ne donnez ni réponse, ni avis, ni explication ; commencez et finissez avec lui.",
        "Signalez au responsable que vous connaissez le candidat, si c'est le cas. N'en parlez à personne.",
    ),
}
"""What each of them is told, by role."""

responsable_a_joindre = Phrase("Une question : {joindre}.")

# What the pictures of a day say.

JURYS, CANDIDATS, IMAGE_APPELS = "Jurys et salles", "Candidats", "Heures de convocation"
COLLECTIVES = "Épreuves collectives"

LEGENDE_TITRE = "Légende"
LEGENDE = {
    "devant_jury": "devant le jury",
    "surveille": "sous surveillance ou seul",
    "travail": "travail du jury (A accueil, L lecture, C correction, D délibération, Cl. clôture)",
    "pause": "pause déjeuner",
    "site": "avec les candidats (A accueil, P ouverture des plis)",
    "appel": "heure de convocation",
}
INITIALES = {
    "Lecture": "L",
    "Corr.": "C",
    "Délib.": "D",
    "Clôture": "Cl.",
    "Accueil du jury": "A",
    "Accueil des candidats": "A",
    "Ouverture des plis": "P",
}
"""Travaux, accueils and openings of plis in a letter, where a bar has room for no more."""


def sigles(noms: Mapping[str, str]) -> str:
    """What épreuves are called in a few letters: ``Sigles : ET = Entretien technique ; QP = …``."""
    return SIGLES.format(sigles="\u00a0; ".join(f"{sigle} = {nom}" for sigle, nom in sorted(noms.items())))


def titre(jour: str, sujet: str) -> str:
    """``Lundi 14 juin 2027 – jurys et salles``."""
    return f"{jour[:1].upper()}{jour[1:]} – {sujet[:1].lower()}{sujet[1:]}"


def sur(sujet: str, page: int, pages: int) -> str:
    """``Candidats (2 sur 3)``; the subject alone where one picture is enough."""
    return f"{sujet} ({page} sur {pages})" if pages > 1 else sujet


FEW = 12
"""rows that a description names"""


def description(lignes: Sequence[str]) -> str:
    """What somebody who does not see the picture is told of it."""
    qui = f"une ligne pour chacun : {', '.join(lignes)}" if len(lignes) <= FEW else f"{len(lignes)} lignes"
    return f"Frise horaire, {qui}. Les mêmes heures sont en toutes lettres dans les tableaux du planning."


def infobulle(texte: str, debut: str, fin: str) -> str:
    """What a bar says when pointed at: its hours, after its words where it has no room for them."""
    return ", ".join(filter(None, (texte, f"{debut} – {fin}")))


def candidat(numero: int | None, nom: str) -> str:
    """The title of a candidat's row: ``7 · DURAND Léa``."""
    return nom if numero is None or dit_le_numero(nom, numero) else f"{numero} · {nom}"


# What the lists of the responsable say: accueil, émargements, subjects.

ACCUEIL_TITRE = "Liste d'accueil"
OU_VA_TITRE = "{jour} – qui est attendu, à quelle heure, dans quelle salle"
OU_VA_ENTETES = ("Nom", "Qui", "Attendu à, et où", "Arrivé à")
A_VERIFIER_TITRE = "{jour} – à vérifier de chaque candidat"
CANDIDAT_N = "candidat n° {numero}"
MEMBRE_DU = "membre, {jury}"
INTERVENANT = "intervenant"
"""What whoever helps a candidat is called where others read it."""
PUIS = ", puis "
"""Between rooms of which one follows the other."""
ACCUEIL_AIDE = (
    "Cochez ce qui est vérifié. L'adresse postale confirmée est celle du parchemin : le nom du candidat doit figurer "
    "sur la boîte aux lettres. Corrigez-la dans CERES."
)
ACCUEIL_ENTETES = ("N°", "Candidat", "Convoqué à", "Arrivé à")
ACCUEIL_CASES = ("Identité", "Convocation", "Adresse confirmée", "Prérequis", "Dossier pro.")
ACCUEIL_REMARQUE = "Remarque"
absent_ou_en_retard = Phrase("Absent ou en retard à son heure, question, incident : prévenez sans attendre {joindre}.")

A_JOINDRE_TITRE = "À joindre"
A_JOINDRE_ENTETES = ("Fait", "Qui", "Téléphone", "À dire", "Joint à", "Réponse")
INCIDENTS_TITRE = "Relevé d'incidents"
INCIDENTS_AIDE = (
    "Ce qui s'est passé, à reporter au procès-verbal. Complétez à la main ce qui n'a pas été signalé, et la décision. "
    "N'écrivez pas le motif d'une absence."
)
INCIDENTS_ENTETES = ("Jour", "Heure", "Fait", "Décision", "Signature")
INCIDENTS_SIGNATAIRES = ("Le responsable de session", "Pour le jury")
AVANT_LA_SESSION = "avant la session"
incident_piece = Phrase("Il manque : {motif}.")
incident_fini = Phrase("Pris fin le {jour} à {moment:heure}.")
RESERVE_TITRE = "En réserve, {jour}"
RESERVE_ENTETES = ("Appelé", "Qui", "En tant que", "Téléphone", "Joignable", "Téléphoné à, réponse")
RESERVE_ACCUEIL = "En réserve, à faire venir par le responsable : {noms}."

EMARGEMENT_TITRE = "Émargements"
EMARGEMENT_AIDE = (
    "Une liste par page. Le responsable précise, pour chaque absence, si elle est justifiée, non justifiée, ou s'il "
    "reste à en décider. Aucune heure de fin n'est imprimée."
)
ARRIVEE = "Arrivé à"
ABSENCE = "Absence"

SUJETS_TITRE = "Suivi des sujets"
SUJETS_AIDE = (
    "Les plis restent cachetés jusqu'à leur ouverture devant un candidat, et devant tous si l'épreuve est collective. "
    "Chaque sujet est récupéré à la fin de l'épreuve, et détruit aussitôt la session terminée. Ajoutez à la main les "
    "épreuves dont le dossier technique contient d'autres plis."
)
SANS_SUJET = "Aucune épreuve de cette session n'est un questionnaire ou une mise en situation : ajoutez vos plis."


def sujets_prevus(table: str, candidats: int) -> str:
    """How many subjects of a table there should be in all the session: one a candidat, and one or two more."""
    least, most = sujets(candidats)
    return accorde(f"{table} : {candidats} candidat(s), soit {least} ou {most} sujets en tout.")


def sujets_du_jour(candidats: int, en_tout: int) -> str:
    """Those who receive a subject of an épreuve on a day, of how many in all."""
    sur = f", sur {en_tout} en tout" if en_tout != candidats else ""
    return accorde(f"{candidats} candidat(s) ce jour{sur}")


# The centre's letter to begin from: fields in double braces, `{%tr` and `{%p` repeat a row or a paragraph.

EXPEDITEUR_ET_DESTINATAIRE = (
    "{{ centre }}, {{ site }} – {{ contact_centre }}",
    "À {{ nom }} {{ prenom }}",
    "{{ contact }}",
)
OBJET = "Objet : convocation à la session d'examen {{ session }}, session CERES n° {{ session_ceres }}"
INTRODUCTION = "Vous êtes convoqué(e) aux jours et heures ci-dessous :"
TABLEAU = (
    ("Jour", "Heure de convocation", "Épreuves"),
    ("{%tr for c in convocations %}", "", ""),
    (
        "{{ c.jour }}",
        "{{ c.heure }}",
        "{% for e in c.epreuves %}{{ e.nom }} {{ e.horaire }}. {% endfor %}",
    ),
    ("{%tr endfor %}", "", ""),
)
SUITE = (
    "Sur l'affichage, vous êtes désigné(e) par : {{ affichage }}.",
    "À apporter :",
    "{%p for piece in apporter %}",
    "– {{ piece }}",
    "{%p endfor %}",
    "Une question : {{ joindre }}.",
    "Fait à {{ fait_a }}, le {{ fait_le }}",
    "{{ qualite }} : {{ signataire }}",
    "Récépissé – reçu en main propre le :                         Signature :",
)

# What the page for the responsable de session says.

ALLER_AU_CONTENU = "Aller au contenu"
SOMMAIRE = "Sommaire"

RESUME, IMAGES, PAGE_CANDIDATS, PAGE_JURYS = "En bref", "Les journées en image", "Par candidat", "Par jury"
SALLES, AUTRES, PAGE_CONFORMITE, QUALITE = "Par salle", "Autres présences", "Conformité", "Qualité"

INDEX_CANDIDATS = "Candidats, par numéro tiré"
CANDIDAT_ENTETES = ("Convoqué à", "Horaire", "Épreuve", "Jury et salle")
JURY_ENTETES = ("Horaire", "Ce que fait le jury", "Candidat")
SALLE_ENTETES = ("Horaire", "Épreuve", "Candidats", "Jury ou surveillant")
AUTRES_ENTETES = ("Personne", "Fonction", "Jour", "Horaire", "Où, pour qui")
PARCOURS_COMMUN = "Tous les candidats sont présentés à : {parcours}."
PARCOURS_DU_CANDIDAT = "Présenté à : {parcours}"
AUCUN_PASSAGE = "Aucun passage dans ce planning."
SUR_PLACE = "sur place"
DEFILER = "image large, à faire défiler"

CONFORME = "Aucun manquement : le planning respecte toutes les règles contrôlées."

non_conforme = Phrase("{nombre} manquement(s) : voir Conformité.")
comptes = Phrase("{candidats} candidat(s), {jurys} journée(s) de jury, {jours} jour(s)")


def numero_et_nom(numero: int | None, nom: str) -> str:
    """``n° 7 – DURAND Léa``."""
    return nom if numero is None or dit_le_numero(nom, numero) else f"n° {numero} – {nom}"


jury_du_jour = Phrase("{jury} – {jour}")
"""``Jury 1 – lundi 14 juin 2027``."""
salle_du_jury = Phrase("Salle de {jury} ({membres}) de {debut} à {fin}.")
pour = Phrase("{candidat}, {epreuve}")
"""With whom somebody is, at which épreuve."""


def etabli(phrase: str, version: int) -> str:
    """Where a planning comes from, and which it is where it is not the first."""
    return phrase if version == 1 else f"{phrase} Version {version}."
