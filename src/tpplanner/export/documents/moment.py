"""Papers of the moment, for the responsable: whom to call, in order, and who is in réserve."""

from collections.abc import Iterator

from tpplanner.domain.answers import Message
from tpplanner.export.documents import Audience, Copy, Matter
from tpplanner.export.documents.typeset import typeset
from tpplanner.export.reserve import in_reserve
from tpplanner.texts import changements as texte_changements
from tpplanner.texts import documents as texte
from tpplanner.texts.classeur import bornes
from tpplanner.texts.noms import heure


def a_joindre(matter: Matter) -> Iterator[Copy]:
    """The calls to make, by priority, then who is in réserve, day by day; no file where there is nobody to reach."""
    agenda, changements = matter.agenda, matter.changements
    reserve = [
        (
            texte.RESERVE_TITRE.format(jour=agenda.names.jour(jour)),
            [
                (agenda.names.personne(w.personne), w.role, w.telephone, bornes(heure(w.debut), heure(w.fin)))
                for w in waiting
            ],
        )
        for jour, waiting in in_reserve(agenda).items()
    ]
    if changements.messages or reserve:
        yield Copy(
            "",
            typeset(
                "joindre",
                matter,
                Audience.RESPONSABLE,
                texte.A_JOINDRE_TITRE,
                avis_titre=texte_changements.AVIS_TITRE,
                avis=changements.avis,
                entetes=texte.A_JOINDRE_ENTETES,
                appels=[
                    (texte_changements.APPELS_TITRES[priorite], [_call(message) for message in messages])
                    for priorite, messages in changements.appels.items()
                ],
                reserve_entetes=texte.RESERVE_ENTETES,
                reserve=reserve,
            ),
        )


def _call(message: Message) -> tuple[str | list[str], ...]:
    return message.nom, message.role, message.telephone, message.a_dire, list(message.phrases), message.joint
