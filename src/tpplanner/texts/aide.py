"""What each screen is for, in a few sentences."""

from tpplanner.texts.page import DISTRIBUER, JOUR_J, PLANNING, SAISIE, SUIVI

AIDE = (
    "Chaque écran dit d'abord où vous en êtes, puis ce qu'il reste à faire. Rien ne quitte cet ordinateur, et "
    "tout changement peut être annulé là où il a été fait."
)
"""Of any screen."""

AIDES = {
    "/": (
        "Chaque carte est une session : son titre, ses jours, et si son planning respecte toutes les règles. « À "
        "faire » annonce ce qui attend, le plus pressé d'abord."
    ),
    "/titres": (
        "Les titres dont une session peut être faite. Un titre qui manque, ou mis à jour, se lit dans le PDF de son "
        "référentiel d'évaluation (RE) ; vous confirmez chaque épreuve à côté de sa page."
    ),
    "/centre": (
        "Ce qui revient à chaque session : le centre, les membres de jury et leurs habilitations, les salles, les "
        "surveillants. Demandé une fois, repris dans chaque nouvelle session."
    ),
    "/controle": (
        "Un planning venu d'ailleurs, ou retouché à la main, est lu et jugé comme s'il était de tpplanner. Le fichier "
        "n'est ni gardé, ni changé."
    ),
    PLANNING: (
        "En haut, le planning respecte-t-il toutes les règles, et sinon pourquoi. Dessous, qui est où à quelle heure "
        ": chaque passage est une barre, devant son jury et sur la ligne du candidat."
    ),
    DISTRIBUER: (
        "Six cartes dans l'ordre du calendrier : quoi imprimer ou envoyer, à qui, avant quand. « Envoyé » et « "
        "Affiché » sont cochés par vous : le programme ne voit pas partir un courrier."
    ),
    JOUR_J: (
        "Indiquez ce qui arrive : un absent, un retard, une salle perdue. Le programme propose une solution et la "
        "liste des personnes à appeler ; rien ne change avant « Mettre en vigueur »."
    ),
    SUIVI: (
        "Ce qui reste à faire avant l'examen, qui a répondu, ce qui se passerait si quelqu'un manquait, et les "
        "versions du planning."
    ),
    SAISIE: (
        "Cinq étapes, dans l'ordre que vous voulez. Tout est enregistré à mesure, et relu chaque fois : ce qui manque "
        "ou ne va pas ensemble est signalé à côté du champ."
    ),
}
"""By the tab that is shown, else by the address."""
