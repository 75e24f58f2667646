"""What comes out: tables for data people, Excel files.

Excel: `tpplanner.export.excel` (`write_planning`, `write_affichage`); tables: `tpplanner.export.tables.frames`. Both
load heavy libraries, hence are imported by those who call them, when they do.
"""
