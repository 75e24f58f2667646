"""Searches in child processes: what they do, what they tell."""
