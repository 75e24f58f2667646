"""From a session to an optimal plan, by CP-SAT."""
