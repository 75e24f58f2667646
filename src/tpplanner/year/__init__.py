"""The dates around a session, and the year: échéances, open days, its programmation, its sessions to plan."""
