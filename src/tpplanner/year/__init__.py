"""The dates around sessions: échéances, working days, delays counted in days, months and years."""
