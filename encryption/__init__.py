"""Safety on the wire: what leaves this process is sealed, and who may open it.

    keyring.py    the keys, the file they live in, seal and open
    key_file.py   the form of that file, and its one reader (key_writing.py: writer)
    codec.py      seals every payload that goes to the Temporal server
    endpoint.py   opens payloads for the Temporal UI and the `temporal` command
    access.py     who may ask that endpoint; endpoint_settings.py: how it is opened
    serving.py    serves it over HTTP
    errors.py     what this room refuses

The Temporal server stores whatever it is sent, in plain sight of its operators and its
backups. So everything that a person wrote is sealed before it leaves (AES-256-GCM), and
only holders of the key ring can read it. Never sealed, by Temporal's design: workflow
ids, search attributes, the names of signals and activities, and the *type* of a
failure; these therefore hold reference numbers and codes only.

This room knows nothing of disputes; of ours it imports `domain.errors` only.
"""
