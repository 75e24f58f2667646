"""Who sits in a jury, and before whom each candidat passes."""

from tpplanner.rules.card import Card, Kind, SolverHalf, Source, Theme

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
