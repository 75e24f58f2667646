"""The five stories, each from the first screen to the last."""

import re
from collections.abc import Callable

from stories.given import of_today, too_tight
from stories.people import MAIL, MEMBRES
from stories.served import Home
from stories.teller import Teller
from stories.when import three_days
from tpplanner.web.desk import now

CONFORME = re.compile("^Conforme")
"""How a verdict begins; « Non conforme » holds the word too."""

OPENS = "Le planning s'ouvre de lui-même."


def first_planning(teller: Teller, _: Home) -> None:
    """From nothing to a checked planning of 12 candidats, whose list came by mail."""
    t = teller
    t.follow("Nouvelle session")
    t.type("Nom de la session", "CDA, promotion 3")
    t.choose("CDA Concepteur développeur d'applications")
    t.see("Durées : CDA")
    t.click("Continuer")
    t.click("Mois suivant")
    for jour in three_days(now().date()):
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
    t.arrive("planning/*", OPENS)
    t.see(CONFORME, says="Vous lisez : « Conforme. »")
    t.picture("ecran-planning")


def impossible(teller: Teller, home: Home) -> None:
    """An impossible session, cured by what tpplanner has tried."""
    t = teller
    name = too_tight(home, now().date())
    t.page.reload()
    t.follow(name)
    t.follow("Vérifier")
    t.see("Rien ne manque pour calculer")
    t.click("Calculer le planning")
    t.see("Impossible : 1 place pour 3 candidats.")
    t.see("Placer le plus de candidats possible")
    t.picture("ecran-impossible")
    t.click("Faire ce changement : Un jour de plus, où chacun est disponible.")
    t.arrive("planning/*", OPENS)
    t.see(CONFORME, says="Vous lisez : « Conforme. »")


def exchange(teller: Teller, _: Home) -> None:
    """Two candidats exchanged, kept as a version."""
    t = teller
    t.click("Voir un exemple terminé")
    t.see(CONFORME, says="Vous lisez : « Conforme. »")
    t.follow("Retoucher")
    if t.narrow or t.keyboard:  # a bar that is taken with a key is moved with keys: exchanges are asked for beside
        t.select("Passage", "DA COSTA Hugo", within=t.page.get_by_role("complementary"))
        t.click("Prendre")
    else:
        t.click("Passage de DA COSTA Hugo")
    t.follow("Voir les échanges possibles")
    t.click("Échanger avec ŒUVRARD Chloé")
    t.see("DA COSTA et ŒUVRARD échangés.")
    t.picture("ecran-retouche")
    t.click("Garder comme version 2")
    t.see("version 2, proposition")
    t.see("échange de DA COSTA et ŒUVRARD")
    t.see(CONFORME, says="Vous lisez : « Conforme. »")


def away(teller: Teller, home: Home) -> None:
    """A membre is absent at 7:50 of the day: whom to call, and what is put in force."""
    t = teller
    name = of_today(home, now())
    t.page.reload()
    t.follow(name)
    t.tab("Jour J", "Planning")
    t.follow("Un membre absent")
    t.select("Qui ?", "FONTAINE Sylvie (Jury 1)")
    t.unfold("Changer l'heure")
    t.type("Il est", "7 h 50")
    t.click("Chercher que faire")
    t.arrive("proposition", "La proposition s'ouvre d'elle-même.")
    t.see("tient si GARNIER Paul accepte")
    t.picture("ecran-jour-j")
    t.click("Oui : GARNIER Paul")
    t.click("Mettre en vigueur")
    t.see("version 2, en vigueur")
    t.see(CONFORME, says="Vous lisez : « Conforme. »")


def printed(teller: Teller, _: Home) -> None:
    """All papers printed, from the six cards."""
    t = teller
    t.click("Voir un exemple terminé")
    t.see(CONFORME, says="Vous lisez : « Conforme. »")
    t.follow("Distribuer", within=t.page.get_by_role("region", name="Verdict"))
    t.see("Accueil et surveillance")
    for card in (
        "Agrément",
        "Convoquer les candidats",
        "Convoquer les jurys",
        "Dossiers des jurys",
        "Accueil et surveillance",
    ):
        t.print_paper(f": {card}")
    for paper in ("Affiche, A3", "Portes, A4", "Affiche, A4"):
        t.print_paper(f"{paper} : Afficher")
    t.picture("ecran-distribuer")
    t.click("Marquer comme affiché : Afficher")


TALES: dict[str, Callable[[Teller, Home], None]] = {
    "premier-planning": first_planning,
    "impossible": impossible,
    "echange": exchange,
    "absent": away,
    "imprimer": printed,
}
"""Each story by its name."""
