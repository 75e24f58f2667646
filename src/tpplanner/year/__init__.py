"""The dates around sessions: échéances, working days, delays; a year proposed, and its sessions to plan."""
