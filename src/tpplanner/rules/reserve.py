"""What lets a planning survive an absence or a delay: measures, asked for by the réglage *Réserve*."""

from tpplanner.rules.card import Card, Kind, SolverHalf, Source, Theme

CARDS = (
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
