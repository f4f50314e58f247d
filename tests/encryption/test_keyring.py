"""What is sealed opens for us alone, for ever, and only for what it was sealed for."""

import json
import os
import stat
from base64 import b64encode
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encryption import key_writing, keyring
from encryption.key_file import Keys
from encryption.keyring import (
    KeyRing,
    KeyRingMissing,
    KeyRingRefused,
    NotOurs,
    UnknownKey,
)

ABOUT = b"a test"
ONE_KEY = b64encode(bytes(range(32))).decode()
posix_only = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


def _write(path: Path, what: Any) -> None:
    path.write_text(what if isinstance(what, str) else json.dumps(what))
    path.chmod(0o600)


def test_what_is_sealed_opens_to_what_it_was(ring: KeyRing) -> None:
    sealed = ring.seal(b"Marigold disagrees", ABOUT)

    assert b"Marigold" not in sealed
    assert ring.open(sealed, ABOUT) == b"Marigold disagrees"


def test_the_same_words_never_look_the_same_twice(ring: KeyRing) -> None:
    assert len({ring.seal(b"again", ABOUT) for _ in range(100)}) == 100


def test_what_was_sealed_for_one_purpose_does_not_open_for_another(
    ring: KeyRing,
) -> None:
    sealed = ring.seal(b"row 1", b"dispute 1")

    with pytest.raises(NotOurs):
        ring.open(sealed, b"dispute 2")


def test_no_altered_byte_goes_unnoticed(ring: KeyRing) -> None:
    sealed = ring.seal(b"due on Friday", ABOUT)

    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises((NotOurs, UnknownKey)):
            ring.open(bytes(altered), ABOUT)


def test_nothing_shorter_than_what_was_sealed_opens(ring: KeyRing) -> None:
    sealed = ring.seal(b"", ABOUT)

    for length in range(len(sealed)):
        with pytest.raises(NotOurs):
            ring.open(sealed[:length], ABOUT)


_RING = KeyRing(Keys("a", {"a": bytes(32)}))


@given(st.binary())
def test_any_bytes_at_all_are_refused_and_not_stumbled_over(anything: bytes) -> None:
    with pytest.raises((NotOurs, UnknownKey)):
        _RING.open(anything, ABOUT)


@given(st.binary(), st.binary())
def test_anything_may_be_sealed_for_any_purpose(plain: bytes, about: bytes) -> None:
    assert _RING.open(_RING.seal(plain, about), about) == plain


def test_an_unknown_key_is_named(ring: KeyRing, strangers_ring: KeyRing) -> None:
    sealed = strangers_ring.seal(b"psst", ABOUT)

    with pytest.raises(UnknownKey, match=strangers_ring.current) as refusal:
        ring.open(sealed, ABOUT)
    assert refusal.value.key_id == strangers_ring.current


def test_a_strangers_key_under_our_key_id_does_not_open_ours(tmp_path: Path) -> None:
    ours = KeyRing.create(tmp_path / "ours.json")
    theirs = KeyRing.create(tmp_path / "theirs.json")
    assert ours.current == theirs.current

    with pytest.raises(NotOurs):
        theirs.open(ours.seal(b"ours", ABOUT), ABOUT)


def test_an_old_key_still_opens_after_a_rotation(
    ring: KeyRing, keys_file: Path
) -> None:
    sealed = ring.seal(b"of last year", ABOUT)

    name = KeyRing.rotate(keys_file)

    rotated = KeyRing.read(keys_file)
    assert rotated.open(sealed, ABOUT) == b"of last year"
    assert rotated.current == name != ring.current
    assert not rotated.is_current(sealed)
    assert rotated.is_current(rotated.seal(b"of this year", ABOUT))


def test_a_ring_in_use_learns_of_a_rotation_when_it_first_meets_the_new_key(
    ring: KeyRing, keys_file: Path
) -> None:
    name = KeyRing.rotate(keys_file)
    sealed = KeyRing.read(keys_file).seal(b"sealed elsewhere", ABOUT)

    assert ring.open(sealed, ABOUT) == b"sealed elsewhere"
    assert ring.current == name


def test_a_ring_in_use_keeps_its_keys_when_its_file_is_spoilt(
    ring: KeyRing, strangers_ring: KeyRing, keys_file: Path
) -> None:
    sealed = ring.seal(b"kept", ABOUT)
    keys_file.write_text("spoilt")

    with pytest.raises(UnknownKey):
        ring.open(strangers_ring.seal(b"psst", ABOUT), ABOUT)
    assert ring.open(sealed, ABOUT) == b"kept"


def test_an_existing_file_is_never_overwritten(ring: KeyRing, keys_file: Path) -> None:
    before = keys_file.read_bytes()

    with pytest.raises(KeyRingRefused, match="already"):
        KeyRing.create(keys_file)
    assert keys_file.read_bytes() == before
    assert ring.current


@posix_only
def test_a_new_file_is_for_its_owner_alone(ring: KeyRing, keys_file: Path) -> None:
    assert stat.S_IMODE(keys_file.stat().st_mode) == 0o600
    assert KeyRing.read(keys_file, must_be_private=True).current == ring.current


@posix_only
@pytest.mark.parametrize("mode", [0o604, 0o602, 0o620, 0o666])
@pytest.mark.usefixtures("ring")
def test_a_file_open_to_others_is_refused_only_where_it_must_be_private(
    keys_file: Path, mode: int
) -> None:
    keys_file.chmod(mode)

    with pytest.raises(KeyRingRefused, match="chmod 600"):
        KeyRing.read(keys_file, must_be_private=True)
    assert KeyRing.read(keys_file).current


@posix_only
@pytest.mark.usefixtures("ring")
def test_a_rotation_keeps_the_mode_that_the_file_had(keys_file: Path) -> None:
    keys_file.chmod(0o640)

    KeyRing.rotate(keys_file, must_be_private=True)

    assert stat.S_IMODE(keys_file.stat().st_mode) == 0o640


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
)
@pytest.mark.usefixtures("ring")
def test_a_rotation_by_root_leaves_the_file_to_the_service_that_owns_it(
    keys_file: Path,
) -> None:
    os.chown(keys_file, 12345, 54321)

    KeyRing.rotate(keys_file)

    after = keys_file.stat()
    assert (after.st_uid, after.st_gid) == (12345, 54321)


@posix_only
@pytest.mark.usefixtures("ring")
def test_a_rotation_follows_a_link_to_the_real_file(
    keys_file: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(keys_file)

    name = KeyRing.rotate(link)

    assert link.is_symlink()
    assert KeyRing.read(keys_file).current == name


def test_a_rotation_that_breaks_off_leaves_the_old_file_and_no_litter(
    ring: KeyRing, keys_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KeyRingRefused, match="No space left"):
        KeyRing.rotate(keys_file)

    assert KeyRing.read(keys_file).key_ids == ring.key_ids
    assert [path.name for path in keys_file.parent.iterdir()] == [keys_file.name]


def test_a_second_rotation_at_the_same_moment_is_refused(
    ring: KeyRing, keys_file: Path
) -> None:
    with (
        key_writing.Replacement(keys_file),
        pytest.raises(KeyRingRefused, match="another rotation"),
    ):
        KeyRing.rotate(keys_file)

    assert KeyRing.read(keys_file).key_ids == ring.key_ids


@pytest.mark.usefixtures("ring")
def test_every_rotation_adds_one_key_and_loses_none(keys_file: Path) -> None:
    rings = [KeyRing.read(keys_file).key_ids]
    for _ in range(3):
        KeyRing.rotate(keys_file)
        rings.append(KeyRing.read(keys_file).key_ids)

    assert all(later[:-1] == earlier for earlier, later in pairwise(rings))


def test_key_ids_go_through_the_alphabet_of_their_month() -> None:
    taken: list[str] = []
    for _ in range(28):
        taken.append(keyring._new_id(taken, date(2026, 11, 23)))

    assert taken[:2] == ["2026-11-a", "2026-11-b"]
    assert taken[25:] == ["2026-11-z", "2026-11-aa", "2026-11-ab"]


def test_a_missing_file_is_named_with_the_command_that_makes_one(
    keys_file: Path,
) -> None:
    with pytest.raises(KeyRingMissing, match="`disputes keys create`") as refusal:
        KeyRing.read(keys_file)

    assert str(keys_file) in str(refusal.value)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("{", "not JSON at line 1, column 2"),
        ("[]", "not a key ring"),
        ({"keys": {"a": ONE_KEY}}, "not a key ring"),
        ({"current": "a", "keys": []}, "not a key ring"),
        ({"current": "a", "keys": {}}, "not among its keys"),
        ({"current": "b", "keys": {"a": ONE_KEY}}, "names 'b' as its current key"),
        ({"current": "a", "keys": {"a": "c2hvcnQ="}}, "has 5 bytes, not 32"),
        ({"current": "a", "keys": {"a": "!"}}, "'a' is not base64"),
        ({"current": "a", "keys": {"a": 7}}, "'a' is not base64"),
        ({"current": "A b", "keys": {"A b": ONE_KEY}}, "a name is up to 63"),
        ({"current": "a", "keys": {"a": ONE_KEY}, "kyes": {}}, "unknown entry 'kyes'"),
        (f'{{"current": "a", "keys": {{"a": "{ONE_KEY}", "a": ""}}}}', "'a' twice"),
        ("[" * 100_000, "not JSON|nested too deeply"),
    ],
)
def test_a_file_that_is_no_key_ring_is_refused_in_a_sentence(
    keys_file: Path, what: Any, said: str
) -> None:
    _write(keys_file, what)

    with pytest.raises(KeyRingRefused, match=said) as refusal:
        KeyRing.read(keys_file)
    assert ONE_KEY not in str(refusal.value)


def test_everything_wrong_with_a_file_is_said_at_once(keys_file: Path) -> None:
    _write(keys_file, {"current": "x", "keys": {"a": "!", "b": "c2hvcnQ="}, "more": 1})

    with pytest.raises(KeyRingRefused) as refusal:
        KeyRing.read(keys_file)
    assert len(refusal.value.faults) == 4


def test_a_key_in_the_place_of_a_name_is_not_repeated(keys_file: Path) -> None:
    _write(keys_file, {"current": ONE_KEY, "keys": {ONE_KEY: "short"}, ONE_KEY: 1})

    with pytest.raises(KeyRingRefused) as refusal:
        KeyRing.read(keys_file)
    assert ONE_KEY not in str(refusal.value)


def test_a_ring_shown_in_a_log_shows_no_key(ring: KeyRing, keys_file: Path) -> None:
    key = json.loads(keys_file.read_text())["keys"][ring.current]

    assert key not in repr(ring)
    assert "bytes" not in repr(Keys("a", {"a": b"bytes"}))
