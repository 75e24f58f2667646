"""The model of the rules: a session compiled, its variables, its constraints, its costs, and a solution read back."""
