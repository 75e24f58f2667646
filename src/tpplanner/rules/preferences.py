"""The cards of the soft rules: what is measured, in which level it counts, how its measure is told."""

from tpplanner.rules.card import Entity, SoftCard, Tally

# What makes one plan better than another: measures, summed by level.

PREFERENCE_CARDS = (
    SoftCard(
        name="journees_membre",
        subject=(Entity.MEMBRE, Entity.JOUR),
        enonce="Journées de membre de jury (une par membre et par jour).",
        nom="journées de membre de jury",
        unite=("journée de membre de jury", "journées de membre de jury"),
        niveau="1",
        tally=Tally.DAYS,
        colonne="journées de membre",
    ),
    SoftCard(
        name="jours",
        subject=(Entity.JOUR,),
        enonce="Nombre de jours utilisés.",
        nom="jours de session",
        unite=("jour", "jours"),
        niveau="2",
        tally=Tally.DAYS,
        colonne="jours de session",
    ),
    SoftCard(
        name="jours_sautes",
        subject=(Entity.JOUR,),
        enonce=(
            "Jours de la session laissés libres entre le premier et le dernier jour utilisés ; un jour qui n'est pas "
            "dans la feuille Jours (week-end, fermeture) n'en est pas un."
        ),
        nom="jours sautés",
        unite=("jour sauté", "jours sautés"),
        niveau="2b",
        tally=Tally.DAYS,
        colonne="jours sautés",
    ),
    SoftCard(
        name="presence_jury",
        subject=(Entity.JURY, Entity.JOUR),
        enonce=(
            "Durée de présence de chaque jury, par 5 min entamées, pause méridienne déduite (sauf avant son arrivée "
            "ou pendant un battement) ; 15 min de plus (réglage) s'il est sur place à midi ou partage un membre avec "
            "un autre jury du jour."
        ),
        nom="présence des jurys",
        unite=None,
        niveau="3",
        tally=Tally.MINUTES,
        colonne="présence du jury",
        complement=" de présence des jurys",
    ),
    SoftCard(
        name="jours_candidat",
        subject=(Entity.CANDIDAT, Entity.JOUR),
        enonce="Journées sur place des candidats.",
        nom="journées sur place des candidats",
        unite=("journée de candidat", "journées de candidat"),
        niveau="4a",
        tally=Tally.DAYS,
        colonne="jours sur place",
    ),
    SoftCard(
        name="attente",
        subject=(Entity.CANDIDAT, Entity.JOUR),
        enonce=(
            "Minutes d'attente des candidats entre leurs épreuves du jour, pause déduite, en proportion du temps que "
            "chacun occupe son jury ; le tirage avance ou recule ceux qui ont une majoration, pour que leur place ne "
            "les désigne pas."
        ),
        nom="attente des candidats",
        unite=None,
        niveau="4b",
        tally=Tally.MINUTES,
        colonne="attente",
        complement=" d'attente des candidats",
    ),
    SoftCard(
        name="fin_tardive",
        subject=(Entity.JOUR,),
        enonce="Minutes de chaque jury et de chaque candidat après 18 h (réglage).",
        nom="fin tardive",
        unite=None,
        niveau="4b",
        tally=Tally.MINUTES,
        colonne="fin tardive",
        complement=" de fin tardive",
    ),
    SoftCard(
        name="equilibre",
        subject=(Entity.JOUR,),
        enonce="Écart, par jour, entre le jury qui voit le plus de candidats et le moins chargé.",
        nom="équilibre entre jurys",
        unite=("candidat d'écart", "candidats d'écart"),
        niveau="5",
        tally=Tally.LAST,
        colonne="équilibre",
        complement=" entre jurys",
    ),
    SoftCard(
        name="ordre",
        subject=(Entity.JURY, Entity.JOUR),
        enonce=(
            "Interversions par rapport à l'ordre de passage demandé (le tirage), ceux qui doivent passer tôt étant "
            "premiers."
        ),
        nom="ordre de passage",
        unite=("inversion", "inversions"),
        niveau="5",
        tally=Tally.LAST,
        colonne="ordre de passage",
        complement=" de l'ordre de passage",
    ),
)

# Whom a change asks for their agreement: measures, before all that it disturbs, only where people may be asked.

DEMANDE_CARDS = (
    SoftCard(
        name="appels_a_demander",
        subject=(Entity.PERSONNE,),
        enonce="Personnes à appeler pour un jour où elles ne sont pas convoquées, une fois chacune, sauf les responsables.",
        nom="personnes à appeler un autre jour",
        unite=("personne", "personnes"),
        niveau="D1",
        tally=Tally.COST,
    ),
    SoftCard(
        name="accords_a_demander",
        subject=(Entity.PERSONNE,),
        enonce=(
            "Personnes à qui demander de commencer plus tôt que l'heure de leur convocation, une fois chacune, sauf les "
            "responsables."
        ),
        nom="accords à demander pour une autre heure",
        unite=("personne", "personnes"),
        niveau="D2",
        tally=Tally.COST,
    ),
)

# What a change disturbs in the planning that people already have: measures, by levels of their own.

PERTURBATION_CARDS = (
    SoftCard(
        name="membres_appeles",
        subject=(Entity.MEMBRE, Entity.JOUR),
        enonce="Membres de jury convoqués un jour où le planning précédent ne les convoquait pas.",
        nom="membres convoqués en plus",
        unite=("membre convoqué", "membres convoqués"),
        niveau="R1",
        tally=Tally.COST,
    ),
    SoftCard(
        name="personnes_a_prevenir",
        subject=(Entity.PERSONNE,),
        enonce=(
            "Personnes dont le jour, l'heure, la salle ou la présence à elles changent, une fois chacune : candidats "
            "(heure de convocation comprise), membres de jury, surveillants, comédiens, aides, et responsables qui ne "
            "mènent pas les mêmes jours (leurs heures suivent la journée). Ceux que l'imprévu touche lui-même y "
            "comptent ; qui est absent à un moment où le planning précédent l'attendait, non : c'est lui qui prévient."
        ),
        nom="personnes à prévenir",
        unite=("personne", "personnes"),
        niveau="R2",
        tally=Tally.COST,
    ),
    SoftCard(
        name="jours_changes",
        subject=(Entity.CANDIDAT, Entity.EPREUVE),
        enonce="Passages qui changent de jour.",
        nom="changements de jour",
        unite=("passage", "passages"),
        niveau="R3",
        tally=Tally.COST,
    ),
    SoftCard(
        name="heures_changees",
        subject=(Entity.CANDIDAT, Entity.EPREUVE),
        enonce=(
            "Minutes dont les passages sont avancés ou reculés, 60 au plus par passage (60 s'il change de jour), à "
            "partir de l'heure que l'imprévu lui-même leur donne."
        ),
        nom="changements d'heure",
        unite=None,
        niveau="R4",
        tally=Tally.COST,
    ),
    SoftCard(
        name="jurys_rompus",
        subject=(Entity.JURY, Entity.JOUR),
        enonce="Jurys du planning précédent dont les mêmes membres ne siègent plus ensemble ce jour-là.",
        nom="jurys rompus",
        unite=("jury", "jurys"),
        niveau="R5",
        tally=Tally.COST,
    ),
    SoftCard(
        name="salles_changees",
        subject=(Entity.CANDIDAT, Entity.EPREUVE),
        enonce="Passages qui changent de salle, ou de véhicule.",
        nom="changements de salle",
        unite=("passage", "passages"),
        niveau="R5",
        tally=Tally.COST,
    ),
    SoftCard(
        name="travaux_deplaces",
        subject=(Entity.JURY,),
        enonce="Lectures, corrections, accueils et clôtures de jury qui ne commencent plus au même moment.",
        nom="travaux du jury déplacés",
        unite=("travail", "travaux"),
        niveau="R5",
        tally=Tally.COST,
    ),
    SoftCard(
        name="presences_changees",
        subject=(Entity.PERSONNE,),
        enonce="Surveillants dans une salle et comédiens à un passage où le planning précédent ne les plaçait pas.",
        nom="présences changées",
        unite=("présence", "présences"),
        niveau="R5",
        tally=Tally.COST,
    ),
)

# What lets a planning survive an absence or a delay: measures, asked for by the réglage *Réserve*.

RESERVE_CARDS = (
    SoftCard(
        name="sans_releve",
        subject=(Entity.JURY, Entity.JOUR),
        enonce=(
            "Membres, par demi-journée où leur jury travaille, que personne ne peut relever : il faut un membre "
            "habilité, libre de tout jury ce jour-là et de tout autre rôle, disponible toute la demi-journée, sans "
            "lien avec aucun candidat de ce jury."
        ),
        nom="membres sans relève",
        unite=("demi-journée de membre sans relève", "demi-journées de membre sans relève"),
        niveau="3r",
        tally=Tally.COST,
    ),
    SoftCard(
        name="sans_marge",
        subject=(Entity.JURY, Entity.JOUR),
        enonce=(
            "Journées de jury qui finissent moins de 30 minutes avant la fin au plus tard du jour : un retard n'y "
            "serait pas absorbé."
        ),
        nom="jurys sans marge",
        unite=("journée de jury sans marge", "journées de jury sans marge"),
        niveau="3r",
        tally=Tally.COST,
    ),
)
