"""A jury's day: one thing at a time, its own work, its breaks."""

from tpplanner.rules.card import Card, Kind, SolverHalf, Source, Theme

CARDS = (
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
