"""A planning that changes: an event is a new session with a reference plan, which goes down the same street."""
