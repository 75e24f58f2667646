"""The référentiels shipped with tpplanner, one TOML per titre and millésime, and their loader."""
