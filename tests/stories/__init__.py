"""Whole stories, read aloud: every entry, every letter, every date, as people see them.

A story is a function that lets things happen; what the rules make of it stands beside it
in `read/`, and was proof-read. A word that changes anywhere shows there as a difference:
look at it, then write the readings anew with `python -m tests.stories`.
"""
