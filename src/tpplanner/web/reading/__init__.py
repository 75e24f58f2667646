"""Whatever a person gives is read here: in child processes with limits, one a file, each read once."""
