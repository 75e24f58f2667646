"""Whether some of a year's requirements, without the others, can hold together."""

from collections.abc import Collection

from ortools.sat.python import cp_model

from tpplanner.domain.annee import Annee
from tpplanner.domain.outcome import Requirement
from tpplanner.solver.annee.constraints import post_all
from tpplanner.solver.annee.model import YearModel
from tpplanner.solver.posting import Poster
from tpplanner.solver.run import FOUND, Budget, Clock, run


class Trials:
    """A year whose requirements can each be left out; every trial is a search of its own."""

    def __init__(self, annee: Annee, budget: Budget) -> None:
        self._year = YearModel(annee)
        self._post = Poster(self._year.model, guarded=True)
        post_all(self._year, self._post)
        self._clock = Clock(budget, strong=False)

    @property
    def requirements(self) -> list[Requirement]:
        """All of them."""
        return list(self._post.guards)

    def refutes(self, kept: Collection[Requirement], seconds: float) -> bool | None:
        """Whether these alone cannot hold together; None where it was not settled in the time."""
        model = self._year.model.clone()
        for requirement, guard in self._post.guards.items():
            model.add(model.get_bool_var_from_proto_index(guard.index) == (requirement in kept))
        _, status = run(model, self._clock, seconds)
        if status == cp_model.INFEASIBLE:
            return True
        return False if status in FOUND else None
