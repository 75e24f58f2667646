"""A session as it is typed: its drafts, its lists, what it lacks, its workbook."""
