"""A day of a planning drawn along its hours: which bars there are, where each stands, what each is called."""
