"""The page for the responsable de session: one HTML file that holds everything and asks nothing of the network.

`people` and `checks` say what it tells, `render` makes it by ``templates/page.html.jinja``.
"""
