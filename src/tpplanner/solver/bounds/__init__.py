"""Dual bounds: patterns of one jury-day; columns, their program, its pricing; the master and its cuts; whole days."""
