"""Dual bounds: patterns of one jury-day, columns, the restricted master and its pricing, whole days counted."""
