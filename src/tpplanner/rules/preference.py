"""What makes one plan better than another: measures, summed by level."""

from tpplanner.rules.card import Card, Kind, SolverHalf, Source, Theme


def _soft(name: str, subject: tuple[Kind, ...], enonce: str) -> Card:
    return Card(name, Theme.PREFERENCE, subject, enonce, (Source.USAGE,), SolverHalf.COST)


CARDS = (
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
