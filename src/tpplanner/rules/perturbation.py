"""What a change disturbs in the planning that people already have: measures, by levels of their own."""

from tpplanner.rules.card import Card, Kind, SolverHalf, Source, Theme


def _part(name: str, subject: tuple[Kind, ...], enonce: str) -> Card:
    return Card(name, Theme.PREFERENCE, subject, enonce, (Source.USAGE,), SolverHalf.COST)


CARDS = (
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
