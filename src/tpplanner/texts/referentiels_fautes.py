"""What is wrong with a référentiel, in French: by code, the sentence and its cure.

The codes are those of `referentiels.checks`, and pydantic's for what has not the right form.
"""

FAUTES: dict[str, tuple[str, str]] = {
    # what the file or the sheet says of the titre
    "sigle": (
        "Le sigle « {valeur} » doit être fait de lettres et de chiffres, sans espace ni accent.",
        "Exemple : CDA.",
    ),
    "code": ("Le code du titre « {valeur} » n'a pas la forme TP-00000.", "Il est en tête de chaque page du RE."),
    "millesime": ("Le millésime « {valeur} » doit être de deux chiffres.", "Exemple : 04."),
    "intitule": ("L'intitulé du titre est vide.", "Recopiez-le de la première page du RE."),
    "source": (
        "La source est vide : d'où viennent ces durées ?",
        "Exemple : RE TP-01281 millésime 04, mise à jour du 24/05/2023.",
    ),
    "rncp": ("Le numéro RNCP « {valeur} » doit être fait de chiffres seulement.", "Exemple : 37873."),
    "membres_min": (
        "Un jury a au moins deux membres habilités ; « {valeur} » est trop peu.",
        "Écrivez 2, ou le nombre du RE s'il en demande plus.",
    ),
    "quota": (
        "Le nombre de candidats par jury et par jour doit être d'au moins 1 (« {valeur} »).",
        "Laissez vide si le RE n'en donne pas.",
    ),
    "qualites": ("La qualité « {valeur} » est vide ou écrite deux fois.", "Une qualité par élément, une seule fois."),
    "trop_grand": ("{valeur} est trop grand : {limite} au plus.", "Corrigez ce nombre."),
    "qualites_separateur": (
        "La qualité « {valeur} » contient une virgule ou un « ; », qui séparent les qualités d'un membre.",
        "Écrivez-la sans.",
    ),
    "transport": (
        "Les titres du transport ne sont pas pris en charge : leur jury change selon l'épreuve et le candidat.",
        "Planifiez cette session à la main, d'après son arrêté.",
    ),
    # tables
    "table_id": ("« {valeur} » n'est pas un repère de CCP.", "Écrivez CCP1, CCP2…, dans l'ordre du RE."),
    "table_double": ("Deux tableaux portent le repère « {valeur} ».", "Numérotez les CCP : CCP1, CCP2…"),
    "table_nom": ("Le nom du tableau est vide.", "Recopiez l'intitulé du CCP."),
    "table_vide": ("« {table} » n'a aucune épreuve.", "Ajoutez ses épreuves, ou supprimez ce tableau."),
    "sans_jury": (
        "« {table} » n'a aucune épreuve devant le jury : personne ne pourrait évaluer le candidat.",
        "Une épreuve au moins doit avoir « jury » comme présence.",
    ),
    "total_candidat": (
        "La durée totale pour le candidat est de {imprime} selon le RE, et la somme des épreuves fait {somme}.",
        "Comparez chaque durée avec le tableau 3.1 du RE ; laissez le total vide si le RE n'en imprime pas.",
    ),
    "presence_jury": (
        "La présence du jury est de {imprime} selon le RE, et la somme des phases devant le jury fait {somme}.",
        "Comparez avec la section 4.1 du RE : une épreuve est-elle à tort devant le jury, ou sans lui ?",
    ),
    "simultanes_plusieurs": (
        "Une seule épreuve par tableau peut être suivie à plusieurs candidats ; « {epreuve} » en est une de trop.",
        "Ne gardez ce nombre que sur l'une d'elles.",
    ),
    # the entretien final
    "final_absent": (
        "Le titre n'a pas d'entretien final : toute session titre se termine par lui.",
        "Ajoutez l'entretien final (modalité EF) à la fin du tableau du titre.",
    ),
    "final_inconnu": (
        "L'entretien final « {valeur} » n'est pas une épreuve du tableau du titre.",
        "Écrivez le repère de l'épreuve de modalité EF.",
    ),
    "final_modalite": (
        "« {valeur} » est donné comme entretien final, et sa modalité n'est pas EF.",
        "L'entretien final est l'épreuve de modalité EF du titre.",
    ),
    "final_dernier": (
        "L'entretien final n'est pas la dernière épreuve du tableau : « {epreuve} » le suit.",
        "Placez-le à la fin, sans épreuve qui le suive.",
    ),
    "final_en_ccp": (
        "« {epreuve} » est un entretien final dans le tableau d'un CCP.",
        "Retirez-le : il est ajouté de lui-même pour le candidat qui passe son dernier CCP.",
    ),
    "final_double": ("Le titre a deux entretiens finals.", "N'en gardez qu'un."),
    "final_non_suivi": ("L'entretien final doit se passer devant le jury.", "Sa présence est « jury »."),
    # one épreuve
    "id": (
        "« {valeur} » ne peut pas servir de repère : lettres sans accent, chiffres, « _ » et « . » seulement.",
        "Exemples : QP, MSP_orale, CCP1.ET.",
    ),
    "id_double": ("Deux épreuves portent le repère « {valeur} ».", "Donnez à chacune le sien : MSP1, MSP2…"),
    "id_prefixe": (
        "Le repère « {valeur} » d'une épreuve de {table} doit commencer par « {table}. ».",
        "Exemple : {table}.ET.",
    ),
    "nom": ("Le nom de l'épreuve est vide.", "C'est lui que le planning affiche."),
    "nom_separateur": (
        "Le nom de l'épreuve « {valeur} » contient un « ; », qui sépare les épreuves d'une liste.",
        "Remplacez-le par un tiret.",
    ),
    "nom_double": (
        "Deux épreuves s'appellent « {valeur} » : le planning ne permettrait pas de les distinguer.",
        "Précisez : « {valeur} (CCP1) », « {valeur}, partie écrite »…",
    ),
    "modalite": ("La modalité « {valeur} » n'existe pas dans un RE.", "Choisissez parmi : MSP, PP, ET, QP, QAP, EF."),
    "phases": ("L'épreuve n'a aucune phase.", "Donnez sa durée et qui est présent."),
    "minutes": ("La durée doit être d'au moins une minute (« {valeur} »).", "Recopiez la durée du RE, en minutes."),
    "duree": (
        "L'épreuve dure {duree}, plus qu'une journée ne peut en contenir.",
        "Découpez-la en parties (MSP1, MSP2…), chacune un jour au moins après la précédente.",
    ),
    "usage": (
        "« {valeur} » ne peut pas servir de type de salle : minuscules sans accent.",
        "Exemples : jury, ecrit, plateau, {propose}.",
    ),
    "usage_jury": (
        "La salle du jury est prévue pour une phase que le jury ne suit pas.",
        "Choisissez un autre type de salle (ecrit, plateau…), ou « jury » comme présence.",
    ),
    "usage_jury_partagee": (
        "Une phase dans la salle du jury ne peut pas être à postes partagés.",
        "Un candidat y est seul devant le jury ; sinon, choisissez le type « plateau ».",
    ),
    "sans_suite": (
        "Aucune épreuve devant le jury ne suit « {epreuve} » : elle serait évaluée sans que le jury l'ait vue.",
        "Placez après elle, dans le tableau, l'épreuve où le jury y revient.",
    ),
    "collective_suivie": (
        "L'épreuve est collective et le jury en suit une phase : il ne peut pas suivre tous les candidats à la fois.",
        "Retirez « collective », mettez un surveillant, ou indiquez combien de candidats le jury suit ensemble.",
    ),
    "simultanes": ("Un jury suit au moins un candidat (« {valeur} »).", "Retirez la valeur, ou écrivez 2 ou plus."),
    "simultanes_sans_jury": (
        "L'épreuve est suivie à {valeur} candidats ensemble, et le jury n'en suit aucune phase.",
        "Retirez cette valeur, ou mettez « jury » comme présence.",
    ),
    "partage": ("Une ressource sert à au moins un candidat (« {valeur} »).", "Écrivez 1 ou plus."),
    "partage_sans_ressource": (
        "Le partage est de {valeur} candidats, et aucune ressource n'est nommée.",
        "Nommez la ressource partagée, ou retirez le partage.",
    ),
    "ressource_separateur": (
        "La ressource « {valeur} » contient une virgule ou un « ; », qui séparent les ressources d'une salle.",
        "Écrivez-la sans.",
    ),
    "ressource_salle_jury": (
        "La ressource « {valeur} » n'est comptée que hors de la salle du jury, et l'épreuve y est tout entière.",
        "Retirez la ressource, ou changez le type de salle.",
    ),
    "correction": (
        "Le temps de correction doit être d'au moins une minute (« {valeur} »).",
        "Retirez la valeur pour garder celle des réglages.",
    ),
    "correction_suivie": (
        "Un temps de correction est donné pour une épreuve que le jury suit.",
        "Seule se corrige une épreuve dont le jury n'a suivi aucune phase : retirez la valeur.",
    ),
    "correction_avant": (
        "« {valeur} » doit être une épreuve devant le jury, placée plus bas dans le même tableau.",
        "Corrigez le repère, ou retirez la valeur : le jury corrige avant le passage suivant.",
    ),
    "coupure_midi": (
        "La coupure de midi n'a de sens que pour une épreuve d'au moins {minimum} (celle-ci dure {duree}).",
        "Retirez la coupure.",
    ),
    "a_confirmer": (
        "« {valeur} » n'est pas une information à confirmer, ou est écrit deux fois.",
        "Choisissez parmi : {permis}.",
    ),
    # order
    "lien_inconnu": ("« {valeur} » ne désigne aucune épreuve du même tableau.", "{propose}"),
    "lien_vers_le_bas": (
        "« {epreuve} » ne peut pas venir après « {valeur} », qui est placée plus bas, ou est elle-même.",
        "Écrivez les épreuves dans l'ordre où le candidat les passe.",
    ),
    "lien_double": ("Le lien avec « {valeur} » est donné deux fois.", "Gardez « aussitôt après », ou « après »."),
    "aussitot_plusieurs": (
        "« {epreuve} » ne peut pas suivre aussitôt plusieurs épreuves.",
        "Gardez celle qu'elle suit immédiatement ; les autres sont simplement « avant ».",
    ),
    "aussitot_partage": (
        "« {autre} » et « {epreuve} » ne peuvent pas suivre toutes deux aussitôt « {valeur} ».",
        "L'une suit l'autre : corrigez le lien.",
    ),
    "entre_deux": (
        "« {epreuve} » vient entre « {avant} » et « {suivante} », qui se suivent sans attente : c'est impossible.",
        "Indiquez « à part » pour ce que le jury suit avant « {epreuve} », ou après ; ou corrigez l'ordre.",
    ),
    "aussitot_et_suite": (
        "« {epreuve} » ne peut pas suivre aussitôt « {valeur} » : « {avant} » la précède déjà sans attente.",
        "Corrigez l'ordre, ou indiquez « à part » pour l'épreuve qui ne tient pas dans cette suite devant le jury.",
    ),
    "aussitot_correction": (
        "« {epreuve} » suit aussitôt « {valeur} », que le jury corrige d'abord ({minutes}) : c'est impossible.",
        "Indiquez « après » au lieu de « aussitôt après », ou avant quelle épreuve la correction est due.",
    ),
    "aussitot_plis": (
        "« {epreuve} » suit « {avant} » sans attente, et ses plis s'ouvrent {minutes} avant elle : c'est impossible.",
        "Indiquez « à part » pour « {epreuve} », et « après » au lieu de « aussitôt après » ; ou corrigez l'ordre.",
    ),
    "jours_min": (
        "Le nombre de jours d'écart doit aller de 1 à 60 (« {valeur} »).",
        "2 = le surlendemain au plus tôt.",
    ),
    "jours_et_aussitot": (
        "« {epreuve} » ne peut pas suivre aussitôt « {valeur} » et venir un autre jour.",
        "Gardez un seul des deux liens.",
    ),
    # form (pydantic's codes)
    "missing": ("La clé « {cle} » manque.", "Ajoutez-la."),
    "extra_forbidden": ("La clé « {cle} » est inconnue ici.", "{propose}"),
    "string_type": ("« {cle} » doit être un texte entre guillemets.", 'Exemple : {cle} = "…".'),
    "int_type": ("« {cle} » doit être un nombre entier, sans guillemets.", "Exemple : {cle} = 30."),
    "bool_type": ("« {cle} » doit être true ou false.", "Exemple : {cle} = true."),
    "date_type": ("« {cle} » doit être une date, sans guillemets.", "Exemple : {cle} = 2024-07-02."),
    "list_type": ("« {cle} » doit être une liste, entre crochets.", 'Exemple : {cle} = ["QP"].'),
    "dict_type": ("« {cle} » doit être une table.", "Exemple : {cle} = {{ MSP1 = 2 }}."),
    "model_type": ("« {cle} » doit être une table.", "Voyez comment un référentiel fourni l'écrit."),
    "literal_error": ("« {cle} » ne peut pas valoir « {valeur} ».", "Choisissez parmi : {permis}."),
    "autre": ("« {cle} » n'a pas la forme attendue.", "Voyez comment un référentiel fourni l'écrit."),
    # the file
    "absent": ("Le fichier « {nom} » n'existe pas ou ne peut pas être lu.", "Vérifiez son nom et son dossier."),
    "classeur": (
        "« {nom} » est un classeur, non un référentiel en TOML.",
        "Pour en tirer un référentiel, voyez « tpplanner titres nouveau --help ».",
    ),
    "encodage": ("« {nom} » n'est pas un texte en UTF-8.", "Enregistrez-le en UTF-8 (Bloc-notes : Enregistrer sous)."),
    "syntaxe": ("Le fichier n'est pas du TOML valide{ou}.", "Un guillemet, un crochet ou un signe = y manque souvent."),
}
"""By code: the sentence, then its cure."""

LIGNE = "à la ligne {ligne}, colonne {colonne}"
FIN_DU_FICHIER = "à la fin du fichier"
PROCHE = "Vouliez-vous dire « {proche} » ?"
PERMIS = "Possibles : {permis}."
EPREUVE_SANS_REPERE = "épreuve n° {rang}"
PHASE = ", phase {rang}"
TABLE_SANS_REPERE = "CCP n° {rang}"
NOM_PAR_DEFAUT = "référentiel"

TITRE_INCONNU = (
    "Le titre « {valeur} » n'est pas fourni.",
    "{proche}Titres fournis : {fournis}. Pour un autre titre : « tpplanner titres nouveau ».",
)
TITRE_REFUSE = (
    "{sigle} ({intitule}) n'est pas fourni : {raison}",
    "« tpplanner titres » donne la liste des titres fournis.",
)
MILLESIME_INCONNU = (
    "Le titre {sigle} n'est pas fourni au millésime {valeur}.",
    "Millésime fourni : {fournis}. Pour un autre : « tpplanner titres nouveau ».",
)


def message(code: str, **champs: object) -> tuple[str, str]:
    """The sentence and the cure of a fault."""
    phrase, remede = FAUTES[code]
    return phrase.format(**champs), remede.format(**champs)


def lien_inconnu(proche: str, permis: str) -> str:
    """The cure when a name is unknown: the nearest one, else all that are allowed."""
    return PROCHE.format(proche=proche) if proche else PERMIS.format(permis=permis) if permis else ""
