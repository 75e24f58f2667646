"""Random sessions as a workbook can tell them: ids by sheet and row order where nobody chose them, merged absences."""

from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from builders import cda, pratique, sc
from drawing import seeded
from imprevus import some_imprevus
from tpplanner.domain.duties import RESERVE_ROLES, epreuves_de
from tpplanner.domain.held import held
from tpplanner.domain.imprevus import Imprevu
from tpplanner.domain.referentiel import Nature, Referentiel
from tpplanner.domain.reglages import BORNES, NIVEAUX, Niveau, Reglages, Terme, avec_reserve
from tpplanner.domain.session import (
    Candidat,
    Convocation,
    Designation,
    Fuseau,
    Genre,
    Habilitation,
    Jour,
    Jury,
    Lien,
    Membre,
    Personne,
    Plage,
    Remise,
    Role,
    Salle,
    Session,
    Suivi,
    Vehicule,
    cle,
    propre,
)
from tpplanner.referentiels import shipped
from tpplanner.workbook.absences import merged
from tpplanner.workbook.forms import origines
from tpplanner.workbook.somebody import names_nobody

_LETTERS = "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôöùûüœABCDEFGHIJKLMNOPQRSTUVWXYZÀÉÈŒ"
_ANYTHING = _LETTERS + "0123456789 '’-–.,!?%&@=+*/()[]{}<>\"_#°²€\u00a0"
names = (
    st.text(_LETTERS + " '-", min_size=1, max_size=14)
    .map(propre)
    .filter(lambda nom: cle(nom) and not names_nobody(nom, ""))  # « ps-jC » is read as a postscript, and told
)
texts = st.one_of(
    st.sampled_from(["", "NA", "None", "=1+1", "@SUM(A1)", "1/3", "00123", "oui", "14/06/2027", "9h30"]),
    st.text(_ANYTHING, max_size=20).map(propre),
)
plain = st.text(_LETTERS, min_size=1, max_size=8).map(propre).filter(cle)
minutes = st.integers(1, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60))
dates = st.dates(date(2027, 1, 1), date(2027, 12, 31))
contacts = st.one_of(st.just(""), st.just("12 rue du Port\n44000 Nantes\nx@exemple.fr"), st.just("0612345678"))
telephones = st.sampled_from(["", "06 12 34 56 78", "0612345678", "+33 6 12 34 56 78\n02 98 00 00 00"])


def _confirmed(referentiel: Referentiel) -> Referentiel:
    """A shipped titre whose user has confirmed all."""
    titre = replace(referentiel.titre, epreuves=tuple(replace(e, a_confirmer=()) for e in referentiel.titre.epreuves))
    return replace(referentiel, titre=titre)


referentiels = st.sampled_from([cda(), sc(), pratique(), *shipped(), *(_confirmed(r) for r in shipped())])


@st.composite
def days(draw: st.DrawFn) -> tuple[Jour, ...]:
    jours = []
    for rank, jour in enumerate(sorted(draw(st.sets(dates, min_size=1, max_size=3)))):
        ouverture, accueil, fin = sorted(draw(st.sets(minutes, min_size=3, max_size=3)))
        debut, apres = sorted(draw(st.sets(minutes, min_size=2, max_size=2)))
        jours.append(Jour(jour, f"{draw(plain)} {rank}", ouverture, accueil, fin, debut, apres))
    return tuple(jours)


@st.composite
def absences(draw: st.DrawFn, jours: tuple[Jour, ...]) -> tuple[Plage, ...]:
    plages = []
    for _ in range(draw(st.integers(0, 3))):
        jour = datetime.combine(draw(st.sampled_from(jours)).date, time(0))
        a, b = sorted(draw(st.sets(st.sampled_from([0, 300, 780, 781, 1439, 1440, 2880]), min_size=2, max_size=2)))
        plages.append(Plage(jour + timedelta(minutes=a), jour + timedelta(minutes=b)))
    return merged(plages)


numbers = st.sets(st.sampled_from([champ for champ in BORNES if champ != "pas"]), max_size=4)


@st.composite
def reglages(draw: st.DrawFn) -> Reglages:
    usuels = Reglages()
    lus = replace(
        usuels,
        **{champ: draw(st.integers(BORNES[champ].least, BORNES[champ].most)) for champ in sorted(draw(numbers))},
        pas=draw(st.sampled_from([1, 5, 10, 15])),
        fin_tardive=draw(minutes),
        enchainer=draw(st.booleans()),
        ordre=draw(st.sampled_from(["liste", "alphabetique", "tirage"])),
        graine=draw(st.integers(0, 99)),
        niveaux=draw(
            st.sampled_from([NIVEAUX, (Niveau("1", (Terme("jours", 3),)), Niveau("2b", (Terme("attente"),)))])
        ),
    )
    if draw(st.booleans()):
        lus = replace(lus, reserve=True, niveaux=avec_reserve(lus.niveaux))
    return replace(lus, origines=origines(lus))


@st.composite
def members(draw: st.DrawFn, referentiel: Referentiel, jours: tuple[Jour, ...]) -> tuple[Membre, ...]:
    """Homonyms are frequent."""
    pool = draw(st.lists(names, min_size=1, max_size=3))
    habilitation = st.builds(
        Habilitation,
        st.sampled_from([referentiel.sigle, "TP-01281", "Autre titre"]),
        st.sampled_from([referentiel.millesime, "03"]),
        st.one_of(st.none(), dates),
    )
    return tuple(
        Membre(
            f"M{rank}",
            draw(st.sampled_from(pool)),
            draw(st.sampled_from(["", "Alix"])),
            organisme=draw(texts),
            employeur=draw(texts),
            habilitations=tuple(draw(st.lists(habilitation, max_size=3))),
            qualites=tuple(draw(st.lists(plain, max_size=2))),
            observateur=draw(st.booleans()),
            reserve=draw(st.booleans()),
            indisponibilites=draw(absences(jours)),
            contact=draw(contacts),
            telephone=draw(telephones),
        )
        for rank in range(1, draw(st.integers(1, 5)) + 1)
    )


@st.composite
def people(draw: st.DrawFn, membres: tuple[Membre, ...], jours: tuple[Jour, ...]) -> tuple[Personne, ...]:
    """By first role; some are membres, under their id; nobody else bears a membre's name."""
    taken = {cle(m.nom_complet) for m in membres}
    seuls = [m for m in membres if sum(cle(m.nom_complet) == cle(o.nom_complet) for o in membres) == 1]
    parts = st.lists(plain, unique_by=cle, max_size=2).map(tuple)
    roles = st.sets(st.sampled_from(list(Role)), min_size=1).map(lambda r: tuple(x for x in Role if x in r))
    found = [
        Personne(m.id, m.nom, draw(roles), m.prenom, indisponibilites=m.indisponibilites)
        for m in draw(st.lists(st.sampled_from(seuls), unique_by=lambda m: m.id, max_size=2) if seuls else st.just([]))
    ]
    for nom in draw(st.lists(names.filter(lambda n: cle(n) not in taken), unique_by=cle, max_size=4)):
        found.append(
            Personne(
                "",
                nom,
                draw(roles),
                organisme=draw(texts),
                indisponibilites=draw(absences(jours)),
                contact=draw(contacts),
                telephone=draw(telephones),
            )
        )
    found = [replace(p, suppleant=Role.RESPONSABLE in p.roles and draw(st.booleans())) for p in found]
    found = [replace(p, joue=draw(parts) if Role.COMEDIEN in p.roles else ()) for p in found]
    found = [replace(p, reserve=not RESERVE_ROLES.isdisjoint(p.roles) and draw(st.booleans())) for p in found]
    ordered = sorted(found, key=lambda p: list(Role).index(p.roles[0]))
    return tuple(replace(p, id=p.id or f"P{rank}") for rank, p in enumerate(ordered, 1))


@st.composite
def candidates(
    draw: st.DrawFn,
    referentiel: Referentiel,
    genre: Genre,
    jours: tuple[Jour, ...],
    humains: list[str],
    aides: list[str],
) -> tuple[Candidat, ...]:
    pool = draw(st.lists(names, min_size=1, max_size=4))
    found = []
    for rank in range(1, draw(st.integers(1, 5)) + 1):
        tables = {Genre.TITRE: (), Genre.CCP: referentiel.ccps, Genre.CCS: referentiel.ccss}[genre]
        ccps = tuple(table.id for table in tables if draw(st.booleans())) or tuple(table.id for table in tables[:1])
        parts = st.sampled_from([Fraction(n) for n in ("0", "1/3", "1/4", "2/7", "147/1000", "1/2", "1")])
        granted = tuple((n, m) for n, m in ((n, draw(parts)) for n in Nature) if m)
        candidat = Candidat(
            f"C{rank}",
            draw(st.sampled_from(pool)),
            draw(st.sampled_from(["", "Léa", "Hugo-Marie"])),
            titre=genre is Genre.TITRE,
            ccps=ccps,
            dernier_ccp=genre is Genre.CCP and draw(st.booleans()),
            vae=draw(st.booleans()),
            numero_ceres=draw(texts),
            numero_tire=rank,
            presentation=draw(st.integers(1, 3)),
            debut_formation=draw(st.one_of(st.none(), dates)),
            fin_formation=draw(st.one_of(st.none(), dates)),
            organisme=draw(texts),
            employeur=draw(texts),
            formateurs=tuple(
                draw(st.lists(st.sampled_from(humains), unique=True, max_size=2) if humains else st.just([]))
            ),
            majorations=granted,
            majorations_a_confirmer=tuple(n for n, _ in granted if draw(st.booleans())),
            aide=draw(st.sampled_from(["", *aides])),
            salle_a_part=draw(st.booleans()),
            salle_accessible=draw(st.booleans()),
            passer_tot=draw(st.booleans()),
            indisponibilites=draw(absences(jours)),
            contact=draw(contacts),
            telephone=draw(telephones),
        )
        dues = [e.id for e in epreuves_de(referentiel, candidat)]
        muettes = [e.id for e in epreuves_de(referentiel, candidat) if not e.devant_jury]
        dispenses = tuple(e for e in muettes if draw(st.booleans()))
        found.append(
            replace(
                candidat,
                dispenses=dispenses,
                aide_natures=tuple(n for n in Nature if draw(st.booleans())),
                aide_epreuves=tuple(e for e in dues if e not in dispenses and draw(st.booleans())),
            )
        )
    numeros = draw(st.permutations(range(1, len(found) + 1)))
    return tuple(replace(c, numero_tire=n) for c, n in zip(found, numeros, strict=True))


@st.composite
def rooms(draw: st.DrawFn, referentiel: Referentiel, jours: tuple[Jour, ...]) -> tuple[Salle, ...]:
    usages = ["jury", "ecrit", "plateau", "labo_bois", *{p.usage for e in referentiel.epreuves() for p in e.phases}]
    return tuple(
        Salle(
            draw(st.sampled_from([nom, f"S{rank}"])),
            nom,
            tuple(draw(st.lists(st.sampled_from(usages), unique=True, max_size=2))),
            draw(st.integers(1, 40)),
            tuple((r, draw(st.integers(1, 20))) for r in draw(st.lists(plain, unique_by=cle, max_size=2))),
            draw(st.booleans()),
            draw(absences(jours)),
        )
        for rank, nom in enumerate(draw(st.lists(names, unique_by=cle, max_size=3)))
    )


@st.composite
def vehicles(draw: st.DrawFn, jours: tuple[Jour, ...]) -> tuple[Vehicule, ...]:
    return tuple(
        Vehicule(draw(st.sampled_from([nom, f"V{rank}"])), nom, draw(plain), draw(absences(jours)))
        for rank, nom in enumerate(draw(st.lists(names, unique_by=cle, max_size=2)))
    )


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """Whatever a workbook can tell, planning excepted."""
    referentiel = draw(referentiels)
    possible = {Genre.TITRE: True, Genre.CCP: referentiel.ccps, Genre.CCS: referentiel.ccss}
    genre = draw(st.sampled_from([genre for genre in Genre if possible[genre]]))
    jours = draw(days())
    membres = draw(members(referentiel, jours))
    personnes = draw(people(membres, jours))
    humains = list(dict.fromkeys([*(m.id for m in membres), *(p.id for p in personnes)]))
    aides = [p.id for p in personnes if Role.AIDE in p.roles]
    candidats = draw(candidates(referentiel, genre, jours, humains, aides))
    paires = st.tuples(st.sampled_from([c.id for c in candidats]), st.sampled_from([m.id for m in membres]))
    liens = [Lien(c, m, draw(texts), draw(st.booleans())) for c, m in draw(st.lists(paires, unique=True, max_size=3))]
    rangs = st.lists(st.sampled_from([m.id for m in membres]), unique=True, max_size=7)
    jurys = [
        Jury(nom, tuple(sieges[:5]), tuple(sieges[5:]))
        for nom in draw(st.lists(st.sampled_from(["Jury A", "Jury B", "J3"]), unique=True, max_size=2))
        for sieges in [draw(rangs)]
    ]
    convoques = st.tuples(
        st.sampled_from([*(c.id for c in candidats), *humains]), st.sampled_from([j.date for j in jours])
    )
    session = Session(
        genre=genre,
        referentiel=referentiel,
        jours=jours,
        candidats=candidats,
        membres=membres,
        salles=draw(rooms(referentiel, jours)),
        personnes=personnes,
        vehicules=draw(vehicles(jours)),
        jurys=tuple(jurys),
        liens=tuple(liens),
        reglages=draw(reglages()),
        convocations=tuple(
            Convocation(p, j, draw(minutes), draw(st.booleans()))
            for p, j in draw(st.lists(convoques, unique=True, max_size=3))
        ),
        remises=draw(handed([*(c.id for c in candidats), *humains])),
        convocations_envoyees=draw(st.one_of(st.none(), dates)),
        fictive=draw(st.booleans()),
        centre=draw(texts),
        site=draw(texts),
        agrement=draw(texts),
        agrement_fin=draw(st.one_of(st.none(), dates)),
        numero_ceres=draw(texts),
        ceres_par_ccp=tuple((c.id, f"27-{n}") for n, c in enumerate(referentiel.ccps) if draw(st.booleans())),
        service_departemental=draw(texts),
        contact=draw(contacts),
        fuseau=draw(st.sampled_from(Fuseau)),
        version_planning=draw(st.integers(1, 99)),
        departement=draw(st.sampled_from(["", "01", "2A", "75", "974"])),
        re_verifie_le=draw(st.one_of(st.none(), dates)),
        re_verifie_par=draw(texts),
        affichage=draw(st.sampled_from(Designation)),
        signataire=draw(texts),
        qualite_du_signataire=draw(texts),
        contact_service=draw(contacts),
        bail_fin=draw(st.one_of(st.none(), dates)),
        suivi=Suivi(*(draw(st.one_of(st.none(), dates)) for _ in fields(Suivi))),
    )
    return replace(session, imprevus=draw(what_happened(session)))


@st.composite
def handed(draw: st.DrawFn, people: list[str]) -> tuple[Remise, ...]:
    """Versions that some of these people have."""
    pairs = draw(st.lists(st.tuples(st.sampled_from(people), st.integers(1, 9)), unique=True, max_size=3))
    answers = st.sampled_from([None, True, False])
    return tuple(Remise(p, version, draw(st.one_of(st.none(), dates)), draw(answers)) for p, version in pairs)


@st.composite
def what_happened(draw: st.DrawFn, session: Session) -> tuple[Imprevu, ...]:
    """Some events of any kind, which leave a candidat."""
    if len(session.membres) < 2 or not session.salles:
        return ()
    drawn = [*some_imprevus(session, seeded(draw(st.integers(0, 9_999))))]
    some = tuple(drawn[: draw(st.integers(0, 5))])
    return some if held(replace(session, imprevus=some)).candidats else ()
