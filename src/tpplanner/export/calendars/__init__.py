"""Calendars of a plan: who has what in his, in `events`; how a file of it is written, in `ics`."""
