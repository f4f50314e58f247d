"""The starter: how people and programs speak to disputes.

It asks and it tells; it does not do. Whatever has to happen is done by the worker, so
that it happens also when nobody is looking.

Modules of this room import Temporal, SQL and the settings inside the functions that
need them: `disputes --help` must not wait for them.
"""
