"""Where things take place."""

from tpplanner.rules.card import Card, Kind, SolverHalf, Source, Theme

CARDS = (
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
