"""The search: construction of a first plan, the incumbent, the stages, replanning."""
