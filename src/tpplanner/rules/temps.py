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
