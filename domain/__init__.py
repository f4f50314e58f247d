"""What a dispute is, and what follows from what: pure rules.

Nothing in this room reads a clock, a file, a database or the environment, and nothing
imports anything but the standard library and pydantic. Every rule is told the time.
"""
