"""Files on the disk: their names, where they go, and writing that harms nothing."""
