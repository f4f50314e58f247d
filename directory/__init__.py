"""Who holds which post, who stands in, and to whom a notice therefore goes.

A council imports its directory from a file (`disputes people import`); it rests in the
record's database as facts, none of which is ever changed: one ends, another begins.
"""
