# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Découvrir tpplanner
#
# Lire un classeur, calculer son planning, le regarder, puis recommencer avec un changement : **que coûterait un jour de
# moins ? et l'absence d'un membre de jury ?** Tout passe par l'interface publique : `read_session`, `solve`, `check`,
# `frames`.
#
# Les classeurs du dossier `data` sont faits par `make examples`.

# %%
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import tpplanner
from tpplanner.domain.session import Plage

dossier = next(p for p in (Path("data"), Path("../data")) if p.is_dir())
lecture = tpplanner.read_session(dossier / "cda-12-candidats.xlsx")
session = lecture.session
f"{len(session.candidats)} candidats, {len(session.membres)} membres de jury, {len(session.jours)} jours possibles"

# %% [markdown]
# ## Calculer
#
# Le résultat est un planning et le compte rendu d'un contrôle indépendant : aucun manquement, et pour chaque niveau sa
# valeur, une borne, et si elle est prouvée.

# %%
resultat, rapport = tpplanner.solve(session, tpplanner.Budget(seconds=60))
assert rapport is not None and rapport.conforme
[(n.nom, n.valeur, n.borne, "prouvé" if n.prouve else "") for n in rapport.niveaux]

# %% [markdown]
# ## Regarder

# %%
tables = tpplanner.frames(session, resultat.plan)
tables["passages"].head(8)

# %% [markdown]
# La charge de chaque jury, en minutes devant les candidats et en travail propre :

# %%
travaux = tables["travaux"]
travaux.assign(minutes=(travaux["fin"] - travaux["debut"]).dt.total_seconds() / 60).pivot_table(
    index="jury", columns="nature", values="minutes", aggfunc="sum"
).fillna(0).astype(int)

# %% [markdown]
# ## Changer, et recommencer
#
# Un membre de jury n'est plus libre le premier jour : la session est immuable, on en fait une autre.

# %%
absent = session.membres[0]
jour = session.jours[0].date
journee = Plage(datetime.combine(jour, time(0)), datetime.combine(jour, time(23, 59)))
autre = replace(
    session,
    membres=tuple(
        replace(m, indisponibilites=(*m.indisponibilites, journee)) if m.id == absent.id else m for m in session.membres
    ),
)
resultat_2, rapport_2 = tpplanner.solve(autre, tpplanner.Budget(seconds=60))
assert rapport_2 is not None and rapport_2.conforme
{
    n.nom: (n.valeur, m.valeur)
    for n, m in zip(rapport.niveaux, rapport_2.niveaux, strict=True)
}

# %% [markdown]
# Et si un planning n'existe pas, on sait pourquoi :

# %%
un_jour = replace(session, jours=session.jours[:1], membres=session.membres[:4])
impossible, _ = tpplanner.solve(un_jour, tpplanner.Budget(seconds=30))
impossible
