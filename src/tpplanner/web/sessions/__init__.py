"""Sessions as files, what each of them is now, and the cards that tell it."""
