"""What each command does: a module a command, from files to an answer. How it is asked is `cli`'s and `web`'s.

A command reads, sets the other plannings of the centre beside, plans or says why not, judges, writes, and answers what
came of it; nothing is printed. What several of them take:

- `out`: the file to write; by default beside the one that is read, never over it;
- `budget`: how long to search, and the event that stops it: the best that is found by then is kept;
- `referentiel`: the centre's own, TOML or a filled sheet; `avec`: other plannings, whose people and rooms are busy;
- `affichage`: how the poster names candidats, as in `write_excel`;
- `follower`: who hears, while it goes on, what is to be known of what was read, and how far the search is.

They raise WorkbookRefused, with all that is wrong with what was read, CannotWrite, before it is read where that is
known, and Misused for what makes no sense of it; where there is more, they say so.
"""
