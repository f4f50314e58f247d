"""What a mail address may look like here."""

import re

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(\.{_ATOM})*@({_LABEL}\.)+{_LABEL}")
_LONGEST = 254  # RFC 5321, section 4.5.3.1.3, less its angle brackets


def plausible(address: str) -> str:
    """Return `address` if it is one plain address.

    Line breaks and the like never pass: an address becomes a header of the mail.

    Raises:
        ValueError: It is not, with what to write instead; the address is not repeated.
    """
    if len(address) > _LONGEST or not _ADDRESS.fullmatch(address):
        raise ValueError("is not one plain address; write it as pm3@anyshire.example")
    return address
