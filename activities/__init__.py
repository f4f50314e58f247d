"""What touches the world: mail, the record in SQL, and the files of procedures.

Each activity does one thing for whoever asks and may be repeated without harm. Nothing
here decides: rules live in `domain`, the order of events in `workflows`.
"""
