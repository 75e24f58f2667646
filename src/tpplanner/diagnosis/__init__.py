"""Why there is no plan: what counting proves, and which rules cannot hold together."""
