"""What a year of sessions must respect, and what makes one year better than another."""

from tpplanner.rules.card import Authority, Card, Entity, SolverHalf, Theme

WEB, TEXTE, SAISI, LOGIQUE = Authority.WEBINAIRE, Authority.TEXTE, Authority.CLASSEUR, Authority.LOGIQUE


def _hard(
    name: str,
    subject: tuple[Entity, ...],
    enonce: str,
    sources: tuple[Authority, ...],
    solver: SolverHalf = SolverHalf.CONSTRAINT,
    **manquements: str,
) -> Card:
    return Card(name, Theme.ANNEE, subject, enonce, sources, solver, manquements)


def _soft(name: str, subject: tuple[Entity, ...], enonce: str) -> Card:
    return Card(name, Theme.PREFERENCE, subject, enonce, (Authority.USAGE,), SolverHalf.COST)


CARDS = (
    _hard(
        "jours_ouverts",
        (Entity.SESSION,),
        "Une session se tient des jours qui se suivent, tous ouverts : ni dimanche (ni samedi, sauf réglage), ni jour"
        " férié, ni fermeture du centre.",
        (SAISI,),
        ferme="{session} : le centre est fermé le {jour}.",
        sans_date="{session} : aucune date.",
    ),
    _hard(
        "dates_permises",
        (Entity.SESSION,),
        "Une session se tient dans l'année programmée, ni avant ni après les dates données pour elle.",
        (SAISI,),
        tot="{session} : commence le {jour}, avant le {limite}.",
        tard="{session} : finit le {jour}, après le {limite}.",
    ),
    _hard(
        "creation_91_jours",
        (Entity.SESSION,),
        "Une session est créée dans CERES, et ses DTE commandés, au moins 91 jours avant son premier jour. Une session"
        " qui n'est pas encore créée ne peut donc pas commencer avant 91 jours.",
        (WEB,),
        retard="{session} : commence le {jour}, moins de 91 jours après sa création dans CERES ({creation}).",
        trop_tot="{session} : n'est pas créée dans CERES et commence le {jour}, avant le {limite} (91 jours).",
    ),
    _hard(
        "titre_en_vigueur",
        (Entity.SESSION,),
        "Une session est créée avant l'échéance du titre, et se tient au plus tard dans l'année qui suit cette échéance.",
        (WEB,),
        creation="{session} : n'est pas créée dans CERES alors que le titre {titre} est échu depuis le {limite}.",
        fin="{session} : finit le {jour}, plus d'un an après l'échéance du titre {titre} ({limite}).",
    ),
    _hard(
        "agrement_en_vigueur",
        (Entity.SESSION,),
        "L'agrément est valable jusqu'au dernier jour de la session.",
        (WEB,),
        fin="{session} : finit le {jour}, après la fin de l'agrément ({limite}).",
    ),
    _hard(
        "responsable_designe",
        (Entity.SESSION,),
        "Chaque session a un responsable et, si le centre a plusieurs personnes pour cela, un suppléant : toujours"
        " prévoir un plan B.",
        (WEB,),
        responsable="{session} : aucun responsable de session.",
        suppleant="{session} : aucun suppléant.",
        titre="{session} : {personne} n'est pas responsable pour ce titre.",
    ),
    _hard(
        "responsable_une_session",
        (Entity.PERSONNE,),
        "Un responsable ou suppléant n'est prévu que pour une session à la fois, et des jours où il est disponible : sa présence"
        " est indispensable du début à la fin.",
        (WEB, SAISI),
        deux="{personne} est prévu le {jour} pour {session} et pour {autre_session}.",
        absent="{personne} est prévu le {jour} pour {session}, et n'est pas disponible.",
    ),
    _hard(
        "membres_assez",
        (Entity.SESSION,),
        "Chaque jury d'une session a au moins deux membres (ou le nombre du référentiel), et il y a assez de jurys pour"
        " les candidats inscrits.",
        (WEB, Authority.RE),
        membres="{session} : {nombre} membre(s) de jury au lieu de {attendu} au moins.",
        jurys="{session} : {nombre} candidat(s), pour {attendu} place(s) devant ses jurys.",
    ),
    _hard(
        "habilitation_en_vigueur",
        (Entity.MEMBRE, Entity.SESSION),
        "Un membre est habilité pour le titre et le millésime de la session, jusqu'à son dernier jour.",
        (WEB, TEXTE),
        aucune="{membre} n'est pas habilité pour {session}.",
        fin="{membre} est prévu pour {session} jusqu'au {jour} ; son habilitation finit le {limite}.",
    ),
    _hard(
        "membre_une_session",
        (Entity.MEMBRE,),
        "Un membre siège dans une session à la fois, des jours où il est disponible.",
        (LOGIQUE, SAISI),
        deux="{membre} siège le {jour} dans {session} et dans {autre_session}.",
        absent="{membre} siège le {jour} dans {session}, et n'est pas disponible.",
    ),
    _hard(
        "membre_journees",
        (Entity.MEMBRE,),
        "Un membre ne siège pas plus de journées dans l'année qu'il n'en donne.",
        (SAISI,),
        trop="{membre} siège {nombre} journées, et en donne {attendu}.",
    ),
    _hard(
        "jury_sans_lien",
        (Entity.SESSION, Entity.CANDIDAT),
        "Pour chaque candidat d'une session, il y a assez de membres qui n'ont aucun lien avec lui.",
        (WEB, Authority.ARRETE_2008),
        peu="{session} : {nombre} membre(s) sans lien avec {candidat} au lieu de {attendu} au moins.",
    ),
    _hard(
        "salle_une_session",
        (Entity.SALLE,),
        "Une salle ne sert qu'à une session à la fois, des jours où elle est libre.",
        (LOGIQUE, SAISI),
        deux="{salle} sert le {jour} à {session} et à {autre_session}.",
        absente="{salle} sert le {jour} à {session}, et n'est pas libre.",
    ),
    _hard(
        "capacite_session",
        (Entity.SESSION,),
        "Une session ne reçoit pas plus de candidats que sa capacité.",
        (SAISI,),
        trop="{session} : {nombre} candidats, pour {attendu} au plus.",
    ),
    _hard(
        "candidat_inscrit",
        (Entity.CANDIDAT,),
        "Toute personne formée est inscrite à une session au moins ; un candidat VAE ne peut pas être refusé.",
        (WEB,),
        formation="{candidat}, formé, n'est inscrit à aucune session.",
        vae="{candidat}, candidat VAE, n'est inscrit à aucune session : il ne peut pas être refusé.",
    ),
    _hard(
        "candidat_douze_mois",
        (Entity.CANDIDAT,),
        "Un candidat formé est présenté après sa formation, dans les 12 mois qui la suivent, à trois sessions au plus.",
        (WEB,),
        avant="{candidat} : {session} commence le {jour}, avant la fin de sa formation ({limite}).",
        apres="{candidat} : {session} finit le {jour}, plus de 12 mois après sa formation ({limite}).",
        trop="{candidat} est inscrit à {nombre} sessions en comptant les précédentes, pour {attendu} au plus.",
    ),
    _hard(
        "candidat_de_ce_titre",
        (Entity.CANDIDAT, Entity.SESSION),
        "Un candidat est inscrit à des sessions de son titre, session titre, CCP ou CCS selon ce qu'il présente.",
        (WEB,),
        SolverHalf.STRUCTURE,
        titre="{candidat} est inscrit à {session}, qui n'est pas une session de son titre.",
        genre="{candidat} est inscrit à {session} : CERES sépare les sessions titre, CCP et CCS.",
    ),
)

PREFERENCES = (
    _soft("journees_annee", (Entity.MEMBRE, Entity.JOUR), "Journées de membre de jury, toutes sessions comprises."),
    _soft(
        "frais_annee", (Entity.MEMBRE,), "Frais des membres : indemnité de leurs journées et kilomètres, en centimes."
    ),
    _soft("souhaits_annee", (Entity.SESSION,), "Sessions dont le premier jour est hors des périodes souhaitées."),
    _soft("etalement_annee", (Entity.SESSION,), "Sessions qui commencent une semaine où une autre commence déjà."),
    _soft("charge_annee", (Entity.MEMBRE,), "Journées du membre de jury le plus sollicité de l'année."),
    _soft(
        "attente_annee", (Entity.SESSION,), "Jours ouverts avant chaque session : au plus tôt, à égalité sur le reste."
    ),
)
