"""The page on the responsable's own machine: what the commands do, without a terminal.

A server on 127.0.0.1 alone; sessions are folders of files, which are the truth; a search runs in a child process.
"""
