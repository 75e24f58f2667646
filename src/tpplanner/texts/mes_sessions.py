"""What *Mes sessions* and *Mon centre* say that their templates do not."""

from tpplanner.texts.phrases import Avis

PAS_MIS_DE_COTE = Avis(
    "Ce qui est gardé de votre centre ne peut être ni lu ni mis de côté : rien n'a été enregistré.",
    "Demandez à la personne qui vous aide ; le diagnostic dit où tpplanner garde ce qui est à lui.",
)()
