"""The cards of the rules of a session, by theme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# What a rule's card holds.


class Theme(StrEnum):
    """The themes by which cards, solver halves, audit halves and documentation are laid out."""

    CANDIDAT = "candidat"
    TEMPS = "temps"
    COMPOSITION = "composition"
    TRAVAUX = "travaux"
    PRESENCE = "presence"
    SALLE = "salle"
    PREFERENCE = "preference"
    ANNEE = "annee"
    """of a year of sessions, not of a session's planning"""


class Kind(StrEnum):
    """What a part of a rule's subject is."""

    CANDIDAT = "candidat"
    EPREUVE = "epreuve"
    AVANT = "avant"
    """the épreuve that comes first, where the subject is a pair"""
    PHASE = "phase"
    PERSONNE = "personne"
    MEMBRE = "membre"
    JURY = "jury"
    SALLE = "salle"
    JOUR = "jour"
    SESSION = "session"


class Source(StrEnum):
    """Where a rule comes from, in words that a user reads; never an article number that was not read."""

    WEBINAIRE = "webinaire de la DRIEETS Île-de-France du 03/07/2025"
    RE = "référentiel d'évaluation"
    TEXTE = "texte réglementaire en vigueur"
    ARRETE_2008 = "arrêté du 8 décembre 2008, abrogé, resté d'usage"
    JUGE = "décision de justice (CAA Marseille, 26/06/2017)"
    USAGE = "usage des centres"
    CLASSEUR = "saisi dans le classeur"
    LOGIQUE = "contrainte matérielle"


class SolverHalf(StrEnum):
    """How the solver holds a rule: a constraint that is posted, a structure built into the variables, a cost."""

    CONSTRAINT = "constraint"
    STRUCTURE = "structure"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Card:
    """A rule as people are told it.

    `enonce` states it. `manquements` tells its breach, by case (the empty key where there is one case only), as
    format strings whose fields are the kinds of the subject, the data of the violation, and ``element0``,
    ``element1`` for the pieces of the plan that it names. A soft rule has no breach: its `enonce` says what is
    measured.
    """

    name: str
    theme: Theme
    subject: tuple[Kind, ...]
    enonce: str
    sources: tuple[Source, ...]
    solver: SolverHalf
    manquements: Mapping[str, str] = field(default_factory=dict)

    @property
    def hard(self) -> bool:
        """Whether a plan must respect it."""
        return self.theme is not Theme.PREFERENCE


# What each candidat passes, in which order, and his own time.

CANDIDAT_CARDS = (
    Card(
        name="epreuves_completes",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT, Kind.EPREUVE),
        enonce=(
            "Chaque épreuve que le candidat doit passer (titre ou CCP, avec l'entretien final au dernier CCP, sans ses "
            "dispenses) est planifiée une fois et une seule, et aucune autre ne l'est."
        ),
        sources=(Source.WEBINAIRE, Source.RE),
        solver=SolverHalf.STRUCTURE,
        manquements={
            "absente": "{candidat} : l'épreuve « {epreuve} » n'est pas planifiée.",
            "repetee": "{candidat} : l'épreuve « {epreuve} » est planifiée {fois} fois au lieu d'une.",
            "en_trop": "{candidat} : l'épreuve « {epreuve} » est planifiée sans que le candidat doive la passer.",
        },
    ),
    Card(
        name="duree_exacte",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT, Kind.EPREUVE),
        enonce=(
            "Chaque épreuve dure exactement le temps du référentiel, augmenté de la majoration du candidat arrondie à "
            "la minute supérieure ; les phases s'enchaînent sans interruption, sauf la coupure de midi quand le "
            "référentiel la prévoit."
        ),
        sources=(Source.WEBINAIRE, Source.RE, Source.JUGE),
        solver=SolverHalf.STRUCTURE,
        manquements={
            "epreuve": "{candidat} : « {epreuve} » dure {constate_minutes} au lieu de {attendu_minutes}.",
            "phase": "{candidat}, « {epreuve} » : la phase {phase} dure {constate_minutes} au lieu de {attendu_minutes}.",
            "phase_inconnue": "{candidat}, « {epreuve} » : une phase n'est pas celle du référentiel.",
            "ordre": "{candidat}, « {epreuve} » : les phases ne sont pas dans l'ordre.",
            "interrompue": "{candidat} : « {epreuve} » est interrompue à {fin}.",
            "coupure_phase": "{candidat}, « {epreuve} » : la coupure de midi ne tombe pas dans la phase la plus longue.",
            "coupure_duree": "{candidat}, « {epreuve} » : la coupure de midi dure {constate_minutes} au lieu de {attendu_minutes}.",
            "coupure_hors_plage": "{candidat}, « {epreuve} » : la coupure de midi est hors de la plage de midi.",
            "coupure_commune": "{candidat}, « {epreuve} » : la coupure de midi n'est pas à la même minute pour tous.",
        },
    ),
    Card(
        name="ordre_epreuves",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT, Kind.AVANT, Kind.EPREUVE),
        enonce=(
            "L'ordre du référentiel est respecté : une épreuve commence après celle qu'elle suit, aussitôt après "
            "(courte pause au plus) quand il l'exige, ou le nombre de jours plus tard qu'il impose."
        ),
        sources=(Source.RE, Source.TEXTE),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "apres": "{candidat} : « {epreuve} » commence avant la fin de « {avant} ».",
            "aussitot_apres": "{candidat} : « {epreuve} » ne suit pas aussitôt « {avant} ».",
            "jours_min": "{candidat} : « {epreuve} » n'a pas lieu {nombre} jour(s) au moins après « {avant} ».",
        },
    ),
    Card(
        name="oraux_enchaines",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT, Kind.JOUR),
        enonce=(
            "Les passages d'un candidat devant le jury pour un même titre ou CCP ont lieu le même jour, et ses "
            "passages d'une même journée se suivent, une courte pause au plus entre deux. Une épreuve à part se passe "
            "avant ou après cette suite, le même jour ou non, jamais au milieu."
        ),
        sources=(Source.USAGE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "attente": "{candidat}, {jour} : {attente_minutes} entre deux passages devant le jury.",
            "jours": "{candidat} : ses passages devant le jury sont répartis sur plusieurs jours.",
        },
    ),
    Card(
        name="entretien_final_dernier",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT,),
        enonce="L'entretien final est la dernière épreuve du candidat.",
        sources=(Source.TEXTE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "": "{candidat} : « {autre_epreuve} » finit à {fin}, après le début de l'entretien final ({debut})."
        },
    ),
    Card(
        name="candidat_sans_chevauchement",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT,),
        enonce="Un candidat ne passe jamais deux épreuves en même temps.",
        sources=(Source.LOGIQUE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{candidat} : « {premiere} » (jusqu'à {fin}) et « {seconde} » (dès {debut}) se chevauchent."},
    ),
    Card(
        name="candidat_disponible",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT,),
        enonce="Un candidat ne passe que lorsqu'il est disponible.",
        sources=(Source.CLASSEUR,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{candidat} passe « {epreuve} » à {debut} alors qu'il est indisponible."},
    ),
    Card(
        name="pause_candidat",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT, Kind.JOUR),
        enonce=(
            "Chaque candidat a le temps de déjeuner : une pause sans épreuve dans sa plage de midi, ou aussitôt après "
            "l'épreuve qui occupe à elle seule cette plage, sauf s'il arrive après ou repart avant cette plage."
        ),
        sources=(Source.USAGE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{candidat}, {jour} : pas {duree_minutes} de pause entre {debut} et {fin}."},
    ),
)

# Who sits in a jury, and before whom each candidat passes.

CARDS = (
    Card(
        name="jury_nombre",
        theme=Theme.COMPOSITION,
        subject=(Kind.JURY, Kind.JOUR),
        enonce=(
            "Un jury compte au moins deux membres (ou le nombre du référentiel), tous présents pour tout ce qu'il "
            "fait ; un observateur ne compte pas. Dans un jury saisi dans le classeur siègent tous les membres présents "
            "ce jour-là, sauf celui qui se déporte pour un candidat (voir les liens) ; un planning retouché à la main "
            "peut en faire siéger moins, s'il en reste assez : c'est signalé."
        ),
        sources=(Source.WEBINAIRE, Source.TEXTE),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "": "{jury}, {jour} : {nombre} membre(s) présent(s) de {debut} à {fin} au lieu de {attendu} au moins."
        },
    ),
    Card(
        name="membre_habilite",
        theme=Theme.COMPOSITION,
        subject=(Kind.MEMBRE, Kind.JOUR),
        enonce="Chaque membre est habilité pour ce titre et ce millésime, et l'habilitation est valable ce jour-là.",
        sources=(Source.WEBINAIRE, Source.TEXTE),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{membre} siège {jour} sans habilitation valable pour {sigle}, millésime {millesime}."},
    ),
    Card(
        name="membre_qualifie",
        theme=Theme.COMPOSITION,
        subject=(Kind.JURY, Kind.JOUR),
        enonce="Le jury réunit les qualités particulières que le référentiel exige.",
        sources=(Source.RE, Source.TEXTE),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{jury}, {jour} : aucun membre présent n'a la qualité « {qualite} »."},
    ),
    Card(
        name="membre_disponible",
        theme=Theme.COMPOSITION,
        subject=(Kind.MEMBRE, Kind.JOUR),
        enonce="Un membre est disponible tant que siège son jury, de l'accueil à la clôture.",
        sources=(Source.CLASSEUR,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{membre} siège {jour} de {debut} à {fin} alors qu'il est indisponible."},
    ),
    Card(
        name="lien_exclu",
        theme=Theme.COMPOSITION,
        subject=(Kind.CANDIDAT, Kind.MEMBRE),
        enonce=(
            "Aucun membre n'évalue un candidat avec qui il a un lien : déclaré, ou déduit (il l'a formé, même "
            "organisme, même employeur). Un lien déduit peut être levé avec un motif, sauf s'il l'a formé. Un jury saisi "
            "n'entend pas le candidat lié à l'un des siens, si un autre jury saisi est sans lien avec lui ; sinon le "
            "membre lié se déporte : il ne siège pas dans ce jury ce jour-là, et il faut que les autres suffisent."
        ),
        sources=(Source.WEBINAIRE, Source.ARRETE_2008),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "declare": "{membre} est dans le jury de {candidat} malgré un lien déclaré{texte}.",
            "formateur": "{membre} est dans le jury de {candidat} alors qu'il l'a formé.",
            "organisme": "{membre} est dans le jury de {candidat} alors qu'ils sont du même organisme.",
            "employeur": "{membre} est dans le jury de {candidat} alors qu'ils ont le même employeur.",
        },
    ),
    Card(
        name="jury_constant",
        theme=Theme.COMPOSITION,
        subject=(Kind.CANDIDAT,),
        enonce=(
            "Un candidat passe toutes ses épreuves devant le même jury, avec les mêmes membres, et c'est ce jury qui "
            "travaille sur lui. S'il a déjà été entendu en partie, au moins un membre reste d'un jour à l'autre."
        ),
        sources=(Source.USAGE, Source.RE),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "jurys": "{candidat} : plusieurs jurys s'occupent de lui.",
            "membres": "{candidat} : les membres de son jury changent.",
            "suite": "{candidat}, déjà entendu en partie : aucun membre de son jury ne reste pour la suite.",
            "sans_jury": "{candidat} : aucun jury ne suit « {epreuve} » à {debut}.",
            "jury_en_trop": "{candidat} : un jury suit « {epreuve} » à {debut} alors que le référentiel n'en prévoit pas.",
        },
    ),
    Card(
        name="quota_jury",
        theme=Theme.COMPOSITION,
        subject=(Kind.JURY, Kind.JOUR),
        enonce=(
            "Un jury ne reçoit pas plus de candidats dans la journée que le référentiel ne l'indique (un candidat CCP "
            "compte à proportion de son temps de jury), et un membre n'en voit pas davantage en changeant de jury."
        ),
        sources=(Source.RE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "jury": "{jury}, {jour} : {nombre} candidat(s), ou leur équivalent, au lieu de {attendu} au plus.",
            "membre": "{membre}, {jour} : {nombre} candidat(s), ou leur équivalent, dans ses jurys du jour, au lieu de {attendu} au plus.",
        },
    ),
    Card(
        name="jurys_distincts",
        theme=Theme.COMPOSITION,
        subject=(Kind.JURY, Kind.JOUR),
        enonce=(
            "Deux jurys d'un même jour n'ont pas les mêmes membres : c'est alors un seul jury, accueilli une fois et "
            "présent de son accueil à sa clôture. Un observateur ne fait pas de différence."
        ),
        sources=(Source.LOGIQUE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{jury}, {jour} : mêmes membres que {autre_jury}, ce qui n'est qu'un seul jury."},
    ),
    Card(
        name="personne_sans_chevauchement",
        theme=Theme.COMPOSITION,
        subject=(Kind.PERSONNE, Kind.JOUR),
        enonce=(
            "Une même personne n'est qu'à un endroit à la fois, quels que soient ses rôles ; le responsable du jour "
            "n'est ni membre de jury ni comédien ce jour-là."
        ),
        sources=(Source.LOGIQUE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "chevauchement": "{personne}, {jour} : {element0} jusqu'à {fin} et {element1} dès {debut}.",
            "responsable": "{personne}, {jour} : responsable de session, et aussi {element1}.",
        },
    ),
)

# When things may begin, and what is fixed beforehand.

TEMPS_CARDS = (
    Card(
        name="epreuve_collective",
        theme=Theme.TEMPS,
        subject=(Kind.EPREUVE,),
        enonce=(
            "Une épreuve collective commence au même moment pour tous ceux qui la passent, dans autant de salles "
            "qu'il faut ; un temps majoré finit plus tard."
        ),
        sources=(Source.WEBINAIRE, Source.RE),
        solver=SolverHalf.STRUCTURE,
        manquements={"": "« {epreuve} » commence à {debut} pour les uns et à {autre_debut} pour {candidat}."},
    ),
    Card(
        name="epreuve_longue",
        theme=Theme.TEMPS,
        subject=(Kind.CANDIDAT, Kind.EPREUVE),
        enonce="Une épreuve longue (2 h ou plus) commence en début de matinée ou au début de l'après-midi.",
        sources=(Source.USAGE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{candidat} : « {epreuve} », épreuve longue, commence à {debut}."},
    ),
    Card(
        name="accueil_candidats",
        theme=Theme.TEMPS,
        subject=(Kind.JOUR,),
        enonce=(
            "Chaque jour, ceux qui sont convoqués d'abord sont accueillis (identités, consignes), plus longtemps le premier "
            "jour ; l'accueil finit quand commence la première épreuve, et ne commence pas avant l'heure à partir de "
            "laquelle les candidats peuvent être convoqués."
        ),
        sources=(Source.WEBINAIRE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "absent": (
                "{jour} : aucun accueil des candidats n'est prévu avant « {epreuve} » de {candidat}, qui commence à {debut}."
            ),
            "court": "{jour} : l'accueil des candidats dure {constate_minutes} au lieu de {attendu_minutes}.",
            "avant": (
                "{jour} : {candidat} commence « {epreuve} » à {debut}, avant que l'accueil puisse être fini ({attendu})."
            ),
            "tot": (
                "{jour} : l'accueil des candidats commence à {debut}, avant l'heure à partir de laquelle ils peuvent être "
                "convoqués ({attendu})."
            ),
            "fin": (
                "{jour} : l'accueil des candidats finit à {fin}, alors que la première épreuve (« {epreuve} » de "
                "{candidat}) commence à {debut}."
            ),
            "vide": "{jour} : un accueil des candidats est prévu, et personne ne passe ce jour-là.",
        },
    ),
    Card(
        name="ouverture_plis",
        theme=Theme.TEMPS,
        subject=(Kind.EPREUVE,),
        enonce=(
            "Les plis d'une épreuve (QP ou MSP collective, ou celle dont le référentiel dit les sujets sous pli) sont "
            "ouverts dans les dernières minutes avant qu'elle commence pour la première fois, devant ceux qui la passent "
            "alors : aucun n'est ailleurs, et ce n'est pas leur pause."
        ),
        sources=(Source.WEBINAIRE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "absente": "« {epreuve} » : l'ouverture des plis n'est pas prévue (l'épreuve commence à {debut}).",
            "courte": "« {epreuve} » : l'ouverture des plis dure {constate_minutes} au lieu de {attendu_minutes}.",
            "moment": "« {epreuve} » : l'ouverture des plis finit à {fin}, alors que l'épreuve commence à {debut}.",
            "ailleurs": (
                "« {epreuve} » : pendant l'ouverture des plis ({debut} à {fin}), {candidat} est ailleurs ({element1})."
            ),
            "absent": (
                "« {epreuve} » : pendant l'ouverture des plis ({debut} à {fin}), {candidat} n'est pas disponible."
            ),
            "vide": "« {epreuve} » : une ouverture des plis est prévue à {debut}, et personne ne passe l'épreuve.",
        },
    ),
    Card(
        name="ouverture",
        theme=Theme.TEMPS,
        subject=(Kind.JOUR,),
        enonce="Rien n'a lieu hors des jours de la session, avant l'ouverture du site ou après l'heure limite.",
        sources=(Source.CLASSEUR,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{jour} : {element0} de {debut} à {fin}, hors des heures d'ouverture."},
    ),
    Card(
        name="passage_fige",
        theme=Theme.TEMPS,
        subject=(Kind.CANDIDAT, Kind.EPREUVE),
        enonce=(
            "Un passage figé garde son jour et son heure ; figé tout entier, aussi ses membres de jury (sans les "
            "observateurs) et sa salle."
        ),
        sources=(Source.CLASSEUR,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "heure": "{candidat}, « {epreuve} », passage figé : il ne commence plus au moment prévu ({debut}).",
            "salle": "{candidat}, « {epreuve} », passage figé : il n'a plus lieu dans la salle prévue.",
            "membres": "{candidat}, « {epreuve} », passage figé : il n'a plus lieu devant les membres prévus.",
        },
    ),
    Card(
        name="convocation_respectee",
        theme=Theme.TEMPS,
        subject=(Kind.PERSONNE, Kind.JOUR),
        enonce=(
            "Une fois les convocations envoyées, personne ne commence plus tôt que l'heure, ni un autre jour, que ceux "
            "de sa convocation, sauf son accord."
        ),
        sources=(Source.WEBINAIRE, Source.USAGE),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "jour": "{personne}, {jour} : commence à {debut} alors que sa convocation n'est pas pour ce jour.",
            "heure": "{personne}, {jour} : commence à {debut}, avant l'heure de sa convocation ({attendu}).",
            "plis": (
                "{personne}, {jour} : les plis de « {epreuve} » sont ouverts à {debut}, avant l'heure de sa convocation "
                "({attendu})."
            ),
        },
    ),
    Card(
        name="deja_commence",
        theme=Theme.TEMPS,
        subject=(Kind.JOUR,),
        enonce=(
            "Ce qui a commencé ne change plus (passages, travaux du jury, accueils, présences, composition et salle d'un "
            "jury), "
            "et rien d'autre ne commence avant l'heure du changement."
        ),
        sources=(Source.LOGIQUE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "change": "{jour} : {element0} avait déjà commencé à {debut}, et n'y est plus tel quel.",
            "nouveau": "{jour} : {element0} commencerait à {debut}, avant l'heure du changement ({attendu}).",
        },
    ),
)

# A jury's day: one thing at a time, its own work, its breaks.

TRAVAUX_CARDS = (
    Card(
        name="jury_sans_chevauchement",
        theme=Theme.TRAVAUX,
        subject=(Kind.JURY, Kind.JOUR),
        enonce=(
            "Un jury fait une seule tâche à la fois, son propre travail compris ; il ne suit plusieurs candidats ensemble "
            "que si le référentiel le prévoit."
        ),
        sources=(Source.LOGIQUE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{jury}, {jour} : {element0} (jusqu'à {fin}) et {element1} (dès {debut}) se chevauchent."},
    ),
    Card(
        name="candidat_seul_au_jury",
        theme=Theme.TRAVAUX,
        subject=(Kind.CANDIDAT, Kind.JOUR),
        enonce=(
            "Du moment où le jury commence à suivre un candidat jusqu'à la fin de sa délibération, il n'en voit pas "
            "d'autre (sauf épreuve à part ou suivie à plusieurs)."
        ),
        sources=(Source.USAGE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "": "{candidat}, {jour} : son jury voit {autre_candidat} à {debut}, avant d'en avoir fini avec lui ({fin})."
        },
    ),
    Card(
        name="accueil_jury",
        theme=Theme.TRAVAUX,
        subject=(Kind.JURY, Kind.JOUR),
        enonce="La journée de chaque jury commence par son accueil : identités, consignes.",
        sources=(Source.WEBINAIRE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "absent": "{jury}, {jour} : l'accueil du jury n'est pas prévu.",
            "court": "{jury}, {jour} : l'accueil du jury dure {constate_minutes} au lieu de {attendu_minutes}.",
            "premier": "{jury}, {jour} : {element0} commence à {debut}, avant la fin de l'accueil du jury.",
        },
    ),
    Card(
        name="correction",
        theme=Theme.TRAVAUX,
        subject=(Kind.CANDIDAT, Kind.EPREUVE),
        enonce=(
            "Le jury corrige chaque épreuve qu'il n'a pas suivie, après que le candidat l'a finie et avant de le "
            "recevoir ensuite, le jour de ce passage."
        ),
        sources=(Source.WEBINAIRE, Source.RE, Source.USAGE),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "absente": "{candidat} : la correction de « {epreuve} » n'est pas prévue.",
            "courte": "{candidat} : la correction de « {epreuve} » dure {constate_minutes} au lieu de {attendu_minutes}.",
            "trop_tot": "{candidat} : la correction de « {epreuve} » commence à {debut}, avant qu'il ait fini ({attendu}).",
            "trop_tard": "{candidat} : la correction de « {epreuve} » finit à {fin}, après le début de son passage suivant ({attendu}).",
            "jour": "{candidat} : la correction de « {epreuve} » n'est pas le jour de son passage suivant devant le jury.",
            "sans_suite": "{candidat} : aucun passage devant le jury ne suit « {epreuve} », qui serait jugée sans être corrigée.",
        },
    ),
    Card(
        name="lecture_dossier",
        theme=Theme.TRAVAUX,
        subject=(Kind.CANDIDAT,),
        enonce=(
            "Le jury lit le dossier du candidat avant de le recevoir pour la première fois, le même jour, sans aucun "
            "candidat devant lui (qui prépare sous surveillance n'est pas devant lui)."
        ),
        sources=(Source.WEBINAIRE, Source.RE, Source.USAGE),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "absente": "{candidat} : la lecture de son dossier n'est pas prévue.",
            "courte": "{candidat} : la lecture de son dossier dure {constate_minutes} au lieu de {attendu_minutes}.",
            "trop_tard": "{candidat} : la lecture de son dossier finit à {fin}, après le début de son premier passage ({attendu}).",
            "jour": "{candidat} : la lecture de son dossier n'est pas le jour de son premier passage devant le jury.",
        },
    ),
    Card(
        name="deliberation",
        theme=Theme.TRAVAUX,
        subject=(Kind.CANDIDAT, Kind.JOUR),
        enonce="Le jury délibère seul, dès la fin du dernier passage du candidat devant lui ce jour-là.",
        sources=(Source.RE, Source.USAGE),
        solver=SolverHalf.STRUCTURE,
        manquements={
            "absente": "{candidat}, {jour} : la délibération n'est pas prévue.",
            "courte": "{candidat}, {jour} : la délibération dure {constate_minutes} au lieu de {attendu_minutes}.",
            "moment": "{candidat}, {jour} : la délibération commence à {debut} au lieu de {attendu}, fin de son dernier passage.",
        },
    ),
    Card(
        name="battement",
        theme=Theme.TRAVAUX,
        subject=(Kind.CANDIDAT, Kind.JOUR),
        enonce="Un battement est prévu avant chaque candidat : ni autre candidat ni travail du jury pendant ces minutes.",
        sources=(Source.USAGE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "": "{candidat}, {jour} : {element0} finit à {fin} ; il faut {duree_minutes} de battement avant {debut}."
        },
    ),
    Card(
        name="pause_meridienne",
        theme=Theme.TRAVAUX,
        subject=(Kind.MEMBRE, Kind.JOUR),
        enonce=(
            "Chaque membre de jury a sa pause méridienne, aux mêmes minutes que tout son jury : dans la plage de midi, "
            "ou aussitôt après la phase suivie qui l'occupe à elle seule, sauf s'il arrive après ou repart avant "
            "cette plage. Le planning calculé l'écrit si elle tombe dans la journée du jury, au plus tôt de ce qui est "
            "possible, salles comprises là où elles sont libérées à midi."
        ),
        sources=(Source.WEBINAIRE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "absente": "{membre}, {jour} : pas {duree_minutes} de pause, avec tout son jury, entre {debut} et {fin}.",
            "ecrite": "{membre}, {jour} : la pause écrite à {debut} est trop courte, hors de la plage de midi ou occupée.",
        },
    ),
    Card(
        name="travail_continu",
        theme=Theme.TRAVAUX,
        subject=(Kind.MEMBRE, Kind.JOUR),
        enonce=(
            "Aucun membre ne travaille plus de 4 h (réglage) sans 20 minutes libres, sauf pour un seul candidat dont les épreuves "
            "enchaînées et la délibération durent davantage à elles seules."
        ),
        sources=(Source.USAGE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{membre}, {jour} : travaille de {debut} à {fin} sans 20 minutes libres."},
    ),
    Card(
        name="cloture",
        theme=Theme.TRAVAUX,
        subject=(Kind.JURY, Kind.JOUR),
        enonce="La journée de chaque jury finit par sa clôture : résultats, fiches, signatures.",
        sources=(Source.WEBINAIRE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "absente": "{jury}, {jour} : la clôture n'est pas prévue.",
            "courte": "{jury}, {jour} : la clôture dure {constate_minutes} au lieu de {attendu_minutes}.",
            "derniere": "{jury}, {jour} : {element0} finit à {fin}, après le début de la clôture.",
        },
    ),
)

# Where things take place.

SALLE_CARDS = (
    Card(
        name="salle_capacite",
        theme=Theme.SALLE,
        subject=(Kind.SALLE, Kind.JOUR),
        enonce=(
            "Un oral a la salle pour lui seul ; les autres épreuves n'y dépassent ni les postes ni les ressources "
            "partagées."
        ),
        sources=(Source.RE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "seul": "{salle}, {jour} à {debut} : {candidat} devrait y être seul pour « {epreuve} ».",
            "postes": "{salle}, {jour} à {debut} : {nombre} candidats pour {attendu} poste(s).",
            "ressource": "{salle}, {jour} à {debut} : il faudrait {nombre} × « {ressource} », il y en a {attendu}.",
        },
    ),
    Card(
        name="salle_adaptee",
        theme=Theme.SALLE,
        subject=(Kind.CANDIDAT, Kind.EPREUVE),
        enonce="La salle convient à l'épreuve ; elle est accessible quand le candidat en a besoin.",
        sources=(Source.RE, Source.WEBINAIRE),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "inconnue": "{candidat}, « {epreuve} » : la salle « {salle} » n'existe pas.",
            "usage": "{candidat}, « {epreuve} » : {salle} n'est pas une salle de type « {usage} ».",
            "accessible": "{candidat}, « {epreuve} » : {salle} n'est pas accessible.",
        },
    ),
    Card(
        name="salle_jury",
        theme=Theme.SALLE,
        subject=(Kind.JURY, Kind.JOUR),
        enonce=(
            "Un jury dispose de la même salle toute sa journée : ni autre jury, ni candidat d'un autre ; ses oraux "
            "et ses travaux s'y tiennent, sauf épreuve qui demande un autre type de salle."
        ),
        sources=(Source.RE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "absente": "{jury}, {jour} : le jury n'a pas de salle à lui.",
            "jury": "{jury}, {jour} : {salle} est aussi celle de {autre_jury}.",
            "candidat": "{jury}, {jour} : {candidat} est dans sa salle, {salle}, à {debut}.",
            "ailleurs": "{jury}, {jour} : « {epreuve} » de {candidat} a lieu en {autre_salle} et non dans la salle du jury, {salle}.",
        },
    ),
    Card(
        name="salle_disponible",
        theme=Theme.SALLE,
        subject=(Kind.SALLE, Kind.JOUR),
        enonce="Une salle ne sert que lorsqu'elle est disponible.",
        sources=(Source.CLASSEUR,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{salle} sert {jour} de {debut} à {fin} alors qu'elle est indisponible."},
    ),
)

# Who else must be there.

PRESENCE_CARDS = (
    Card(
        name="surveillance",
        theme=Theme.PRESENCE,
        subject=(Kind.SALLE, Kind.JOUR),
        enonce=(
            "Un surveillant est dans la salle tant que quelqu'un y compose sous surveillance (exigé dès que le "
            "classeur liste des surveillants)."
        ),
        sources=(Source.RE, Source.WEBINAIRE),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "": "{salle}, {jour} : personne ne surveille de {debut} à {fin}.",
        },
    ),
    Card(
        name="formateur_a_part",
        theme=Theme.PRESENCE,
        subject=(Kind.CANDIDAT, Kind.PERSONNE),
        enonce="Le formateur d'un candidat n'est ni surveillant ni comédien pour lui.",
        sources=(Source.WEBINAIRE, Source.ARRETE_2008),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "surveillant": "{personne}, formateur de {candidat}, le surveille pendant « {epreuve} ».",
            "comedien": "{personne}, formateur de {candidat}, est son comédien pendant « {epreuve} ».",
        },
    ),
    Card(
        name="aide_presente",
        theme=Theme.PRESENCE,
        subject=(Kind.CANDIDAT, Kind.EPREUVE),
        enonce=(
            "L'aide d'un candidat (lecteur, scripteur, interprète) est présente pendant ses épreuves ; une salle à part "
            "n'accueille que lui, avec son propre surveillant."
        ),
        sources=(Source.TEXTE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "absente": "{candidat}, « {epreuve} » : son aide n'est pas présente de {debut} à {fin}.",
            "salle": "{candidat}, « {epreuve} » : {autre_candidat} est dans sa salle à part.",
        },
    ),
    Card(
        name="comedien_present",
        theme=Theme.PRESENCE,
        subject=(Kind.CANDIDAT, Kind.EPREUVE),
        enonce=(
            "Là où l'épreuve le demande, un comédien disponible par passage simultané, accueilli avant son premier "
            "passage de la journée."
        ),
        sources=(Source.WEBINAIRE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "absent": "{candidat}, « {epreuve} » : aucun comédien disponible de {debut} à {fin}.",
            "accueil": "{candidat}, « {epreuve} » : le comédien n'a pas été accueilli {duree_minutes} avant {debut}.",
        },
    ),
    Card(
        name="responsable_present",
        theme=Theme.PRESENCE,
        subject=(Kind.JOUR,),
        enonce=(
            "Le responsable de session ou un suppléant est présent du début de la journée (premier accueil, arrivée d'un "
            "jury) à sa fin."
        ),
        sources=(Source.WEBINAIRE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{jour} : aucun responsable de session de {debut} à {fin}."},
    ),
)

# What makes one plan better than another: measures, summed by level.


def _soft(name: str, subject: tuple[Kind, ...], enonce: str) -> Card:
    return Card(name, Theme.PREFERENCE, subject, enonce, (Source.USAGE,), SolverHalf.COST)


PREFERENCE_CARDS = (
    _soft("journees_membre", (Kind.MEMBRE, Kind.JOUR), "Journées de membre de jury (une par membre et par jour)."),
    _soft("jours", (Kind.JOUR,), "Nombre de jours utilisés."),
    _soft(
        "presence_jury",
        (Kind.JURY, Kind.JOUR),
        "Durée de présence de chaque jury, par 5 min entamées, pause méridienne déduite (sauf avant son arrivée ou pendant un "
        "battement) ; 15 min de plus (réglage) s'il est sur place à midi ou partage un membre avec un autre jury du jour.",
    ),
    _soft("jours_candidat", (Kind.CANDIDAT, Kind.JOUR), "Journées sur place des candidats."),
    _soft(
        "attente",
        (Kind.CANDIDAT, Kind.JOUR),
        "Minutes d'attente des candidats entre leurs épreuves du jour, pause déduite, en proportion du temps que chacun occupe "
        "son jury ; le tirage avance ou recule ceux qui ont une majoration, pour que leur place ne les désigne pas.",
    ),
    _soft("fin_tardive", (Kind.JOUR,), "Minutes de chaque jury et de chaque candidat après 18 h (réglage)."),
    _soft(
        "equilibre", (Kind.JOUR,), "Écart, par jour, entre le jury qui voit le plus de candidats et le moins chargé."
    ),
    _soft(
        "ordre",
        (Kind.JURY, Kind.JOUR),
        "Interversions par rapport à l'ordre de passage demandé (le tirage), ceux qui doivent passer tôt étant premiers.",
    ),
)

# What a change disturbs in the planning that people already have: measures, by levels of their own.


def _part(name: str, subject: tuple[Kind, ...], enonce: str) -> Card:
    return Card(name, Theme.PREFERENCE, subject, enonce, (Source.USAGE,), SolverHalf.COST)


PERTURBATION_CARDS = (
    _part(
        "membres_appeles",
        (Kind.MEMBRE, Kind.JOUR),
        "Membres de jury convoqués un jour où le planning précédent ne les convoquait pas.",
    ),
    _part(
        "personnes_a_prevenir",
        (Kind.PERSONNE,),
        "Personnes dont le jour, l'heure, la salle ou la présence à elles changent, une fois chacune : candidats (heure "
        "de convocation comprise), membres de jury, surveillants, comédiens, aides. Le responsable, qui suit la journée, n'y compte pas.",
    ),
    _part("jours_changes", (Kind.CANDIDAT, Kind.EPREUVE), "Passages qui changent de jour."),
    _part(
        "heures_changees",
        (Kind.CANDIDAT, Kind.EPREUVE),
        "Minutes dont les passages sont avancés ou reculés, 60 au plus par passage (60 s'il change de jour).",
    ),
    _part(
        "jurys_rompus",
        (Kind.JURY, Kind.JOUR),
        "Jurys du planning précédent dont les mêmes membres ne siègent plus ensemble ce jour-là.",
    ),
    _part("salles_changees", (Kind.CANDIDAT, Kind.EPREUVE), "Passages qui changent de salle."),
    _part(
        "travaux_deplaces",
        (Kind.JURY,),
        "Lectures, corrections, accueils et clôtures de jury qui ne commencent plus au même moment.",
    ),
    _part(
        "presences_changees",
        (Kind.PERSONNE,),
        "Surveillants dans une salle et comédiens à un passage où le planning précédent ne les plaçait pas.",
    ),
)

# What lets a planning survive an absence or a delay: measures, asked for by the réglage *Réserve*.

RESERVE_CARDS = (
    Card(
        "sans_releve",
        Theme.PREFERENCE,
        (Kind.JURY, Kind.JOUR),
        "Membres, par demi-journée où leur jury travaille, que personne ne peut relever : il faut un membre habilité, libre de tout jury ce jour-là et de tout autre rôle, disponible toute la demi-journée, sans lien avec aucun candidat de ce jury.",
        (Source.USAGE,),
        SolverHalf.COST,
    ),
    Card(
        "sans_marge",
        Theme.PREFERENCE,
        (Kind.JURY, Kind.JOUR),
        "Journées de jury qui finissent moins de 30 minutes avant la fin au plus tard du jour : un retard n'y serait pas absorbé.",
        (Source.USAGE,),
        SolverHalf.COST,
    ),
)
