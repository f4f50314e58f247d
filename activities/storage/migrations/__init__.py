"""How the tables came to be, one numbered step a file in `versions/`.

A step once released is never edited: write the next one by hand and change `schema.py`
with it; a test compares the two on both databases. A step that rebuilds `entries`
(`op.batch_alter_table` on SQLite) must put its triggers back.
"""
