"""A day as a picture: an SVG drawn from the boxes of `export.frise`, by pure functions.

`days` says which pictures there are of a session, for whom; `drawing` draws one; `palette` colours them.
"""
