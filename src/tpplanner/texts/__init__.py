"""French for people: dates, durations, names, and how a rule or its breach is told."""
