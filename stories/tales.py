"""The five stories, each from the first screen to the last."""

import re
from collections.abc import Callable
from datetime import date

from stories.people import MAIL, MEMBRES
from stories.served import Home
from stories.teller import Teller
from stories.when import three_days


def first_planning(teller: Teller, _: Home) -> None:
    """From nothing to a checked planning of 12 candidats, whose list came by mail."""
    t = teller
    t.follow("Nouvelle session")
    t.type("Nom de la session", "CDA, promotion 3")
    t.choose("CDA Concepteur développeur d'applications")
    t.see("Durées : CDA")
    t.click("Continuer")
    t.click("Mois suivant")
    for jour in three_days(date.today()):
        t.click(jour)
    t.click("Continuer")
    t.paste("La liste des candidats", MAIL)
    t.see("12 personnes, 4 ignorées, 1 question")
    t.picture("ecran-candidats")
    t.click("Oui : Tiers temps, LEFÈVRE Jean-François")
    t.click("Continuer")
    t.paste("La liste des membres", MEMBRES)
    t.see("6 personnes, 1 ignorée")
    t.type("Salle, ligne 1", "Salle 12")
    t.type("Salle, ligne 2", "Salle 20")
    t.type("Postes, ligne 2", "12")
    surveillants = t.page.get_by_role("region", name="Surveillants").first
    t.type("Nom, ligne 1", "GARNIER", within=surveillants)
    t.type("Prénom, ligne 1", "Lucie", within=surveillants)
    t.click("Ajouter une salle")
    t.type("Salle, ligne 3", "Salle 13")
    t.click("Continuer")
    t.see("Rien ne manque pour calculer")
    t.click("Calculer le planning")
    t.click("Arrêter et garder ce planning")
    t.wait(lambda: "/planning/" in t.page.url, "Le planning s'ouvre de lui-même.")
    t.see(re.compile("^Conforme"))
    t.picture("ecran-planning")


TALES: dict[str, Callable[[Teller, Home], None]] = {
    "premier-planning": first_planning,
}
"""Each story by its name."""
