"""Every line of `domain/` is changed, one at a time, to see whether a test notices.

`make mutants` takes about an hour and a half on two cores: mutmut makes the changes and
runs the tests that reach each; what no test noticed is read here, held against
`explained.py`, and written to `docs/mutants.md`. It ends with 1 where a change lives
that nobody has explained.
"""
