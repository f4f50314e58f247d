"""Which ports are chosen."""

import socket
from collections.abc import Iterator

import pytest

from embedded.errors import PortTaken
from embedded.ports import ANY, HOST, USUAL, choose_ports


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.create_server((HOST, 0)) as other:
        yield other.getsockname()[1]


def test_a_taken_port_is_replaced_by_a_free_one_and_a_note_says_so(taken: int) -> None:
    ports = choose_ports({"ui": taken})

    assert ports.ui != taken
    assert ports.notes == (
        f"Port {taken} is taken, so the Temporal UI is at port {ports.ui}.",
    )


def test_a_free_port_that_is_wished_for_is_chosen_without_a_note() -> None:
    free = choose_ports(ANY).smtp

    ports = choose_ports({"smtp": free})

    assert ports.smtp == free
    assert ports.notes == ()


def test_no_two_parts_get_the_same_port() -> None:
    ports = choose_ports(ANY)

    chosen = {ports.temporal, ports.ui, ports.smtp, ports.inbox, ports.codec}
    assert len(chosen) == len(USUAL)


def test_taken_ports_that_were_asked_for_by_number_are_all_refused_at_once(
    taken: int,
) -> None:
    with socket.create_server((HOST, 0)) as another:
        also_taken = another.getsockname()[1]
        with pytest.raises(PortTaken) as refused:
            choose_ports(ANY, insist={"smtp": taken, "inbox": also_taken})

    assert f"Port {taken}, asked for the mail server, is in use" in str(refused.value)
    assert f"Port {also_taken}, asked for the inbox page" in str(refused.value)
