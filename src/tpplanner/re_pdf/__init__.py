"""A référentiel d'évaluation read from its own PDF: what it says, where, and what has to be asked."""
