"""Forty invented référentiels in mixed layouts, and two hundred of them with one number altered."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from drawing import seeded
from re_pdf.made import (
    Layout,
    MadeClue,
    MadeEquipment,
    MadeRe,
    MadeRow,
    MadeScope,
    Rules,
    Unused,
    Year,
    duration,
    made,
)
from tpplanner.re_pdf.document import ClueKind

VARIANTS = range(40)
ALTERED = range(200)


@dataclass(frozen=True, slots=True)
class Variant:
    """A document: what it says, and how it is laid out."""

    values: MadeRe
    layout: Layout

    def pdf(self) -> bytes:
        """Its file."""
        return made(self.values, self.layout)


@dataclass(frozen=True, slots=True)
class Alteration:
    """A document with one number altered: what was altered, and the scope (empty: the footers) in which it stands."""

    variant: Variant
    what: str
    scope: str


# What they say.

_TITRES = (
    ("TIV", "Tisserand de ville"),
    ("SBP", "Souffleur de bulles professionnel"),
    ("ACN", "Accordeur de carillons numériques"),
    ("CEFI", "Confiseur en fil et filigrane"),
    ("GLMS", "Gardien de la lumière et des marées"),
    ("RPH", "Réparateur d'horloges à eau"),
)
_SKILLS = (
    "Préparer la chaîne et la trame d’une étoffe",
    "Tenir la cadence demandée (1 h 30 par pièce)",
    "Lire un plan et en déduire les fournitures",
    "Rendre compte à l’équipe en 20 min",
    "Affiner un réglage difficile sans arrêter la machine de l’atelier voisin",
    "Accueillir une clientèle pressée",
    "Conduire un entretien avec un fournisseur",
    "Monter les 2 roues d’un chariot (30 min)",
    "Vérifier l’effet d’un produit sur une fibre",
    "Choisir un outil et en assurer le suivi tout au long de la vie de l’ouvrage confié",
    "Remettre un dossier de 12 pages au client",
    "Présenter un ouvrage fini",
)
_CCPS = (
    "Préparer et tisser une bande d’étoffe",
    "Réparer un véhicule à 2 roues (30 min)",
    "Vendre et présenter des ouvrages finis",
    "Organiser un atelier en présentation continue et en assurer l’entretien technique courant tout au long de l’année",
    "Conseiller une clientèle de proximité",
)
_CCSS = ("Tisser la soie sauvage", "Accorder des carillons de 24 cloches")
_DETAILS = {
    "MSP": (
        "La personne réalise un ouvrage simple à partir d’un plan, avec les outils de l’atelier et les fournitures mises à sa disposition.",
        "Elle range ensuite son poste et nettoie ses outils.",
        "- Premier ouvrage : une bande unie.",
        "- Second ouvrage : une bande à 2 couleurs.",
    ),
    "PP": (
        "La personne montre l’ouvrage qu’elle a conçu pendant son apprentissage et en raconte la fabrication.",
        "Elle s’appuie sur 12 diapositives au plus.",
    ),
    "ET": (
        "Les membres du jury reviennent sur l’ouvrage montré.",
        "Ils abordent ensuite :",
        "- le choix des fibres,",
        "- la tenue du poste.",
    ),
    "QP": (
        "La personne répond par écrit à 25 questions sur les fibres et les teintures, dont 5 sont ouvertes.",
        "Il répond à",
        "- 20 questions fermées.",
    ),
    "QAP": ("Les membres du jury interrogent la personne sur le carnet qu’elle a rédigé.",),
    "EF": ("Y compris le temps d’échange sur le dossier professionnel.",),
}
_NAMED = {"MSP": "la mise en situation professionnelle", "PP": "la présentation du projet"}
_FILLER = (
    "L’atelier est chauffé et les outils sont rangés avant l’arrivée de la première personne.",
    "Les étoffes utilisées sont celles que décrit l’annexe 1.",
    "Une fiche de 3 pages rappelle les consignes de sécurité de l’atelier.",
    "La personne garde sur elle son tablier et ses gants, quelle que soit la saison.",
)


def variant(seed: int) -> Variant:
    """The variant of that seed."""
    layout = _layout(seed)
    return Variant(_values(seeded(f"values {seed}"), layout), layout)


def _layout(seed: int) -> Layout:
    draw = seeded(f"layout {seed}")
    year = tuple(Year)[seed % 4]
    old = year is Year.Y2013
    rules = {Year.Y2018: Rules.RECTS}.get(year, Rules.CURVES)
    return Layout(
        year=year,
        rules=draw.choice(tuple(Rules)) if draw.random() < 0.25 else rules,
        unused=Unused.EMPTY if old and draw.random() < 0.5 else tuple(Unused)[seed // 4 % 4],
        push=draw.choice((0, 0, 120, 180, 230, 270, 310)),
        total_alone=draw.random() < 0.2,
        cover=draw.choice((0, 0, 1, 2)),
        footer_changes=date(2025, 3, 1 + seed % 28) if draw.random() < 0.15 else None,
        footer_first=draw.random() < 0.8,
        merged=not old and draw.random() < 0.2,
        mn=draw.random() < 0.2,
        soft=draw.random() < 0.3,
        ligatures=draw.random() < 0.3,
        two_lines=draw.random() < 0.3,
        numbered=draw.random() < 0.2,
        straight=draw.random() < 0.3,
        cut_total=draw.random() < 0.2,
    )


def _values(draw: Random, layout: Layout) -> MadeRe:
    sigle, intitule = draw.choice(_TITRES)
    jo = date(draw.randint(2012, 2024), draw.randint(1, 12), draw.randint(1, 28))
    first = "PP" if layout.year is Year.Y2013 else draw.choice(("MSP", "PP"))
    names = draw.sample(_CCPS, draw.randint(1, 3))
    equipment = tuple(
        MadeEquipment(kind, name, draw.choice((1, 1, 2, 4, 10, 20)))
        for kind, name in (("Postes de travail", "Un métier de table."), ("Équipements", "Un éclairage de 12 volts."))
    )
    return MadeRe(
        sigle=sigle,
        code=f"TP-{draw.randint(9000, 9999):05}",
        millesime=f"{draw.randint(1, 9):02}",
        intitule=intitule,
        niveau=draw.randint(3, 6),
        jo=jo,
        mise_a_jour=jo + timedelta(days=draw.randint(1, 500)),
        arrete=jo - timedelta(days=draw.randint(3, 20)),
        effet=jo + timedelta(days=draw.randint(10, 200)),
        titre=_scope(draw, "titre", intitule, (first, *_others(draw), "EF"), layout),
        ccps=tuple(
            _scope(draw, f"CCP{rank}", name, (first, *_others(draw)), layout) for rank, name in enumerate(names, 1)
        ),
        ccss=tuple(
            _scope(draw, f"CCS{rank}", name, (first, "ET", "EF"), layout)
            for rank, name in enumerate(_CCSS[: draw.choice((0, 0, 1, 2))], 1)
        ),
        quota=draw.choice((None, 2, 3, 4, 6)),
        equipment=equipment,
    )


def _others(draw: Random) -> tuple[str, ...]:
    return tuple(m for m in ("ET", "QP", "QAP") if draw.random() < 0.65) or ("ET",)


def _scope(draw: Random, id_: str, name: str, modalites: tuple[str, ...], layout: Layout) -> MadeScope:
    rows = tuple(_row(draw, m, modalites) for m in modalites)
    total = sum(row.minutes or 0 for row in rows)
    alone = sum(row.minutes or 0 for row in rows if row.modalite == "QP")
    preparation = sum(row.parts[0] for row in rows if row.parts)
    held = layout.year is Year.Y2013 or draw.random() < 0.7
    watch = ["Une surveillance est nécessaire lors du questionnaire professionnel."] if alone else ["Sans objet"]
    different = draw.random() < 0.3
    return MadeScope(
        id_,
        name,
        rows,
        presence=total - alone - (0 if held else preparation),
        composition=("Les membres du jury exercent dans différents organismes ou enseignes.",)
        if different
        else ("Sans objet",),
        watch=tuple(watch),
    )


def _row(draw: Random, modalite: str, modalites: tuple[str, ...]) -> MadeRow:
    skills = tuple(draw.sample(_SKILLS, draw.randint(2, 5))) if modalite != "EF" else ()
    minutes = draw.choice(
        {"MSP": (60, 90, 120, 195, 480), "EF": (10, 15, 20, 30)}.get(modalite, (20, 30, 40, 45, 60, 75))
    )
    more: list[str] = draw.sample(_FILLER, draw.randint(0, len(_FILLER)))
    parts: tuple[int, ...] = ()
    if modalite == "MSP" and draw.random() < 0.5:
        parts = (20, minutes - 20)
        more += [
            "Le candidat prépare son poste (20 minutes).",
            f"Il réalise ensuite l’ouvrage ({_spoken(minutes - 20)}).",
        ]
    return MadeRow(modalite, minutes, skills, _DETAILS[modalite], tuple(more), _clues(draw, modalite, modalites), parts)


def _spoken(minutes: int) -> str:
    return f"{minutes} minutes" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02}"


def _clues(draw: Random, modalite: str, modalites: tuple[str, ...]) -> tuple[MadeClue, ...]:
    first = modalites[0]
    clues: list[MadeClue] = []
    match modalite:
        case "ET":
            clues += draw.choice(
                (
                    [
                        MadeClue(
                            f"L’entretien a lieu obligatoirement à l’issue de {_NAMED[first]}.",
                            ClueKind.AT_ONCE,
                            (first,),
                        )
                    ],
                    [
                        MadeClue(
                            f"L’entretien a lieu obligatoirement après {_NAMED[first]}.",
                            ClueKind.AFTER,
                            (first,),
                        )
                    ],
                    [
                        MadeClue(
                            f"L’entretien technique se tient immédiatement après {_NAMED[first]}.",
                            ClueKind.AT_ONCE,
                            (first,),
                        )
                    ],
                    [],
                )
            )
        case "QP":
            clues.append(MadeClue("Tous les candidats y répondent en même temps.", ClueKind.TOGETHER))
            if "ET" in modalites and draw.random() < 0.5:
                clues.append(
                    MadeClue("Le questionnaire est passé en amont de l’entretien technique.", ClueKind.BEFORE, ("ET",))
                )
            if draw.random() < 0.5:
                clues.append(MadeClue("Un surveillant est présent dans la salle.", ClueKind.WATCHED))
        case "MSP" if draw.random() < 0.3:
            clues.append(MadeClue("Les parties peuvent s’organiser de façon distincte.", ClueKind.APART))
    return tuple(clues)


# One number altered.


def altered(seed: int) -> Alteration:
    """The alteration of that seed."""
    draw = seeded(f"altered {seed}")
    base = variant(draw.choice(VARIANTS))
    values, layout = base.values, replace(base.layout, footer_changes=None)
    values = replace(
        values,
        titre=_explained(values.titre),
        ccps=tuple(map(_explained, values.ccps)),
        ccss=tuple(map(_explained, values.ccss)),
    )
    kinds = tuple(_KINDS)
    return _KINDS[kinds[seed % len(kinds)]](draw, Variant(values, layout))


def original(alteration: Alteration) -> Variant:
    """The document before its number was altered."""
    values = alteration.variant.values
    plain = [
        replace(
            scope,
            printed_total=None,
            printed_presence=None,
            rows=tuple(replace(row, printed=None) for row in scope.rows),
        )
        for scope in values.scopes
    ]
    ccps = 1 + len(values.ccps)
    values = replace(values, titre=plain[0], ccps=tuple(plain[1:ccps]), ccss=tuple(plain[ccps:]))
    return Variant(values, replace(alteration.variant.layout, other_footer=None))


def _explained(scope: MadeScope) -> MadeScope:
    """The scope, its presence of the jury the candidat's time but for the questionnaire, something told of each row."""
    return replace(
        scope,
        presence=scope.total - sum(row.minutes or 0 for row in scope.rows if row.modalite == "QP"),
        rows=tuple(replace(row, more=row.more or _FILLER[:1]) for row in scope.rows),
    )


def _with(values: MadeRe, scope: MadeScope) -> MadeRe:
    def changed(scopes: tuple[MadeScope, ...]) -> tuple[MadeScope, ...]:
        return tuple(scope if s.id == scope.id else s for s in scopes)

    return replace(values, titre=changed((values.titre,))[0], ccps=changed(values.ccps), ccss=changed(values.ccss))


def _in_scope(
    draw: Random, base: Variant, alter: Callable[[Random, MadeScope, str], tuple[MadeScope, str]]
) -> Alteration:
    scope = draw.choice(base.values.scopes)
    unit = "mn" if base.layout.mn or base.layout.year is Year.Y2013 else "min"
    other, what = alter(draw, scope, unit)
    return Alteration(replace(base, values=_with(base.values, other)), what, scope.id)


def _other(draw: Random, minutes: int, *but: int) -> int:
    return draw.choice([m for d in (-60, -30, -10, -5, 5, 10, 30, 60) if (m := minutes + d) > 0 and m not in but])


def _swapped(draw: Random, minutes: int, unit: str) -> str:
    hours, rest = divmod(minutes, 60)
    exchanged = f"{hours:02} {unit} {rest:02} h"
    return exchanged if hours == rest else draw.choice((f"{rest:02} h {hours:02} {unit}", exchanged))


def _total(draw: Random, scope: MadeScope, unit: str) -> tuple[MadeScope, str]:
    printed = duration(_other(draw, scope.total), unit)
    return replace(scope, printed_total=printed), f"total {printed}"


def _total_unit(draw: Random, scope: MadeScope, unit: str) -> tuple[MadeScope, str]:
    printed = _swapped(draw, scope.total, unit)
    return replace(scope, printed_total=printed), f"total {printed}"


def _presence(draw: Random, scope: MadeScope, unit: str) -> tuple[MadeScope, str]:
    explained = [scope.presence - sum(row.parts[:1]) for row in scope.rows]
    printed = duration(_other(draw, scope.presence, *explained), unit)
    return replace(scope, printed_presence=printed), f"presence {printed}"


def _row_of(draw: Random, scope: MadeScope, printed: Callable[[int], str]) -> tuple[MadeScope, str]:
    rank = draw.choice([i for i, row in enumerate(scope.rows) if row.minutes])
    row = scope.rows[rank]
    assert row.minutes
    words = printed(row.minutes)
    rows = (*scope.rows[:rank], replace(row, printed=words), *scope.rows[rank + 1 :])
    return replace(scope, rows=rows), f"{row.modalite} {words}"


def _minutes(draw: Random, scope: MadeScope, unit: str) -> tuple[MadeScope, str]:
    return _row_of(draw, scope, lambda minutes: duration(_other(draw, minutes), unit))


def _minutes_unit(draw: Random, scope: MadeScope, unit: str) -> tuple[MadeScope, str]:
    return _row_of(draw, scope, lambda minutes: _swapped(draw, minutes, unit))


def _digit(draw: Random, text: str) -> str:
    place = draw.choice([i for i, c in enumerate(text) if c.isdigit()])
    return text[:place] + draw.choice([d for d in "123456789" if d != text[place]]) + text[place + 1 :]


def _footer(key: str) -> Callable[[Random, Variant], Alteration]:
    def alter(draw: Random, base: Variant) -> Alteration:
        printed = _digit(draw, getattr(base.values, key))
        return Alteration(
            replace(base, layout=replace(base.layout, other_footer=(key, printed))), f"{key} {printed}", ""
        )

    return alter


_KINDS: dict[str, Callable[[Random, Variant], Alteration]] = {
    "total": lambda draw, base: _in_scope(draw, base, _total),
    "duration": lambda draw, base: _in_scope(draw, base, _minutes),
    "unit of a total": lambda draw, base: _in_scope(draw, base, _total_unit),
    "unit of a duration": lambda draw, base: _in_scope(draw, base, _minutes_unit),
    "presence": lambda draw, base: _in_scope(draw, base, _presence),
    "code": _footer("code"),
    "millesime": _footer("millesime"),
}
