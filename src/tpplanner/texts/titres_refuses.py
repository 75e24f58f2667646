"""The titres that are known and not shipped, each with its reason."""

from dataclasses import dataclass

_SOURCES = (
    "les sources lues se contredisent sur ses épreuves ou leurs durées : {detail}. Demandez le RE en vigueur, puis "
    "saisissez-le avec « tpplanner titres nouveau »."
)
_TRANSPORT = (
    "ses durées ne sont dans aucune source lue, et son jury change selon l'épreuve et le candidat (inspecteur seul, "
    "ou avec des professionnels), ce que tpplanner ne sait pas planifier."
)


@dataclass(frozen=True, slots=True)
class TitreRefuse:
    """A titre (or a kind of session) that tpplanner knows and does not plan; `raison` says why, as a sentence's end."""

    sigle: str
    intitule: str
    raison: str
    codes: tuple[str, ...] = ()
    transport: bool = False


TITRES_REFUSES = (
    TitreRefuse(
        "ARH",
        "Assistant ressources humaines",
        _SOURCES.format(detail="le millésime (03 ou 04) et les durées de ses épreuves ne sont pas sûrs"),
        ("TP-01284",),
    ),
    TitreRefuse(
        "CCS",
        "Certificat complémentaire de spécialisation",
        "les sessions CCS ne sont pas prises en charge : leurs épreuves n'ont pas été lues.",
    ),
    TitreRefuse("CTCR", "Conducteur de transport en commun sur route", _TRANSPORT, ("TP-00071",), transport=True),
    TitreRefuse("CTRMP", "Conducteur du transport routier de marchandises sur porteur", _TRANSPORT, transport=True),
    TitreRefuse("CTRMTV", "Conducteur du transport routier de marchandises tous véhicules", _TRANSPORT, transport=True),
    TitreRefuse(
        "FPA",
        "Formateur professionnel d'adultes",
        _SOURCES.format(
            detail="questionnement à partir de production(s) de 1 h 35 ou de 1 h 45, entretien final de 10 ou 20 min"
        ),
        ("TP-00350",),
    ),
    TitreRefuse(
        "NTC",
        "Négociateur technico-commercial",
        _SOURCES.format(detail="4 h d'épreuves en tout selon l'une, plus de 8 h selon l'autre"),
        ("TP-00338",),
    ),
    TitreRefuse(
        "TSSR",
        "Technicien supérieur systèmes et réseaux",
        _SOURCES.format(detail="mise en situation de 2 h 30 selon l'une, de 45 min selon d'autres"),
    ),
)
"""In the order of their sigles."""
