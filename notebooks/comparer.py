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
# # Comparer deux plannings
#
# Deux plannings justes ne se valent pas. Ici, la même session calculée deux fois : d'abord avec les priorités
# habituelles (les membres de jury d'abord), puis en mettant **l'attente des candidats** avant tout le reste. On les juge
# ensuite à la même aune : `check` relit n'importe quel planning et le mesure.
#
# Les classeurs du dossier `data` sont faits par `make examples`.

# %%
from dataclasses import replace
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

import tpplanner
from tpplanner.domain.reglages import Niveau, Terme

dossier = next(p for p in (Path("data"), Path("../data")) if p.is_dir())
grande = tpplanner.read_session(dossier / "dwwm-30-candidats.xlsx").session
session = replace(grande, jours=grande.jours[:1], candidats=grande.candidats[4:7], membres=grande.membres[:4], liens=())
budget = tpplanner.Budget(seconds=60, workers=1)

# %%
habituel, _ = tpplanner.solve(session, budget)
candidats_d_abord = replace(
    session.reglages, niveaux=(Niveau("1", (Terme("attente"),)), Niveau("2", (Terme("journees_membre"),)))
)
autre, _ = tpplanner.solve(replace(session, reglages=candidats_d_abord), budget)
plannings = {"habituel": habituel.plan, "candidats d'abord": autre.plan}

# %% [markdown]
# ## Les regarder

# %%
tpplanner.show(session, plannings["habituel"])

# %%
tpplanner.show(session, plannings["candidats d'abord"])

# %% [markdown]
# ## Les mesurer
#
# Les mêmes mesures pour les deux, sur la session d'origine. Aucun des deux ne manque à une règle.

# %%
rapports = {nom: tpplanner.check(session, plan) for nom, plan in plannings.items()}
assert all(rapport.conforme for rapport in rapports.values())
mesures = pd.DataFrame({nom: {m.regle: m.valeur for m in rapport.mesures} for nom, rapport in rapports.items()})
mesures.assign(différence=mesures.iloc[:, 1] - mesures.iloc[:, 0])


# %% [markdown]
# ## Qui attend ?
#
# L'attente de chaque candidat : le temps entre son arrivée à la première épreuve et la fin de la dernière, moins ses
# épreuves (la pause de midi y compte ici).


# %%
def attente(plan):
    passages = tpplanner.frames(session, plan)["passages"]
    par_candidat = passages.groupby("candidat")
    sur_place = (par_candidat["fin"].max() - par_candidat["debut"].min()).dt.total_seconds() / 60
    return sur_place - par_candidat["minutes"].sum()


attentes = pd.DataFrame({nom: attente(plan) for nom, plan in plannings.items()})
attentes

# %%
figure, axes = plt.subplots(1, 2, figsize=(11, 3.2))
attentes.plot.barh(ax=axes[0])
axes[0].set(title="Temps sans épreuve, par candidat", xlabel="minutes", ylabel="")
mesures.loc[["journees_membre"]].T.plot.bar(ax=axes[1], legend=False, rot=0)
axes[1].set(title="Journées de membre de jury")
figure.tight_layout()

# %% [markdown]
# Le choix n'est pas celui de l'ordinateur : les niveaux et leurs poids se règlent dans la feuille *Réglages*.
