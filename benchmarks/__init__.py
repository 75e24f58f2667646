"""Measuring tpplanner: a family of sessions known to have a plan, what a solve takes, and peers on the same work."""
