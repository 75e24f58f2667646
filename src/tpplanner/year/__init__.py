"""The dates around sessions: the year's open days, its programmation proposed and checked, its sessions to plan."""
