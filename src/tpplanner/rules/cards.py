"""The cards of the hard rules of a session, by theme, and the order in which they are doubted."""

from datetime import time
from functools import partial

from tpplanner.rules.card import Authority, Binding, Entity, Exigence, HardCard, Loosening, SolverHalf, Theme

# The cards, by theme.

_candidat = partial(HardCard, theme=Theme.CANDIDAT)
_temps = partial(HardCard, theme=Theme.TEMPS)
_composition = partial(HardCard, theme=Theme.COMPOSITION)
_travaux = partial(HardCard, theme=Theme.TRAVAUX)
_presence = partial(HardCard, theme=Theme.PRESENCE)
_salle = partial(HardCard, theme=Theme.SALLE)


def _shortened(what: str) -> Loosening:
    """By a réglage of minutes, of which a centre may ask for fewer."""
    return Loosening(0, f"ramener {what} de {{de}} à {{a}}")


CARDS = (
    # What each candidat passes, in which order, and their own time.
    _candidat(
        name="epreuves_completes",
        subject=(Entity.CANDIDAT, Entity.EPREUVE),
        enonce=(
            "Chaque épreuve que le candidat doit passer (titre, CCP ou CCS, avec l'entretien final au dernier CCP, sans "
            "ses dispenses) est planifiée une fois et une seule, et aucune autre ne l'est."
        ),
        sources=(Authority.WEBINAIRE, Authority.RE),
        solver=SolverHalf.STRUCTURE,
        binds=(),
        exigence=Exigence(firm=True),
        manquements={
            "absente": "{candidat} : l'épreuve « {epreuve} » n'est pas planifiée.",
            "repetee": "{candidat} : l'épreuve « {epreuve} » est planifiée {fois} fois au lieu d'une.",
            "en_trop": "{candidat} : l'épreuve « {epreuve} » est planifiée sans que le candidat doive la passer.",
        },
    ),
    _candidat(
        name="duree_exacte",
        subject=(Entity.CANDIDAT, Entity.EPREUVE),
        enonce=(
            "Chaque épreuve dure exactement le temps du référentiel, augmenté de la majoration du candidat arrondie à "
            "la minute supérieure ; les phases s'enchaînent sans interruption, sauf la coupure de midi quand le "
            "référentiel la prévoit. Ce qui a commencé dure ce que le planning en dit : une interruption ou un retard "
            "le prolonge."
        ),
        sources=(Authority.WEBINAIRE, Authority.RE, Authority.JUGE),
        solver=SolverHalf.STRUCTURE,
        binds=(),
        exigence=Exigence(held=True, firm=True),
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
    _candidat(
        name="ordre_epreuves",
        subject=(Entity.CANDIDAT, Entity.AVANT, Entity.EPREUVE),
        enonce=(
            "L'ordre du référentiel est respecté : une épreuve commence après celle qu'elle suit, aussitôt après "
            "(courte pause au plus) quand il l'exige, ou le nombre de jours plus tard qu'il impose."
        ),
        sources=(Authority.RE, Authority.TEXTE),
        binds=(Binding.JURY_DAY, Binding.DAYS),
        exigence=Exigence(firm=True),
        manquements={
            "apres": "{candidat} : « {epreuve} » commence avant la fin de « {avant} ».",
            "aussitot_apres": "{candidat} : « {epreuve} » ne suit pas aussitôt « {avant} ».",
            "jours_min": "{candidat} : « {epreuve} » n'a pas lieu {nombre} jour(s) au moins après « {avant} ».",
        },
    ),
    _candidat(
        name="oraux_enchaines",
        subject=(Entity.CANDIDAT, Entity.JOUR),
        enonce=(
            "Les passages d'un candidat devant le jury pour un même titre, CCP ou CCS ont lieu le même jour, et ses "
            "passages d'une même journée se suivent, une courte pause au plus entre deux. Une épreuve à part se passe "
            "avant ou après cette suite, le même jour ou non, jamais au milieu."
        ),
        sources=(Authority.USAGE,),
        binds=(Binding.JURY_DAY, Binding.DAYS),
        exigence=None,
        manquements={
            "attente": "{candidat}, {jour} : {attente_minutes} entre deux passages devant le jury.",
            "jours": "{candidat} : ses passages devant le jury sont répartis sur plusieurs jours.",
        },
    ),
    _candidat(
        name="entretien_final_dernier",
        subject=(Entity.CANDIDAT,),
        enonce="L'entretien final est la dernière épreuve du candidat ; celui d'un CCS, la dernière de ce CCS.",
        sources=(Authority.TEXTE,),
        binds=(Binding.JURY_DAY, Binding.DAYS),
        exigence=None,
        sans_objet="personne ne passe d'entretien final",
        manquements={
            "": "{candidat} : « {autre_epreuve} » finit à {fin}, après le début de l'entretien final ({debut})."
        },
    ),
    _candidat(
        name="candidat_sans_chevauchement",
        subject=(Entity.CANDIDAT,),
        enonce="Un candidat ne passe jamais deux épreuves en même temps.",
        sources=(Authority.LOGIQUE,),
        binds=(Binding.JURY_DAY,),
        exigence=None,
        manquements={"": "{candidat} : « {premiere} » (jusqu'à {fin}) et « {seconde} » (dès {debut}) se chevauchent."},
    ),
    _candidat(
        name="candidat_disponible",
        subject=(Entity.CANDIDAT,),
        enonce="Un candidat ne passe que lorsqu'il est disponible.",
        sources=(Authority.CLASSEUR,),
        binds=(Binding.JURY_DAY, Binding.DAYS),
        exigence=Exigence(absents="candidats"),
        nommees=True,
        manquements={"": "{candidat} passe « {epreuve} » à {debut} alors qu'il est indisponible."},
    ),
    _candidat(
        name="pause_candidat",
        subject=(Entity.CANDIDAT, Entity.JOUR),
        enonce=(
            "Chaque candidat a le temps de déjeuner : une pause sans épreuve dans sa plage de midi, ou aussitôt après "
            "l'épreuve qui occupe à elle seule cette plage, sauf s'il arrive après ou repart avant cette plage. Une fois la "
            "plage passée, la pause est constatée."
        ),
        sources=(Authority.USAGE,),
        binds=(Binding.JURY_DAY,),
        exigence=None,
        manquements={"": "{candidat}, {jour} : pas {duree_minutes} de pause entre {debut} et {fin}."},
    ),
    # When things may begin, and what is fixed beforehand.
    _temps(
        name="epreuve_collective",
        subject=(Entity.EPREUVE,),
        enonce=(
            "Une épreuve collective commence au même moment pour tous ceux qui la passent, dans autant de salles "
            "qu'il faut ; un temps majoré finit plus tard."
        ),
        sources=(Authority.WEBINAIRE, Authority.RE),
        solver=SolverHalf.STRUCTURE,
        binds=(),
        exigence=None,
        sans_objet="aucune épreuve n'est collective",
        manquements={"": "« {epreuve} » commence à {debut} pour les uns et à {autre_debut} pour {candidat}."},
    ),
    _temps(
        name="epreuve_longue",
        subject=(Entity.CANDIDAT, Entity.EPREUVE),
        enonce="Une épreuve longue (2 h ou plus) commence en début de matinée ou au début de l'après-midi.",
        sources=(Authority.USAGE,),
        binds=(Binding.JURY_DAY,),
        exigence=Exigence(
            "Une épreuve de {epreuve_longue} ou plus commence à {longue_matin} au plus tard, ou à partir de "
            "{longue_apres_midi}.",
            reglages={
                "epreuve_longue": Loosening(24 * 60, "ne dire longue une épreuve qu'à partir de {a}, au lieu de {de}")
            },
        ),
        sans_objet="aucune épreuve n'est longue",
        manquements={"": "{candidat} : « {epreuve} », épreuve longue, commence à {debut}."},
    ),
    _temps(
        name="accueil_candidats",
        subject=(Entity.JOUR,),
        enonce=(
            "Chaque jour, ceux qui sont convoqués d'abord sont accueillis (identités, consignes), plus longtemps le premier "
            "jour ; l'accueil finit quand commence la première épreuve, et ne commence pas avant l'heure à partir de "
            "laquelle les candidats peuvent être convoqués."
        ),
        sources=(Authority.WEBINAIRE,),
        binds=(Binding.SESSION,),
        exigence=Exigence(
            "Les candidats sont convoqués à partir de {jour_accueil} ({jour}) ; la première épreuve vient {accueil} plus tard "
            "le premier jour, {accueil_autres_jours} les autres.",
            jours={"accueil": time(0, 0)},
            reglages={
                "accueil": _shortened("l'accueil des candidats le premier jour"),
                "accueil_autres_jours": _shortened("l'accueil des candidats les autres jours"),
            },
            held=True,
        ),
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
    _temps(
        name="ouverture_plis",
        subject=(Entity.EPREUVE,),
        enonce=(
            "Les plis d'une épreuve (QP ou MSP collective, ou celle dont le référentiel dit les sujets sous pli) sont "
            "ouverts dans les dernières minutes avant qu'elle commence pour la première fois, devant ceux qui la passent "
            "alors : aucun n'est ailleurs, et ce n'est pas leur pause."
        ),
        sources=(Authority.WEBINAIRE,),
        binds=(Binding.JURY_DAY,),
        exigence=Exigence(
            "Les plis sont ouverts pendant les {plis} avant l'épreuve, devant ceux qui la passent.",
            reglages={"plis": _shortened("l'ouverture des plis")},
        ),
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
    _temps(
        name="ouverture",
        subject=(Entity.JOUR,),
        enonce="Rien n'a lieu hors des jours de la session, avant l'ouverture du site ou après l'heure limite.",
        sources=(Authority.CLASSEUR,),
        binds=(Binding.JURY_DAY,),
        exigence=Exigence(
            "Rien n'a lieu avant {jour_ouverture} ni après {jour_fin} ({jour}).",
            jours={"ouverture": time(0, 0), "fin": time(23, 59)},
        ),
        manquements={"": "{jour} : {element0} de {debut} à {fin}, hors des heures d'ouverture."},
    ),
    _temps(
        name="passage_fige",
        subject=(Entity.CANDIDAT, Entity.EPREUVE),
        enonce=(
            "Un passage figé garde son jour et son heure ; figé tout entier, aussi ses membres de jury (sans les "
            "observateurs) et sa salle."
        ),
        sources=(Authority.CLASSEUR,),
        binds=(Binding.KIND,),
        exigence=Exigence(),
        sans_objet="aucun passage n'est figé",
        manquements={
            "heure": "{candidat}, « {epreuve} », passage figé : il ne commence plus au moment prévu ({debut}).",
            "salle": "{candidat}, « {epreuve} », passage figé : il n'a plus lieu dans la salle prévue.",
            "vehicule": "{candidat}, « {epreuve} », passage figé : il n'a plus le véhicule prévu.",
            "membres": "{candidat}, « {epreuve} », passage figé : il n'a plus lieu devant les membres prévus.",
        },
    ),
    _temps(
        name="convocation_respectee",
        subject=(Entity.PERSONNE, Entity.JOUR),
        enonce=(
            "Une fois les convocations envoyées, personne ne commence plus tôt que l'heure, ni un autre jour, que ceux "
            "de sa convocation, sauf son accord."
        ),
        sources=(Authority.WEBINAIRE, Authority.USAGE),
        binds=(Binding.KIND,),
        exigence=Exigence(),
        nommees=True,
        sans_objet="aucune convocation n'est envoyée",
        manquements={
            "jour": "{personne}, {jour} : commence à {debut} alors que sa convocation n'est pas pour ce jour.",
            "heure": "{personne}, {jour} : commence à {debut}, avant l'heure de sa convocation ({attendu}).",
            "plis": (
                "{personne}, {jour} : les plis de « {epreuve} » sont ouverts à {debut}, avant l'heure de sa convocation "
                "({attendu})."
            ),
        },
    ),
    _temps(
        name="deja_commence",
        subject=(Entity.JOUR,),
        enonce=(
            "Ce qui a commencé ne change plus (passages, travaux du jury, accueils, présences, composition et salle d'un "
            "jury), "
            "et rien d'autre ne commence avant l'heure du changement."
        ),
        sources=(Authority.LOGIQUE,),
        binds=(Binding.SESSION,),
        exigence=None,
        sans_objet="rien n'a commencé",
        manquements={
            "change": "{jour} : {element0} avait déjà commencé à {debut}, et n'y est plus tel quel.",
            "nouveau": "{jour} : {element0} commencerait à {debut}, avant l'heure du changement ({attendu}).",
        },
    ),
    # Who sits in a jury, and before whom each candidat passes.
    _composition(
        name="jury_nombre",
        subject=(Entity.JURY, Entity.JOUR),
        enonce=(
            "Un jury compte au moins deux membres (ou le nombre du référentiel), tous présents pour tout ce qu'il "
            "fait ; un observateur ne compte pas."
        ),
        sources=(Authority.WEBINAIRE, Authority.TEXTE),
        binds=(Binding.DAYS,),
        exigence=None,
        manquements={
            "": "{jury}, {jour} : {nombre} membre(s) présent(s) de {debut} à {fin} au lieu de {attendu} au moins."
        },
    ),
    _composition(
        name="jurys_du_centre",
        subject=(Entity.JURY, Entity.JOUR),
        enonce=(
            "Si la feuille Jurys est remplie, seuls siègent ces jurys, chacun avec tous ses membres : n'y manque que qui "
            "n'est pas libre ou pas habilité ce jour-là, a décliné, est responsable de session ce jour-là, ou se déporte pour un candidat (voir les "
            "liens). Seul un remplaçant noté pour ce jury, ou à un imprévu, y prend la place d'un membre qui manque. Si un "
            "membre n'est là qu'une partie du jour, ce jury peut devenir « Jury A (suite) », avec un remplaçant. Un jury qui a "
            "commencé reste ce qu'il est ; un observateur ne compte pas."
        ),
        sources=(Authority.CLASSEUR,),
        binds=(Binding.DAYS,),
        exigence=Exigence(),
        nommees=True,
        sans_objet="la feuille Jurys est vide : les jurys sont composés à partir des membres",
        manquements={
            "inconnu": "{jury}, {jour} : ce jury n'est pas dans la feuille Jurys, où les jurys sont donnés.",
            "sans": "{jury}, {jour} : siège sans {membre}, que rien n'empêche.",
            "avec": "{jury}, {jour} : siège avec {membre}, qui n'en est ni membre ni remplaçant.",
            "en_trop": "{jury}, {jour} : siège avec {nombre} remplaçant(s) pour {attendu} membre(s) qui manque(nt).",
        },
    ),
    _composition(
        name="membre_habilite",
        subject=(Entity.MEMBRE, Entity.JOUR),
        enonce="Chaque membre est habilité pour ce titre et ce millésime, et l'habilitation est valable ce jour-là.",
        sources=(Authority.WEBINAIRE, Authority.TEXTE),
        binds=(Binding.DAYS,),
        exigence=Exigence(firm=True),
        nommees=True,
        manquements={"": "{membre} siège {jour} sans habilitation valable pour {sigle}, millésime {millesime}."},
    ),
    _composition(
        name="membre_qualifie",
        subject=(Entity.JURY, Entity.JOUR),
        enonce="Le jury réunit les qualités particulières que le référentiel exige.",
        sources=(Authority.RE, Authority.TEXTE),
        binds=(Binding.DAYS,),
        exigence=Exigence(firm=True),
        nommees=True,
        sans_objet="le référentiel ne demande aucune qualité particulière",
        manquements={"": "{jury}, {jour} : aucun membre présent n'a la qualité « {qualite} »."},
    ),
    _composition(
        name="organismes_differents",
        subject=(Entity.JURY, Entity.JOUR),
        enonce=(
            "Si le référentiel le demande, les membres d'un jury viennent tous d'organismes, de groupements ou d'enseignes "
            "différents : deux membres du même organisme ou du même employeur ne siègent pas ensemble (un observateur ne "
            "compte pas). Deux noms qui sont peut-être une même enseigne sont tenus pour un seul tant que la question posée "
            "est sans réponse ; de qui rien n'est saisi, il est demandé, et rien n'est retenu tant qu'il n'y a pas de réponse."
        ),
        sources=(Authority.RE,),
        binds=(Binding.DAYS,),
        exigence=Exigence(firm=True),
        nommees=True,
        sans_objet="le référentiel ne le demande pas",
        manquements={
            "meme": "{jury}, {jour} : {membre} et {autre_membre} sont du même organisme ({texte}).",
            "question": "{jury}, {jour} : {membre} et {autre_membre} sont peut-être du même organisme ({texte}) : répondez à la "
            "question posée.",
            "non_saisie": "{jury}, {jour} : {membre} et {autre_membre} siègent ensemble, et l'organisme de {texte} n'est pas "
            "saisi.",
        },
    ),
    _composition(
        name="membre_disponible",
        subject=(Entity.MEMBRE, Entity.JOUR),
        enonce=(
            "Un membre est disponible tant que siège son jury, de l'accueil à la clôture. S'il quitte un jury déjà "
            "commencé, les autres continuent s'ils sont assez (nombre et qualités) à avoir tout entendu ; sinon le jury "
            "n'entend, ne lit et ne corrige plus rien, et clôt sans lui."
        ),
        sources=(Authority.CLASSEUR,),
        binds=(Binding.DAYS,),
        exigence=Exigence(absents="membres"),
        nommees=True,
        manquements={"": "{membre} siège {jour} de {debut} à {fin} alors qu'il est indisponible."},
    ),
    _composition(
        name="lien_exclu",
        subject=(Entity.CANDIDAT, Entity.MEMBRE),
        enonce=(
            "Aucun membre n'évalue un candidat avec qui il a un lien : déclaré, ou déduit (il l'a formé, même "
            "organisme, même employeur), ou possible tant qu'une question est sans réponse. Un lien déduit peut être levé avec un motif, sauf s'il l'a formé. Un jury saisi "
            "n'entend pas le candidat lié à l'un des siens, si un autre jury saisi est sans lien avec lui ; sinon le "
            "membre lié se déporte : il ne siège pas dans ce jury ce jour-là, et il faut que les autres suffisent."
        ),
        sources=(Authority.WEBINAIRE, Authority.ARRETE_2008),
        binds=(Binding.DAYS,),
        exigence=Exigence(firm=True),
        nommees=True,
        manquements={
            "declare": "{membre} est dans le jury de {candidat} malgré un lien déclaré{texte}.",
            "formateur": "{membre} est dans le jury de {candidat} alors qu'il l'a formé.",
            "organisme": "{membre} est dans le jury de {candidat} alors qu'ils sont du même organisme.",
            "employeur": "{membre} est dans le jury de {candidat} alors qu'ils ont le même employeur.",
            "question": "{membre} est dans le jury de {candidat} alors qu'ils sont peut-être liés{texte} : répondez à la "
            "question posée.",
        },
    ),
    _composition(
        name="jury_constant",
        subject=(Entity.CANDIDAT,),
        enonce=(
            "Un candidat passe toutes ses épreuves devant le même jury, avec les mêmes membres, et c'est ce jury qui "
            "travaille sur lui. S'il a déjà été entendu en partie, au moins un membre reste d'un jour à l'autre."
        ),
        sources=(Authority.USAGE, Authority.RE),
        binds=(Binding.DAYS,),
        exigence=None,
        manquements={
            "jurys": "{candidat} : plusieurs jurys s'occupent de lui.",
            "membres": "{candidat} : les membres de son jury changent.",
            "suite": "{candidat}, déjà entendu en partie : aucun membre de son jury ne reste pour la suite.",
            "sans_jury": "{candidat} : aucun jury ne suit « {epreuve} » à {debut}.",
            "jury_en_trop": "{candidat} : un jury suit « {epreuve} » à {debut} alors que le référentiel n'en prévoit pas.",
        },
    ),
    _composition(
        name="quota_jury",
        subject=(Entity.JURY, Entity.JOUR),
        enonce=(
            "Un jury ne reçoit pas plus de candidats dans la journée que le référentiel ne l'indique (un candidat CCP ou "
            "CCS compte à proportion de son temps de jury), et un membre n'en voit pas davantage en changeant de jury."
        ),
        sources=(Authority.RE,),
        binds=(Binding.DAYS,),
        exigence=Exigence(
            "Un jury reçoit {quota} candidats par jour au plus.",
            reglages={
                "quota": Loosening(
                    None,
                    "porter de {de} à {a} le nombre de candidats par jury et par jour",
                    phrase_du_re="revenir au nombre du référentiel : {a} candidats par jury et par jour",
                )
            },
        ),
        sans_objet="ni le référentiel ni le centre ne fixe de nombre",
        manquements={
            "jury": "{jury}, {jour} : {nombre} candidat(s), ou leur équivalent, au lieu de {attendu} au plus.",
            "membre": "{membre}, {jour} : {nombre} candidat(s), ou leur équivalent, dans ses jurys du jour, au lieu de {attendu} au plus.",
        },
    ),
    _composition(
        name="jurys_distincts",
        subject=(Entity.JURY, Entity.JOUR),
        enonce=(
            "Deux jurys d'un même jour n'ont pas les mêmes membres : c'est alors un seul jury, accueilli une fois et "
            "présent de son accueil à sa clôture. Un observateur ne fait pas de différence."
        ),
        sources=(Authority.LOGIQUE,),
        binds=(Binding.DAYS,),
        exigence=None,
        nommees=True,
        manquements={"": "{jury}, {jour} : mêmes membres que {autre_jury}, ce qui n'est qu'un seul jury."},
    ),
    _composition(
        name="personne_sans_chevauchement",
        subject=(Entity.PERSONNE, Entity.JOUR),
        enonce=(
            "Une même personne n'est qu'à un endroit à la fois, quels que soient ses rôles ; le responsable du jour "
            "n'est ni membre de jury ni comédien ce jour-là."
        ),
        sources=(Authority.LOGIQUE,),
        binds=(Binding.DAYS,),
        exigence=None,
        nommees=True,
        manquements={
            "chevauchement": "{personne}, {jour} : {element0} jusqu'à {fin} et {element1} dès {debut}.",
            "responsable": "{personne}, {jour} : responsable de session, et aussi {element1}.",
        },
    ),
    # A jury's day: one thing at a time, its own work, its breaks.
    _travaux(
        name="jury_sans_chevauchement",
        subject=(Entity.JURY, Entity.JOUR),
        enonce=(
            "Un jury fait une seule tâche à la fois, son propre travail compris ; il ne suit plusieurs candidats ensemble "
            "que si le référentiel le prévoit."
        ),
        sources=(Authority.LOGIQUE,),
        binds=(Binding.JURY_DAY,),
        exigence=None,
        manquements={"": "{jury}, {jour} : {element0} (jusqu'à {fin}) et {element1} (dès {debut}) se chevauchent."},
    ),
    _travaux(
        name="candidat_seul_au_jury",
        subject=(Entity.CANDIDAT, Entity.JOUR),
        enonce=(
            "Du moment où le jury commence à suivre un candidat jusqu'à la fin de sa délibération, il n'en voit pas "
            "d'autre (sauf épreuve à part ou suivie à plusieurs) : entre deux parties à part d'un candidat, le même jour ou d'un "
            "jour à l'autre, il en entend d'autres."
        ),
        sources=(Authority.USAGE,),
        binds=(Binding.JURY_DAY,),
        exigence=None,
        manquements={
            "": "{candidat}, {jour} : son jury voit {autre_candidat} à {debut}, avant d'en avoir fini avec lui ({fin})."
        },
    ),
    _travaux(
        name="accueil_jury",
        subject=(Entity.JURY, Entity.JOUR),
        enonce="La journée de chaque jury commence par son accueil : identités, consignes.",
        sources=(Authority.WEBINAIRE,),
        binds=(Binding.JURY_DAY,),
        exigence=Exigence(
            "Chaque journée de jury commence par {accueil_jury} d'accueil.",
            reglages={"accueil_jury": _shortened("l'accueil du jury")},
            held=True,
        ),
        manquements={
            "absent": "{jury}, {jour} : l'accueil du jury n'est pas prévu.",
            "court": "{jury}, {jour} : l'accueil du jury dure {constate_minutes} au lieu de {attendu_minutes}.",
            "premier": "{jury}, {jour} : {element0} commence à {debut}, avant la fin de l'accueil du jury.",
        },
    ),
    _travaux(
        name="correction",
        subject=(Entity.CANDIDAT, Entity.EPREUVE),
        enonce=(
            "Le jury corrige chaque épreuve qu'il n'a pas suivie, après que le candidat l'a finie et avant de le "
            "recevoir ensuite, le jour de ce passage."
        ),
        sources=(Authority.WEBINAIRE, Authority.RE, Authority.USAGE),
        binds=(Binding.JURY_DAY,),
        exigence=Exigence(
            "Le jury corrige ce qu'il n'a pas vu avant de recevoir le candidat : {correction_qp} pour un questionnaire, "
            "{correction_ecrit} pour un écrit, {correction_autre} pour une autre épreuve.",
            reglages={
                "correction_qp": _shortened("la correction d'un questionnaire"),
                "correction_ecrit": _shortened("la correction d'un écrit"),
                "correction_autre": _shortened("la correction d'une autre épreuve"),
            },
            held=True,
        ),
        manquements={
            "absente": "{candidat} : la correction de « {epreuve} » n'est pas prévue.",
            "courte": "{candidat} : la correction de « {epreuve} » dure {constate_minutes} au lieu de {attendu_minutes}.",
            "trop_tot": "{candidat} : la correction de « {epreuve} » commence à {debut}, avant qu'il ait fini ({attendu}).",
            "trop_tard": "{candidat} : la correction de « {epreuve} » finit à {fin}, après le début de son passage suivant ({attendu}).",
            "jour": "{candidat} : la correction de « {epreuve} » n'est pas le jour de son passage suivant devant le jury.",
            "sans_suite": "{candidat} : aucun passage devant le jury ne suit « {epreuve} », qui serait jugée sans être corrigée.",
        },
    ),
    _travaux(
        name="lecture_dossier",
        subject=(Entity.CANDIDAT,),
        enonce=(
            "Le jury lit le dossier du candidat avant de le recevoir pour la première fois, le même jour, sans aucun "
            "candidat devant lui (qui prépare sous surveillance n'est pas devant lui)."
        ),
        sources=(Authority.WEBINAIRE, Authority.RE, Authority.USAGE),
        binds=(Binding.JURY_DAY,),
        exigence=Exigence(
            "Le jury lit chaque dossier pendant {lecture}.",
            reglages={"lecture": _shortened("la lecture d'un dossier")},
            held=True,
        ),
        manquements={
            "absente": "{candidat} : la lecture de son dossier n'est pas prévue.",
            "courte": "{candidat} : la lecture de son dossier dure {constate_minutes} au lieu de {attendu_minutes}.",
            "trop_tard": "{candidat} : la lecture de son dossier finit à {fin}, après le début de son premier passage ({attendu}).",
            "jour": "{candidat} : la lecture de son dossier n'est pas le jour de son premier passage devant le jury.",
        },
    ),
    _travaux(
        name="deliberation",
        subject=(Entity.CANDIDAT, Entity.JOUR),
        enonce=(
            "Le jury délibère seul, dès la fin du dernier passage du candidat devant lui ce jour-là : chaque jour où il "
            "l'entend, aussi pour une épreuve à part."
        ),
        sources=(Authority.RE, Authority.USAGE),
        solver=SolverHalf.STRUCTURE,
        binds=(),
        exigence=Exigence(
            "Le jury délibère {deliberation} après chaque candidat.",
            reglages={"deliberation": _shortened("la délibération")},
            held=True,
        ),
        manquements={
            "absente": "{candidat}, {jour} : la délibération n'est pas prévue.",
            "courte": "{candidat}, {jour} : la délibération dure {constate_minutes} au lieu de {attendu_minutes}.",
            "moment": "{candidat}, {jour} : la délibération commence à {debut} au lieu de {attendu}, fin de son dernier passage.",
        },
    ),
    _travaux(
        name="battement",
        subject=(Entity.CANDIDAT, Entity.JOUR),
        enonce=(
            "Un battement est prévu avant chaque candidat qui entre, et qui revient le même jour après un autre : ni autre "
            "candidat ni travail du jury pendant ces minutes (qui rejoint d'autres candidats dans une épreuve que le jury suit à "
            "plusieurs n'en a pas besoin). De qui est déjà entré, il est constaté."
        ),
        sources=(Authority.USAGE,),
        binds=(Binding.JURY_DAY,),
        exigence=Exigence(
            "Le jury a {battement} de battement avant de recevoir chaque candidat.",
            reglages={"battement": _shortened("le battement")},
        ),
        manquements={
            "": "{candidat}, {jour} : {element0} finit à {fin} ; il faut {duree_minutes} de battement avant {debut}."
        },
    ),
    _travaux(
        name="pause_meridienne",
        subject=(Entity.MEMBRE, Entity.JOUR),
        enonce=(
            "Chaque membre de jury a sa pause méridienne, aux mêmes minutes que tout son jury : dans la plage de midi, "
            "ou aussitôt après la phase suivie qui l'occupe à elle seule, sauf s'il arrive assez tard ou repart assez tôt "
            "pour la prendre hors du centre. La clôture après laquelle il repart ne compte pas : personne n'est gardé à "
            "déjeuner pour signer. Le planning calculé l'écrit si elle tombe dans la journée du jury, au plus tôt de ce qui est "
            "possible, salles comprises là où elles sont libérées à midi."
        ),
        sources=(Authority.WEBINAIRE,),
        binds=(Binding.JURY_DAY, Binding.MEMBRE),
        exigence=Exigence(
            # the candidats' lunch window opens half an hour before the juries'
            jours={"pause_debut": time(0, 30), "pause_fin": time(23, 59)},
            reglages={
                "pause_jury": _shortened("la pause méridienne du jury"),
                "pause_candidat": _shortened("la pause du candidat"),
            },
        ),
        manquements={
            "absente": "{membre}, {jour} : pas {duree_minutes} de pause, avec tout son jury, entre {debut} et {fin}.",
            "ecrite": "{membre}, {jour} : la pause écrite à {debut} est trop courte, hors de la plage de midi ou occupée.",
        },
    ),
    _travaux(
        name="travail_continu",
        subject=(Entity.MEMBRE, Entity.JOUR),
        enonce=(
            "Aucun membre ne travaille plus de 4 h (réglage) pour plusieurs candidats sans 20 minutes libres. Elles sont dues "
            "entre deux candidats : la lecture, les corrections, les épreuves et la délibération d'un seul, ou de ceux que le "
            "jury suit ensemble, ne s'interrompent pas, même si elles durent davantage. L'accueil du jury et sa clôture, "
            "avant et après, ne comptent pas : personne n'attend pour signer."
        ),
        sources=(Authority.USAGE,),
        binds=(Binding.JURY_DAY, Binding.MEMBRE),
        exigence=Exigence(
            "Un membre ne travaille pas plus de {travail_continu} pour plusieurs candidats sans 20\u00a0min libres.",
            reglages={
                "travail_continu": Loosening(
                    24 * 60, "laisser un membre travailler jusqu'à {a} sans 20\u00a0min libres, au lieu de {de}"
                )
            },
        ),
        manquements={
            "": "{membre}, {jour} : travaille de {debut} à {fin} pour plusieurs candidats sans 20 minutes libres."
        },
    ),
    _travaux(
        name="cloture",
        subject=(Entity.JURY, Entity.JOUR),
        enonce="La journée de chaque jury finit par sa clôture : résultats, fiches, signatures.",
        sources=(Authority.WEBINAIRE,),
        binds=(Binding.JURY_DAY,),
        exigence=Exigence(
            "Chaque journée de jury finit par {cloture} de clôture.",
            reglages={"cloture": _shortened("la clôture")},
            held=True,
        ),
        manquements={
            "absente": "{jury}, {jour} : la clôture n'est pas prévue.",
            "courte": "{jury}, {jour} : la clôture dure {constate_minutes} au lieu de {attendu_minutes}.",
            "derniere": "{jury}, {jour} : {element0} finit à {fin}, après le début de la clôture.",
        },
    ),
    # Who else must be there.
    _presence(
        name="surveillance",
        subject=(Entity.SALLE, Entity.JOUR),
        enonce=(
            "Un surveillant est dans la salle tant que quelqu'un y compose sous surveillance (exigé dès que le "
            "classeur liste des surveillants). Qui prépare seul, « surveillé si plusieurs », est surveillé du début à la "
            "fin de sa préparation si quelqu'un d'autre est dans la salle à un moment : personne n'entre en cours de "
            "préparation pour surveiller (usage) ; s'il y est seul, personne n'est demandé."
        ),
        sources=(Authority.RE, Authority.WEBINAIRE, Authority.USAGE),
        binds=(Binding.SESSION,),
        exigence=Exigence("Chaque salle surveillée a son surveillant : {gens}.", role="surveillant", held=True),
        sans_objet="le classeur ne liste aucun surveillant",
        non_controlee=True,
        manquements={
            "": "{salle}, {jour} : personne ne surveille de {debut} à {fin}.",
        },
    ),
    _presence(
        name="formateur_a_part",
        subject=(Entity.CANDIDAT, Entity.PERSONNE),
        enonce="Le formateur d'un candidat, ou qui l'est peut-être, n'est ni surveillant ni comédien pour lui.",
        sources=(Authority.WEBINAIRE, Authority.ARRETE_2008),
        binds=(Binding.SESSION,),
        exigence=Exigence(
            "{sujet1} a formé {sujet0}, ou l'a peut-être formé : ni surveillant ni comédien pour lui.", firm=True
        ),
        nommees=True,
        sans_objet="aucun formateur n'est déclaré",
        manquements={
            "surveillant": "{personne}, formateur de {candidat}, le surveille pendant « {epreuve} ».",
            "comedien": "{personne}, formateur de {candidat}, est son comédien pendant « {epreuve} ».",
            "surveillant_question": "{personne}, peut-être formateur de {candidat}, le surveille pendant « {epreuve} » :"
            " répondez à la question posée.",
            "comedien_question": "{personne}, peut-être formateur de {candidat}, est son comédien pendant « {epreuve} » :"
            " répondez à la question posée.",
        },
    ),
    _presence(
        name="aide_presente",
        subject=(Entity.CANDIDAT, Entity.EPREUVE),
        enonce=(
            "L'aide d'un candidat (lecteur, scripteur, interprète) est présente dans ce pour quoi elle est accordée (écrit, "
            "oral, pratique, épreuves nommées ; tout, si rien n'est indiqué) ; une salle à part n'accueille que lui, avec "
            "son propre surveillant. Une aide n'est qu'auprès d'un seul candidat à la fois, même dans une même salle : qui lit "
            "ou écrit pour l'un ne le fait pas pour l'autre (usage). Un interprète que plusieurs partagent se saisit sous "
            "autant de noms."
        ),
        sources=(Authority.TEXTE, Authority.USAGE),
        binds=(Binding.KIND,),
        exigence=Exigence(candidats={"aide": "", "salle_a_part": False}, held=True, firm=True),
        nommees=True,
        sans_objet="aucun candidat n'a d'aide ni de salle à part",
        manquements={
            "absente": "{candidat}, « {epreuve} » : son aide n'est pas présente de {debut} à {fin}.",
            "salle": "{candidat}, « {epreuve} » : {autre_candidat} est dans sa salle à part.",
        },
    ),
    _presence(
        name="comedien_present",
        subject=(Entity.CANDIDAT, Entity.EPREUVE),
        enonce=(
            "Dans les phases d'épreuve qui le demandent, autant de comédiens disponibles que le référentiel en prévoit pour "
            "un candidat, chacun pouvant jouer le rôle demandé (colonne Joue), les mêmes pour tout le passage, accueillis "
            "avant leur premier de la journée."
        ),
        sources=(Authority.RE, Authority.WEBINAIRE),
        binds=(Binding.SESSION,),
        exigence=Exigence(
            "À chaque passage qui en demande jouent autant de comédiens qu'il en faut : {gens}.",
            role="comedien",
            reglages={"accueil_comedien": _shortened("l'accueil du comédien")},
            held=True,
        ),
        sans_objet="aucune épreuve ne demande de comédien",
        manquements={
            "absent": "{candidat}, « {epreuve} » : il manque {nombre} personne(s) pour jouer « {role} » de {debut} à {fin}.",
            "accueil": "{candidat}, « {epreuve} » : {personne} n'a pas eu son accueil de {duree_minutes} avant {debut}.",
        },
    ),
    _presence(
        name="comedien_sans_lien",
        subject=(Entity.CANDIDAT, Entity.PERSONNE),
        enonce=(
            "Personne ne joue pour un candidat avec qui il a un lien : déclaré (feuille Liens jury-candidats), ou déduit où "
            "le référentiel veut que qui joue ne soit pas en formation avec le candidat (même organisme ; levé avec un "
            "motif), ou possible tant qu'une question est sans réponse. Un organisme non saisi ne fait pas de lien : il "
            "est signalé."
        ),
        sources=(Authority.RE,),
        binds=(Binding.SESSION,),
        exigence=Exigence(firm=True),
        nommees=True,
        sans_objet="aucun comédien n'a de lien avec un candidat",
        manquements={
            "declare": "{personne} joue pour {candidat} malgré un lien déclaré{texte}.",
            "organisme": "{personne} joue pour {candidat} alors qu'ils sont du même organisme.",
            "question": "{personne} joue pour {candidat} alors qu'ils sont peut-être liés{texte} : répondez à la question "
            "posée.",
        },
    ),
    _presence(
        name="responsable_present",
        subject=(Entity.JOUR,),
        enonce=(
            "Le responsable de session ou un suppléant est présent du début de la journée (premier accueil, arrivée d'un "
            "jury) à sa fin."
        ),
        sources=(Authority.WEBINAIRE,),
        binds=(Binding.SESSION,),
        exigence=Exigence(
            "Un responsable est présent toute la journée, et n'est alors ni membre ni comédien : {gens}.",
            role="responsable",
        ),
        sans_objet="le classeur ne liste aucun responsable de session",
        non_controlee=True,
        manquements={"": "{jour} : aucun responsable de session de {debut} à {fin}."},
    ),
    # Where things take place, and in what.
    _salle(
        name="vehicule_reserve",
        subject=(Entity.CANDIDAT, Entity.EPREUVE),
        enonce=(
            "Chaque phase d'épreuve qui prend un véhicule en a un de chaque sorte demandée, disponible, le même pour tout "
            "le passage ; personne d'autre ne l'a pendant ce temps."
        ),
        sources=(Authority.RE,),
        binds=(Binding.SESSION,),
        exigence=Exigence(held=True),
        sans_objet="aucune épreuve ne prend de véhicule",
        manquements={
            "absent": "{candidat}, « {epreuve} » : aucun véhicule « {sorte} » de {debut} à {fin}.",
            "pris": "{candidat}, « {epreuve} » : « {vehicule} » est déjà pris à {debut} ({element0}).",
            "indisponible": "{candidat}, « {epreuve} » : « {vehicule} » n'est pas disponible à {debut}.",
        },
    ),
    _salle(
        name="salle_capacite",
        subject=(Entity.SALLE, Entity.JOUR),
        enonce=(
            "Un oral a la salle pour lui seul ; les autres épreuves n'y dépassent ni les postes ni les ressources "
            "partagées."
        ),
        sources=(Authority.RE,),
        binds=(Binding.SESSION,),
        exigence=Exigence(),
        manquements={
            "seul": "{salle}, {jour} à {debut} : {candidat} devrait y être seul pour « {epreuve} ».",
            "postes": "{salle}, {jour} à {debut} : {nombre} candidats pour {attendu} poste(s).",
            "ressource": "{salle}, {jour} à {debut} : il faudrait {nombre} × « {ressource} », il y en a {attendu}.",
        },
    ),
    _salle(
        name="salle_adaptee",
        subject=(Entity.CANDIDAT, Entity.EPREUVE),
        enonce="La salle convient à l'épreuve ; elle est accessible quand le candidat en a besoin.",
        sources=(Authority.RE, Authority.WEBINAIRE),
        binds=(Binding.SESSION,),
        exigence=Exigence("{sujet0} a besoin de salles accessibles.", candidats={"salle_accessible": False}, firm=True),
        manquements={
            "inconnue": "{candidat}, « {epreuve} » : la salle « {salle} » n'existe pas.",
            "usage": "{candidat}, « {epreuve} » : {salle} n'est pas une salle de type « {usage} ».",
            "accessible": "{candidat}, « {epreuve} » : {salle} n'est pas accessible.",
        },
    ),
    _salle(
        name="salle_jury",
        subject=(Entity.JURY, Entity.JOUR),
        enonce=(
            "Un jury dispose de la même salle toute sa journée : ni autre jury, ni candidat d'un autre ; ses oraux "
            "et ses travaux s'y tiennent, sauf épreuve qui demande un autre type de salle."
        ),
        sources=(Authority.RE,),
        binds=(Binding.ROOMS,),
        exigence=None,
        manquements={
            "absente": "{jury}, {jour} : le jury n'a pas de salle à lui.",
            "jury": "{jury}, {jour} : {salle} est aussi celle de {autre_jury}.",
            "candidat": "{jury}, {jour} : {candidat} est dans sa salle, {salle}, à {debut}.",
            "ailleurs": "{jury}, {jour} : « {epreuve} » de {candidat} a lieu en {autre_salle} et non dans la salle du jury, {salle}.",
        },
    ),
    _salle(
        name="salle_disponible",
        subject=(Entity.SALLE, Entity.JOUR),
        enonce="Une salle ne sert que lorsqu'elle est disponible.",
        sources=(Authority.CLASSEUR,),
        binds=(Binding.SESSION,),
        exigence=Exigence(absents="salles"),
        manquements={"": "{salle} sert {jour} de {debut} à {fin} alors qu'elle est indisponible."},
    ),
)

# What a session asks for, in the order in which it is doubted where there is no plan.

PERSONNE_DISPONIBLE = "personne_disponible"
"""What no rule says by itself: other people than candidats and membres are there for what other rules ask of them."""

EXIGENCES = {
    PERSONNE_DISPONIBLE: Exigence(absents="personnes"),
    **{card.name: card.exigence for card in CARDS if card.exigence is not None},
}
"""All that may be left out of a session."""

LOOSENINGS = {champ: loosening for exigence in EXIGENCES.values() for champ, loosening in exigence.reglages.items()}
"""Every réglage by which a centre may ask for less, each of one rule."""

DOUBTED_HOURS = (
    "travail_continu",
    "epreuve_longue",
    "lecture_dossier",
    "correction",
    "deliberation",
    "battement",
    "accueil_jury",
    "cloture",
    "accueil_candidats",
    "ouverture_plis",
    "pause_meridienne",
    "duree_exacte",
    "ouverture",
)
"""Those that are a cause together or not at all, most of the time: tried one by one when not."""

DOUBTED_LAST = "epreuves_completes"
"""That candidats pass what they must: without it, nobody is left to plan."""

_IN_THIS_ORDER = (
    "surveillance",
    "responsable_present",
    "comedien_present",
    "comedien_sans_lien",
    "vehicule_reserve",
    "aide_presente",
    "formateur_a_part",
    PERSONNE_DISPONIBLE,
    "salle_capacite",
    "salle_adaptee",
    "salle_disponible",
    "ordre_epreuves",
    "passage_fige",
    "convocation_respectee",
    "candidat_disponible",
    "lien_exclu",
    "membre_habilite",
    "membre_qualifie",
    "organismes_differents",
    "jurys_du_centre",
    "membre_disponible",
    "quota_jury",
)

DOUBTED = (
    *(regle for regle in EXIGENCES if regle not in (*_IN_THIS_ORDER, *DOUBTED_HOURS, DOUBTED_LAST)),
    *_IN_THIS_ORDER,
)
"""Those of them that are a cause each by itself, those that are seldom one first: so is any that stands nowhere here."""
