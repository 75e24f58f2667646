"""The words by which a RE tells order and manner, as patterns of a folded sentence (`sentences.folded`).

A pattern of a family is wide: what it finds and no narrow pattern explains is asked.
"""

import re

from tpplanner.re_pdf.stretches import NUMBER

# What a sentence names: the modalités, by what a RE calls them.

NAMES = {
    "PP": r"presentations? (?:orales? )?(?:d'un|du|des?|de (?:son|ses|leurs?|ce"
    r"|l'ensemble des))(?: ou (?:de )?(?:des|ses))?"
    r" (?:ou (?:des|ses) )?projets?(?: ou des projets)?(?: realises? en amont de la session)?"
    r"|presentation (?:orale )?differee",
    "MSP": r"mises? en situation(?: professionnelle)?s?",
    "ET": r"entretiens? techniques?",
    "QP": r"questionnaires?(?: professionnels?)?",
    "QAP": r"questionnements? a partir d(?:e|'une|es) productions?(?: ?\(s\))?"
    r"|questionnement a partir de production\(s\)",
    "EF": r"entretien final",
}
NAMED = re.compile("|".join(f"(?P<{sigle}>\\b(?:{pattern}))" for sigle, pattern in NAMES.items()))
ITSELF = re.compile(r"\b(?:cette (?:epreuve|modalite)|l'epreuve)\b(?! suivante)")
BARE = {
    "ET": r"\bl'entretien\b",
    "EF": r"\bl'entretien\b",
    "PP": r"\b(?:sa|la|leur) presentation\b(?: orale)?(?: du candidat)?",
}
TOPIC = re.compile(
    r"\b(?:lors|au cours|a l'occasion|pendant|durant) d?(?:e |u |es )?(?:la |le |l'|les )?$|\b(?:sur"
    r"|prestations?) (?:la |le |l'|les )?$"
)
"""What stands before a modalité that is a topic, or a time, and no other side of an order."""


# The words by which an order is known.

AT_ONCE = (
    r"(?:immediatement|directement|aussitot|juste|tout de suite|sans (?:attente|interruption"
    r"|delai)) (?:obligatoirement )?"
    r"(?:apres|a la suite d|a l'issue d|a la fin d|a l'issue)"
    r"|(?:a l'issue|a la suite|dans la continuite|dans le prolongement|dans la foulee"
    r"|des la fin) (?:immediate )?d(?=[eu' ])"
)
AFTER = (
    r"apres(?! avoir\b)|a la fin d(?=[eu' ])|posterieurement a|ulterieurement a|succede(?:nt)? a"
    r"|precede(?:es?|s)? (?:de |d'|par )"
)
BEFORE = r"en amont d(?=[eu' ])|prealablement a|anterieurement a|avant(?! tout\b)|precede(?:nt)? (?!de |d'|par )"
FOLLOWED = r"suivie?s? (?P<soon>immediatement |directement |aussitot )?(?:de |d'|du |des |par )"
ORDER = re.compile(rf"\b(?:(?P<at_once>{AT_ONCE})|(?P<after>{AFTER})|(?P<before>{BEFORE})|(?P<followed>{FOLLOWED}))")
NEGATED = re.compile(
    r"\b(?:ne |n')(?:\S+ ){1,3}?(?:pas|jamais|plus) (?:\S+ )?$|\b(?:pas|non|sans) (?:\S+ )?$"
    r"|\bne (?:peu(?:t|vent)|pourr\w+|saurai\w*|doi(?:t|vent)|devr\w+) (?:\S+ ){0,4}?$"
)
EITHER_ORDER = re.compile(
    r"\b(?:avant|en amont|apres|a l'issue)(?: d\S+)? ou (?:bien )?(?:avant|en amont|apres|a l'issu)"
)
"""An order that is free: nothing of it is proposed."""
VERB = re.compile(
    r"^[^,;:.]{0,30}?\b(?:est|sont|se|s'\w+|doit|doivent|peut|peuvent|a lieu|ont lieu|debute\w*|intervien\w+"
    r"|perme\w+|porte\w*|dure\w*)\b"
)

MARKS = re.compile(
    r"\b(?:evalu|corrig|correct|not)(?:e|ent|es?|er|ees?|ion)\b|connaissance d\w+ (?:\w+ )?(?:reponses"
    r"|resultats|copies|productions|travaux)|copies|reponses"
)
WORKS = re.compile(
    r"\b(?:connaissance d\w+|evaluent|evalue|corrigent|corrige|notent"
    r"|note) (?:\w+ )?(?:productions|travaux)\b"
)
"""What a candidat makes in a mise en situation, where the jury marks it."""
READS = re.compile(
    r"\b(?:prend|prennent|prise) (?:\w+ )?(?:de )?connaissance|\b(?:lit|lisent|consulte\w*"
    r"|etudie\w*)\b"
)
BY_JURY = re.compile(r"\bjur(?:y|es?|ys)\b|\bevaluateurs?\b|\bcorrecteurs?\b")

BEFORE_THE_SESSION = re.compile(
    r"\b(?:en amont|avant|prealablement)(?: d[eu']| a)? ?(?:(?:la|le|l'|sa|son|cette|toute) ?)?(?:debut de (?:la )?)?"
    r"(?:session|examen|epreuve|jour)\b(?! (?:suivant|technique|ecrit|oral|pratique))(?: d'examen)?"
    r"|\b(?:apres|a l'issue de|a l'issue d') ?(?:la |sa |cette |une |son )?(?:session|examen|formation|periode"
    r"|parcours|stage)\b"
)
CONDITION = re.compile(r"\bapres avoir\b")
OF_THE_CENTRE = re.compile(r"\b(?:responsable|centre|organisateur)\b")
PREALABLE = re.compile(r"\b(?:en |au )?prealable(?:ment)?\b(?! a\b)")

ORDER_FAMILY = re.compile(
    r"\b(?:apres|avant(?! tout\b)|en amont|a l'issue|a la suite|a la fin|prealable\w*|immediatement|aussitot"
    r"|preced\w+|succed\w+"
    r"|consecuti\w+|s'enchain\w+|enchainent|enchainement des (?:epreuves|modalites|parties)|suivie?s? (?:de|d'"
    r"|du|des|par)\b|(?:le )?meme jour|meme journee|demi-journee|lendemain"
    r"|chronolog\w+|ordre de passage|en dernier|en premier|premiere epreuve|derniere epreuve"
    r"|(?:commence|debute)\w* (?:par|avec)"
    r"|simultane\w*"
    r"|en meme temps|en parallele|parallelement|jours? differents?|moments? differents?"
    r"|foulee|veille (?:de|du)|fai(?:t|sant) suite|font suite|pause"
    r"|(?:premi|deuxiem|second|derni)\w* (?:jour|journee|demi-journee)"
    rf"|(?:{NUMBER}|plusieurs) (?:jours|journees|demi-journees)(?! (?:ouvr|calendaire|avant)))(?![a-z])"
)
OF_A_SESSION = re.compile(
    r"\b(?:candidat|jury|jures|evaluateur|epreuve|parties?\b|etape|phase|modalite|entretien|question|mise en situation"
    r"|presentation|preparation|passage|surveill|(?:elles?|ils?|celle|celui|cette|ce|on)\b)"
)
"""Whom and what an order in a session is about; a sentence that names none of them is about the means."""
STEPS = re.compile(r"\b(?:puis|ensuite|enfin|d'abord|dans un (?:premier|second|deuxieme) temps|succes\w+)\b")
"""What tells the steps of one épreuve, unless another is named."""

# The words by which a manner is known.

TOGETHER = re.compile(
    r"\b(?:les|des|tous les|ensemble des|plusieurs) candidats\b[^.;]*?\b(?:en meme temps|simultanement"
    r"|au meme moment|a la meme heure)"
    r"|\b(?:en meme temps|simultanement)\b[^.;]*?\b(?:par|pour) (?:tous les|l'ensemble des|les) candidats"
    r"|\b(?:passation|epreuve|session|modalite) collective\b|\bpass(?:e|ee|es|ation) (?:en (?:mode )?"
    r"|de (?:maniere|facon) )?collecti(?:f|ve|vement)\b"
)
SEVERAL = re.compile(
    r"\bsi (?:plusieurs|deux|d'autres) candidats\b|\blorsque plusieurs candidats\b"
    r"|\bdes lors que plusieurs candidats\b|\ben presence de plusieurs candidats\b"
)
SEVERAL_MORE = re.compile(
    r"\b(?:sont|se trouvent|est|simultanement|en meme temps|presents?|dans|une|la|meme|salle|local)\b"
)
WATCHED = re.compile(
    r"\b(?:en presence|sous (?:la|le|l') ?(?:surveillance|controle)) d\w*'? ?(?:un |une |le |la |du "
    r"|d'un )?(?:ou plusieurs )?surveillant\w*"
    r"|\bsous surveillance\b|\bsurveillants? (?:est|sont) presents?\b|\b(?:une )?surveillance est (?:necessaire"
    r"|obligatoire|requise|assuree|prevue|exercee)"
    r"|\b(?:est|sont) surveillee?s?\b|\b(?:assuree?|surveillee?) par un surveillant\b"
    r"|\ben presence d'un surveillant\b"
)
UNWATCHED = re.compile(
    r"\b(?:sans|hors(?: de la)?|aucune?|pas de) (?:presence d'un |necessiter de )?surveill(?:ance"
    r"|ant)\w*(?: n'est \w+)?|\bn'est pas surveillee?\b"
    r"|\bsans la presence d'un surveillant\b|\bsurveillance n'est pas \w+"
)
APART = re.compile(
    r"\b(?P<subject>elles|ils|parties|etapes|phases|epreuves)\b[^.;]*?\b(?:de (?:facon|maniere) (?:distincte"
    r"|separee|independante|dissociee)s?|separement"
    r"|independamment|a des (?:moments|dates|heures|jours) differents?|a des dates differentes|sur (?:des"
    r"|plusieurs|deux) (?:jours|journees|demi-journees)(?: \w+)?)"
    r"|\bparties (?:independantes|distinctes|dissociables|separees)\b"
)
PARTS_BEFORE = re.compile(r"\b(?:parties|etapes|phases|epreuves)\b")
INCLUDED = re.compile(
    r"\by compris\b[^.;]*?\b(?:temps|duree|preparation|installation|minutes|echange)\b|\b(?:temps"
    r"|duree)\b[^.;]*?\b(?:inclus|comprise?)e?\b"
)
MANNER_FAMILY = re.compile(
    r"\b(?:surveill\w+|plusieurs candidats|tous les candidats|ensemble des candidats|meme salle|de (?:facon"
    r"|maniere) (?:distincte|separee)|distinctement"
    r"|separement|dissoci\w+|parties independantes|independamment|isole\w*|en binome|(?:en|par) groupes?"
    r"|collectivement|passation collective|mode collectif"
    r"|y compris (?:le |la |un |une )?(?:temps|duree|preparation)|candidat (?:est |reste |travaille )?seul"
    r"|(?:hors|sans|dehors de la) presence d\w+ (?:membres du )?jury|temps de presence du jury"
    r"|jury (?:est|reste) absent|absence d\w+ (?:membres du )?jury|presence du jury n'est|candidats a la fois"
    r"|au choix d[ue]\w* (?:candidat|jury|centre)|(?:choisi\w*|soit) l'une? des?|etale\w*)(?![a-z])"
)

# Those who play a part, the vehicle, what is brought.

SMALL = rf"(?:{NUMBER}|les?|la|l'|des|d'une?|cet?|cette|ces|du|de l'|son)"
ROLES = r"eleves? conducteurs?|figurants?|comedien(?:ne)?s?|plastrons?|acteurs? (?:jouant|tenant)[a-z ]*"
HELPERS = re.compile(rf"\b(?P<count>{SMALL}) ?(?P<role>{ROLES})\b")
PLAYED = re.compile(
    rf"\b(?P<count>{NUMBER}) (?P<who>personnes?|tiers|professionnels?|figurants?|comediens?|acteurs?|salaries?)"
    r" (?:qui )?(?:jou|tien|simul|interpret)\w* (?:le |un )?(?:role )?(?:d'une? |de la |de l'|du |de "
    r"|des )?(?P<role>[a-z' -]+?)(?=[,.;:(]|$)"
)
NOT_IN_TRAINING = re.compile(r"ne doi(?:t|vent) pas (?:etre|avoir ete) (?:inscrite?s? )?en formation avec")
USED = re.compile(
    r"\b(?:au moyen|a bord|a l'aide|au volant|aux commandes|avec|utilise\w*|condui\w+|sur|categories? de"
    r"|tire\w* au sort)\b"
    r" ?(?:d'|du |de |de la |d'un |des )?(?:le |la |l'|un |une |cette |ce )?(?:categories? de )?"
    r"(?:vehicule|voiture|motocyclette|moto|camion|autocar|autobus|ensemble (?:articule|de vehicules)|poids lourd)"
)
IN_TRAFFIC = re.compile(r"\b(?:en|hors) circulation\b")
"""Where a vehicle is driven."""
VEHICLES = (
    (re.compile(r"\b(?:voitures?|vehicules? legers?|vehicules? de tourisme)\b"), "voiture"),
    (re.compile(r"\b(?:deux[- ]roues|motocyclettes?|motos?)\b"), "moto"),
    (re.compile(r"\b(?:autocars?|autobus)\b"), "autocar"),
    (re.compile(r"\b(?:camions?|porteurs?)\b"), "camion"),
)
CATEGORIES = re.compile(
    r"categories?(?: de vehicules?)? (?:\(|\u00ab ?)?([A-Z][A-Z0-9]{0,2})\b(?:(?: ou |/"
    r"| et )([A-Z][A-Z0-9]{0,2})\b)?"
)
BRINGS = re.compile(
    r"\bcandidats? (?:doi(?:t|vent) )?(?:se munir|se munit|se munissent|apporte\w*|viennent avec|vient avec"
    r"|est muni|sont munis|fourni\w*) (?:de |d'|du |des )?(?P<what>[^,.;:(]+)"
    r"|\bcandidats?[^.;:]*?\bpresente(?:nt)?,? (?:en debut de|a l'ouverture de"
    r"|au debut de) (?:la )?session,? (?P<shown>[^,.;:]+)"
    r"|\bcandidats? (?:produi|realis|prepar|elabor)\w+ (?:un|une|des) "
    r"(?P<produced>(?:support|document|rapport|diaporama|portfolio)[^,.;:(]*?)"
    r"(?= (?:decrivant|presentant|comportant|reunissant|qui|qu'\S+)|[,.;:(]|$)"
    r"|(?:^|\b(?:un|son|le|seul|du|de son) )(?P<printed>dossier(?: [a-z']+){0,3} imprime)s?\b"
)
TO_SHOW = re.compile(
    r"\bcandidats?[^:]*\b(?:doi(?:t|vent) )?(?:presenter|apporter|fournir|presente(?:nt)?|se munir de)\b[^:]*:?$"
)
WITHOUT_JURY = re.compile(
    r"\b(?:hors|sans|en dehors)(?: de)?(?: la)? (?:presence|participation) (?:du|d'un|des membres du) jury"
    r"|\bjury (?:n'est pas present|n'assiste pas)"
)
NOT_BROUGHT = re.compile(r"\b(?:remis|transmis|depose|envoye|adresse)\w*\b|\bvae\b")
PRECISIONS = re.compile(r"^precisions? pour (?:le|les|la) candidats?")

TOKEN = re.compile(r"[^\s'\u2019]+['\u2019]?")
"""A word, or what an apostrophe leaves of one."""
