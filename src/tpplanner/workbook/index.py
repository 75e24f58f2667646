"""From what a cell names to the ids of a session: people, épreuves, rooms, juries."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tpplanner.domain.noms import cle, propre
from tpplanner.domain.parcours import epreuves_de
from tpplanner.domain.session import Candidat, Membre, Personne, Session
from tpplanner.texts.noms import Noms

Humain = Candidat | Membre | Personne


@lru_cache(maxsize=4096)
def key(texte: str) -> str:
    """The key under which two spellings are equal, never empty for a text that is not (other alphabets)."""
    return cle(texte) or propre(texte).casefold()


def words_in_order(texte: str) -> str:
    """The key of a text, its words sorted: the same for « Roux Fanny » and « Fanny Roux »."""
    return " ".join(sorted(key(texte).split()))


@dataclass(frozen=True, slots=True)
class Naming:
    """What a cell may name: ids with their unique labels, and the sheet where they stand."""

    feuille: str
    etiquettes: dict[str, str]


class Index:
    """What the cells of a session's workbook name; None where a text names nothing, or several things."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.noms = Noms(session)
        self._candidats = self._humains(session.candidats)
        membres = {m.id for m in session.membres}
        self._personnes = self._humains((*session.membres, *(p for p in session.personnes if p.id not in membres)))
        self._salles = _Lookup()
        for salle in session.salles:
            self._salles.add(salle.id, self.noms.etiquette_salle(salle.id), salle.nom, salle.id)
        self._epreuves = _Lookup()
        for epreuve in session.referentiel.epreuves():
            self._epreuves.add(epreuve.id, self.noms.etiquette_epreuve(epreuve.id), epreuve.id)
        self._jurys = _Lookup()
        for jury in session.jurys:
            self._jurys.add(jury.id, jury.id, self.noms.jury(jury.id))

    def _humains(self, humains: Iterable[Humain]) -> "_Lookup":
        lookup = _Lookup()
        for humain in humains:
            inverse = f"{humain.prenom} {humain.nom}"
            lookup.add(humain.id, self.noms.etiquette(humain.id), humain.nom_complet, inverse, humain.id)
            lookup.add_in_any_order(humain.id, humain.nom_complet)
        return lookup

    def naming(self, feuille: str, humains: Iterable[Humain]) -> Naming:
        """What a cell may name among these people, who stand in that sheet."""
        return Naming(feuille, {humain.id: self.noms.etiquette(humain.id) for humain in humains})

    def candidats(self, texte: str) -> tuple[str, ...]:
        """The candidats who bear that label or name."""
        return self._candidats.all(texte)

    def personnes(self, texte: str) -> tuple[str, ...]:
        """The membres and other people who bear that label or name."""
        return self._personnes.all(texte)

    def salles(self, texte: str) -> tuple[str, ...]:
        """The rooms of that name."""
        return self._salles.all(texte)

    def candidat(self, texte: str) -> str | None:
        """The one candidat of that label or name."""
        return self._candidats.find(texte)

    def personne(self, texte: str) -> str | None:
        """The one membre or other person of that label or name, else the candidat."""
        return self._personnes.find(texte) or self._candidats.find(texte)

    def salle(self, texte: str) -> str | None:
        """The room of that name."""
        return self._salles.find(texte)

    def jury(self, texte: str) -> str | None:
        """The jury that the centre gave under that name, or the composed one that is displayed so (``Jury 2``)."""
        donne = self._jurys.find(texte)
        if donne is not None:
            return donne
        compose = re.fullmatch(r"j(?:ury)? ?(\d+)", cle(texte))
        return f"J{int(compose[1])}" if compose else None

    def epreuve(self, texte: str, candidat: str) -> str | None:
        """The épreuve of that label; else the only one of that name, or modality, that the candidat has to pass."""
        nommee = self._epreuves.find(texte)
        siennes = [
            epreuve
            for fiche in self.session.candidats
            if fiche.id == candidat
            for epreuve in epreuves_de(self.session.referentiel, fiche)
        ]
        if any(epreuve.id == nommee for epreuve in siennes):
            return nommee
        choix = [e.id for e in siennes if key(texte) in (key(e.nom), key(e.modalite))]
        return choix[0] if len(choix) == 1 else nommee


class _Lookup:
    """Texts that name ids: unique labels as written, then all names with case, accents and spaces folded."""

    def __init__(self) -> None:
        self._tiers: list[dict[str, list[str]]] = []
        self._in_any_order: dict[str, list[str]] = defaultdict(list)

    def add(self, id_: str, *textes: str) -> None:
        """Let texts name an id: its unique label, then other names, the surest first."""
        names = [textes[0], *(key(texte) for texte in textes)]
        for tier, name in enumerate(names):
            while len(self._tiers) <= tier:
                self._tiers.append(defaultdict(list))
            if id_ not in self._tiers[tier][name]:
                self._tiers[tier][name].append(id_)

    def add_in_any_order(self, id_: str, nom: str) -> None:
        """Let a name whose words stand in another order name an id, where no other name fits."""
        self._in_any_order[words_in_order(nom)].append(id_)

    def all(self, texte: str) -> tuple[str, ...]:
        """The ids that a text names, by the surest names that it fits."""
        for tier, names in enumerate(self._tiers):
            ids = names.get(key(texte) if tier else texte, [])
            if ids:
                return tuple(ids)
        return tuple(self._in_any_order.get(words_in_order(texte), ()))

    def find(self, texte: str) -> str | None:
        """The id that a text names, None where there is none or several."""
        ids = self.all(texte)
        return ids[0] if len(ids) == 1 else None
