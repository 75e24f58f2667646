"""Who else must be there."""

from tpplanner.rules.card import Card, Kind, SolverHalf, Source, Theme

CARDS = (
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
