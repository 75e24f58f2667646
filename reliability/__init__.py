"""What tpplanner promises to hold, tried by campaigns of thousands of cases: `make fiabilite`, docs/fiabilite.md."""
