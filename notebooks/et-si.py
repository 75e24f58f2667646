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
# # Et si ?
#
# Ce que changent les moyens : **plus de candidats, une pause plus courte, un membre de jury en moins**. On calcule le
# planning de chaque variante et on compare ce qu'il coûte. Une petite session suffit pour le voir en quelques secondes ;
# la vôtre se met à la place en changeant une ligne.
#
# Les classeurs du dossier `data` sont faits par `make examples`.

# %%
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

import tpplanner
from tpplanner.domain.session import Lien, Plage

dossier = next(p for p in (Path("data"), Path("../data")) if p.is_dir())
grande = tpplanner.read_session(dossier / "dwwm-30-candidats.xlsx").session
jour = grande.jours[0]
matinee_seulement = Plage(datetime.combine(jour.date, time(12)), datetime.combine(jour.date, time(23, 59)))


# %% [markdown]
# La session : un jour, deux jurys possibles. AUBRY et BRIAND sont libres toute la journée, CARADEC le matin seulement,
# DELMAS est de la famille d'une candidate.


# %%
def petite(candidats=4):
    """Les premiers candidats de la session de 30, devant ses quatre premiers membres, en un jour."""
    membres = list(grande.membres[:4])
    membres[2] = replace(membres[2], indisponibilites=(matinee_seulement,))
    gardes = grande.candidats[4 : 4 + candidats]
    return replace(
        grande,
        jours=(jour,),
        candidats=gardes,
        membres=tuple(membres),
        liens=(Lien(gardes[0].id, membres[3].id, "famille"),),
    )


def calculer(session):
    """Le coût de son planning, niveau par niveau ; rien s'il n'y en a pas."""
    _, rapport = tpplanner.solve(session, tpplanner.Budget(seconds=60, workers=1))
    if rapport is None:
        return {}
    mesures = {m.regle: m.valeur for m in rapport.mesures}
    return {
        "journées de membre": mesures["journees_membre"],
        "présence des jurys (min)": mesures["presence_jury"],
        "attente des candidats (min)": mesures["attente"],
    }


base = petite()
planning, rapport = tpplanner.solve(base, tpplanner.Budget(seconds=60, workers=1))
assert rapport is not None and rapport.conforme
tpplanner.show(base, planning.plan)

# %% [markdown]
# ## Combien de candidats pour combien de membres ?
#
# Les journées de membre ne croissent pas candidat par candidat, mais par marches : un jury plein, puis un deuxième jury.

# %%
par_nombre = pd.DataFrame({n: calculer(petite(n)) for n in (2, 3, 4, 5)}).T
par_nombre

# %%
figure, axes = plt.subplots(1, 2, figsize=(10, 3.2))
axes[0].step(par_nombre.index, par_nombre["journées de membre"], where="mid", marker="o")
axes[0].set(title="Ce que coûte un candidat de plus", xlabel="candidats", ylabel="journées de membre", ylim=(0, None))
axes[1].bar(par_nombre.index, par_nombre["présence des jurys (min)"] / par_nombre.index)
axes[1].set(title="Présence du jury par candidat", xlabel="candidats", ylabel="minutes")
for axe in axes:
    axe.set_xticks(par_nombre.index)
figure.tight_layout()

# %% [markdown]
# ## Une pause plus courte ?
#
# Elle ne fait pas gagner une journée de membre ; elle fait attendre un peu moins les candidats de l'après-midi.


# %%
def avec_pause(minutes):
    return replace(base, reglages=replace(base.reglages, pause_jury=minutes))


par_pause = pd.DataFrame({minutes: calculer(avec_pause(minutes)) for minutes in (30, 45, 60)}).T
par_pause

# %%
figure, axe = plt.subplots(figsize=(5, 3))
axe.plot(par_pause.index, par_pause["attente des candidats (min)"], marker="o")
axe.set(
    title="Attente selon la pause du jury", xlabel="pause (min)", ylabel="attente totale (min)", xticks=par_pause.index
)
figure.tight_layout()

# %% [markdown]
# ## Quel membre compte le plus ?
#
# On retire chacun à son tour : ce que le planning coûte de plus est ce que vaut sa présence. Ceux qui ne coûtent rien
# peuvent être libérés ; pour les autres, prévoyez un remplaçant.

# %%
deux = petite(2)


def sans(membre):
    return replace(
        deux,
        membres=tuple(m for m in deux.membres if m.id != membre.id),
        liens=tuple(lien for lien in deux.liens if lien.membre != membre.id),
    )


avec_tous = calculer(deux)
sans_chacun = pd.DataFrame({m.nom: calculer(sans(m)) for m in deux.membres}).T
surcout = sans_chacun - pd.Series(avec_tous)
surcout

# %%
figure, axe = plt.subplots(figsize=(6, 2.6))
axe.barh(surcout.index, surcout["journées de membre"])
axe.set(title="Sans ce membre : journées de membre en plus", xlabel="journées de membre", xticks=(0, 1, 2))
axe.invert_yaxis()
figure.tight_layout()
