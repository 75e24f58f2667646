"""What each candidat passes, in which order, and his own time."""

from tpplanner.rules.card import Card, Kind, SolverHalf, Source, Theme

CARDS = (
    Card(
        name="epreuves_completes",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT, Kind.EPREUVE),
        enonce=(
            "Chaque épreuve que le candidat doit passer (titre ou CCP, avec l'entretien final au dernier CCP, sans ses "
            "dispenses) est planifiée une fois et une seule, et aucune autre ne l'est."
        ),
        sources=(Source.WEBINAIRE, Source.RE),
        solver=SolverHalf.STRUCTURE,
        manquements={
            "absente": "{candidat} : l'épreuve « {epreuve} » n'est pas planifiée.",
            "repetee": "{candidat} : l'épreuve « {epreuve} » est planifiée {fois} fois au lieu d'une.",
            "en_trop": "{candidat} : l'épreuve « {epreuve} » est planifiée sans que le candidat doive la passer.",
        },
    ),
    Card(
        name="duree_exacte",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT, Kind.EPREUVE),
        enonce=(
            "Chaque épreuve dure exactement le temps du référentiel, augmenté de la majoration du candidat arrondie à "
            "la minute supérieure ; les phases s'enchaînent sans interruption, sauf la coupure de midi quand le "
            "référentiel la prévoit."
        ),
        sources=(Source.WEBINAIRE, Source.RE, Source.JUGE),
        solver=SolverHalf.STRUCTURE,
        manquements={
            "epreuve": "{candidat} : « {epreuve} » dure {constate_minutes} au lieu de {attendu_minutes}.",
            "phase": "{candidat}, « {epreuve} » : la phase {phase} dure {constate_minutes} au lieu de {attendu_minutes}.",
            "phase_inconnue": "{candidat}, « {epreuve} » : une phase n'est pas celle du référentiel.",
            "ordre": "{candidat}, « {epreuve} » : les phases ne sont pas dans l'ordre.",
            "interrompue": "{candidat} : « {epreuve} » est interrompue à {fin}.",
            "coupure_phase": "{candidat}, « {epreuve} » : la coupure de midi ne tombe pas dans la phase la plus longue.",
            "coupure_duree": "{candidat}, « {epreuve} » : la coupure de midi dure {constate_minutes} au lieu de {attendu_minutes}.",
            "coupure_hors_plage": "{candidat}, « {epreuve} » : la coupure de midi est hors de la plage de midi.",
            "coupure_commune": "{candidat}, « {epreuve} » : la coupure de midi n'est pas à la même minute pour tous.",
        },
    ),
    Card(
        name="ordre_epreuves",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT, Kind.AVANT, Kind.EPREUVE),
        enonce=(
            "L'ordre du référentiel est respecté : une épreuve commence après celle qu'elle suit, aussitôt après "
            "(courte pause au plus) quand il l'exige, ou le nombre de jours plus tard qu'il impose."
        ),
        sources=(Source.RE, Source.TEXTE),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "apres": "{candidat} : « {epreuve} » commence avant la fin de « {avant} ».",
            "aussitot_apres": "{candidat} : « {epreuve} » ne suit pas aussitôt « {avant} ».",
            "jours_min": "{candidat} : « {epreuve} » n'a pas lieu {nombre} jour(s) au moins après « {avant} ».",
        },
    ),
    Card(
        name="oraux_enchaines",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT, Kind.JOUR),
        enonce=(
            "Les passages d'un candidat devant le jury pour un même titre ou CCP ont lieu le même jour, et ses "
            "passages d'une même journée se suivent, une courte pause au plus entre deux. Une épreuve à part se passe "
            "avant ou après cette suite, le même jour ou non, jamais au milieu."
        ),
        sources=(Source.USAGE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "attente": "{candidat}, {jour} : {attente_minutes} entre deux passages devant le jury.",
            "jours": "{candidat} : ses passages devant le jury sont répartis sur plusieurs jours.",
        },
    ),
    Card(
        name="entretien_final_dernier",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT,),
        enonce="L'entretien final est la dernière épreuve du candidat.",
        sources=(Source.TEXTE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={
            "": "{candidat} : « {autre_epreuve} » finit à {fin}, après le début de l'entretien final ({debut})."
        },
    ),
    Card(
        name="candidat_sans_chevauchement",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT,),
        enonce="Un candidat ne passe jamais deux épreuves en même temps.",
        sources=(Source.LOGIQUE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{candidat} : « {premiere} » (jusqu'à {fin}) et « {seconde} » (dès {debut}) se chevauchent."},
    ),
    Card(
        name="candidat_disponible",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT,),
        enonce="Un candidat ne passe que lorsqu'il est disponible.",
        sources=(Source.CLASSEUR,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{candidat} passe « {epreuve} » à {debut} alors qu'il est indisponible."},
    ),
    Card(
        name="pause_candidat",
        theme=Theme.CANDIDAT,
        subject=(Kind.CANDIDAT, Kind.JOUR),
        enonce=(
            "Chaque candidat a le temps de déjeuner : une pause sans épreuve dans sa plage de midi, ou aussitôt après "
            "l'épreuve qui occupe à elle seule cette plage, sauf s'il arrive après ou repart avant cette plage."
        ),
        sources=(Source.USAGE,),
        solver=SolverHalf.CONSTRAINT,
        manquements={"": "{candidat}, {jour} : pas {duree_minutes} de pause entre {debut} et {fin}."},
    ),
)
