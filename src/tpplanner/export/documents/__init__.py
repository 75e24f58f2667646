"""The documents that people hold: one module each, which chooses what is told; its template says how it looks."""
