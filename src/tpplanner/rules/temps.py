"""When things may begin, and what is fixed beforehand."""

from tpplanner.rules.card import Card, Kind, SolverHalf, Source, Theme

CARDS = (
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
            "Aucune épreuve ne commence avant la fin de l'accueil des candidats, plus long le premier jour "
            "(vérification des identités, consignes, ouverture des plis)."
        ),
        sources=(Source.WEBINAIRE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "": "{jour} : {candidat} commence « {epreuve} » à {debut}, avant la fin de l'accueil ({attendu})."
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
        },
    ),
    Card(
        name="deja_commence",
        theme=Theme.TEMPS,
        subject=(Kind.JOUR,),
        enonce=(
            "Ce qui a commencé ne change plus (passages, travaux du jury, présences, composition et salle d'un jury), "
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
