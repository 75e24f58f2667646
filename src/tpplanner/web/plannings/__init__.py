"""A planning shown, changed by hand, and changed on the day itself."""
