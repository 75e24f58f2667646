"""From a session of the year to a session to plan, by a session workbook that gives its rooms and réglages."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from tpplanner.domain.annee import Annee, CandidatPrevu, MembrePrevu, Programmee, Voie
from tpplanner.domain.facts import taken_along
from tpplanner.domain.session import Candidat, Genre, Jour, Lien, Membre, Personne, Role, Session, cle
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.texts import annee as textes
from tpplanner.texts.noms import etiquette_du_jour
from tpplanner.workbook.people import drawn, split_name

_Somebody = TypeVar("_Somebody", Candidat, Membre, Personne)
_Listed = TypeVar("_Listed", CandidatPrevu, MembrePrevu)


def session_of(annee: Annee, programmee: Programmee, base: Session) -> Session:
    """A session of the year as the main job plans it, with the rooms, réglages and other people of a session workbook.

    Raises UserError where the workbook is not one of this titre, or does not know a CCP or CCS.
    """
    prevue = annee.session(programmee.session)
    titre = annee.titre(prevue.titre)
    _check_titre(annee, programmee, base)
    personnes = _Personnes(base)
    membres = tuple(
        _membre(f"M{n}", m, _same(base.membres, m.nom_complet))
        for n, m in enumerate(_with_ids(annee.membres, programmee.membres), 1)
    )
    candidats = tuple(
        _candidat(f"C{n}", c, _same(base.candidats, c.nom_complet), personnes.formateur)
        for n, c in enumerate(_with_ids(annee.candidats, programmee.candidats), 1)
    )
    leaders = {r.id: r for r in annee.responsables}
    for id_ in (programmee.responsable, *programmee.suppleants):
        if id_:
            who = leaders[id_]
            personnes.add_responsable(who.nom, who.prenom, suppleant=id_ != programmee.responsable)
    humains = {cle(m.nom_complet): m.id for m in membres}
    named = {p.id: humains.get(cle(p.nom_complet), p.id) for p in personnes.all}
    return replace(
        taken_along(base),
        genre=prevue.genre,
        jours=_days(base, programmee),
        candidats=drawn(
            tuple(replace(c, formateurs=tuple(named[f] for f in c.formateurs)) for c in candidats),
            base.reglages.graine,
        ),
        membres=membres,
        personnes=tuple(replace(p, id=named[p.id]) for p in personnes.all),
        liens=tuple(dict.fromkeys([*_declared(annee, candidats, membres), *_liens(base, candidats, membres)])),
        centre=annee.centre or base.centre,
        site=annee.site or base.site,
        agrement=titre.agrement or base.agrement,
        agrement_fin=titre.agrement_fin or base.agrement_fin,
        numero_ceres=prevue.numero_ceres,
        service_departemental=annee.service_departemental or base.service_departemental,
    )


def _check_titre(annee: Annee, programmee: Programmee, base: Session) -> None:
    titre = annee.titre(annee.session(programmee.session).titre)
    if (cle(base.referentiel.sigle), base.referentiel.millesime) != (cle(titre.sigle), titre.millesime):
        texte = textes.autre_titre(base.referentiel.sigle, base.referentiel.millesime, titre.sigle, titre.millesime)
        raise UserError(Issue(Severity.ERROR, texte.message, texte.conseil))
    known = {table.id for table in base.referentiel.certificats}
    ccps = {ccp for c in annee.candidats if c.id in programmee.candidats for ccp in c.ccps}
    if ccps - known:
        texte = textes.ccp_inconnu(sorted(ccps - known), sorted(known))
        raise UserError(Issue(Severity.ERROR, texte.message, texte.conseil))


def _with_ids(items: Iterable[_Listed], ids: Iterable[str]) -> list[_Listed]:
    wanted = set(ids)
    return [item for item in items if item.id in wanted]


def _same(known: Iterable[_Somebody], nom_complet: str) -> _Somebody | None:
    return next((somebody for somebody in known if cle(somebody.nom_complet) == cle(nom_complet)), None)


def _days(base: Session, programmee: Programmee) -> tuple[Jour, ...]:
    """The days, at the hours of those of the workbook, its last one standing for those that it has not."""
    return tuple(
        replace(base.jours[min(n, len(base.jours) - 1)], date=jour, etiquette=etiquette_du_jour(n + 1))
        for n, jour in enumerate(programmee.jours)
    )


def _membre(id_: str, prevu: MembrePrevu, known: Membre | None) -> Membre:
    """A membre as the year tells them, with what the workbook knows besides; whom a year calls is no observateur."""
    return replace(
        taken_along(known) if known else Membre(id_, ""),
        id=id_,
        nom=prevu.nom,
        prenom=prevu.prenom,
        organisme=prevu.organisme,
        employeur=prevu.employeur,
        habilitations=prevu.habilitations,
        qualites=prevu.qualites or (known.qualites if known else ()),
        observateur=False,
    )


def _candidat(id_: str, prevu: CandidatPrevu, known: Candidat | None, formateur: Callable[[str], str]) -> Candidat:
    return replace(
        known or Candidat(id_, ""),
        id=id_,
        nom=prevu.nom,
        prenom=prevu.prenom,
        titre=prevu.genre is Genre.TITRE,
        ccps=prevu.ccps,
        dernier_ccp=prevu.dernier_ccp,
        vae=prevu.voie is Voie.VAE,
        presentation=min(3, prevu.deja + 1),
        fin_formation=prevu.fin_formation,
        organisme=prevu.organisme,
        employeur=prevu.employeur,
        formateurs=tuple(formateur(nom) for nom in prevu.formateurs),
        indisponibilites=(),
    )


class _Personnes:
    """Who helps: those of the workbook but its responsables, the year's responsables, and the formateurs."""

    def __init__(self, base: Session) -> None:
        others = (replace(p, roles=tuple(r for r in p.roles if r is not Role.RESPONSABLE)) for p in base.personnes)
        self.all = [taken_along(p) for p in others if p.roles]

    def add_responsable(self, nom: str, prenom: str, *, suppleant: bool) -> None:
        """Let somebody be responsable, or suppléant."""
        self._with_role(nom, prenom, Role.RESPONSABLE, suppleant=suppleant)

    def formateur(self, nom_complet: str) -> str:
        """The id of a formateur."""
        return self._with_role(*split_name(nom_complet), Role.FORMATEUR)

    def _with_role(self, nom: str, prenom: str, role: Role, *, suppleant: bool = False) -> str:
        known = _same(self.all, f"{nom} {prenom}")
        if known is None:
            known = Personne(f"A{len(self.all) + 1}", nom, (), prenom)
            taken = {p.id for p in self.all}
            while known.id in taken:
                known = replace(known, id=f"{known.id}bis")
            self.all.append(known)
        roles = tuple(r for r in Role if r in (*known.roles, role))
        self.all[self.all.index(known)] = replace(known, roles=roles, suppleant=suppleant or known.suppleant)
        return known.id


def _declared(annee: Annee, candidats: tuple[Candidat, ...], membres: tuple[Membre, ...]) -> Iterable[Lien]:
    """The links that the year's workbook declares."""
    prevus = {cle(c.nom_complet): c for c in annee.candidats}
    for candidat in candidats:
        for nom in prevus[cle(candidat.nom_complet)].liens:
            membre = _same(membres, nom)
            if membre is not None:
                yield Lien(candidat.id, membre.id)


def _liens(base: Session, candidats: tuple[Candidat, ...], membres: tuple[Membre, ...]) -> Iterable[Lien]:
    """The links that the workbook declares or releases between people who are in this session."""
    who = {c.id: c.nom_complet for c in base.candidats} | {m.id: m.nom_complet for m in base.membres}
    for lien in base.liens:
        candidat, membre = _same(candidats, who[lien.candidat]), _same(membres, who.get(lien.membre, ""))
        if candidat is not None and membre is not None:
            yield replace(lien, candidat=candidat.id, membre=membre.id)
