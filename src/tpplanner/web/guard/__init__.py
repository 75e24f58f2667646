"""Who may speak to the page: this machine, this user, the browser that was opened; what outlives a server."""
