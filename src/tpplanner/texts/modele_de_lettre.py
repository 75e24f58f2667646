"""The centre's letter to begin from: fields in double braces, `{%tr` and `{%p` repeat a row or a paragraph."""

EXPEDITEUR_ET_DESTINATAIRE = (
    "{{ centre }}, {{ site }} – {{ contact_centre }}",
    "À {{ nom }} {{ prenom }}",
    "{{ contact }}",
)
OBJET = "Objet : convocation à la session d'examen {{ session }}, session CERES n° {{ session_ceres }}"
INTRODUCTION = "Vous êtes convoqué(e) aux jours et heures ci-dessous :"
TABLEAU = (
    ("Jour", "Heure de convocation", "Épreuves"),
    ("{%tr for c in convocations %}", "", ""),
    (
        "{{ c.jour }}",
        "{{ c.heure }}",
        "{% for e in c.epreuves %}{{ e.nom }} {{ e.horaire }}. {% endfor %}",
    ),
    ("{%tr endfor %}", "", ""),
)
SUITE = (
    "Sur l'affichage, vous êtes désigné(e) par : {{ affichage }}.",
    "À apporter :",
    "{%p for piece in apporter %}",
    "– {{ piece }}",
    "{%p endfor %}",
    "Une question : {{ joindre }}.",
    "Fait à {{ fait_a }}, le {{ fait_le }}",
    "{{ qualite }} : {{ signataire }}",
    "Récépissé – reçu en main propre le :                         Signature :",
)
