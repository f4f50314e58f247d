"""The shelf: which procedures there are, and which is in force on a day.

A file is read when somebody first asks for it, and again when it has changed. A broken
file stands only in the way of its own council.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from domain.calendar import london_day, says_day
from domain.errors import ProcedureError
from domain.procedure import Procedure
from procedures.fault_words import nearest
from procedures.reader import read_procedure

SHIPPED = Path(__file__).parent
"""The folder of the procedures that come with the program."""

_Stamp = tuple[int, int]


class Shelf:
    """Procedures in one or two folders, each file named for the procedure in it.

    A procedure's name is its council's short name, a hyphen and a version:
    `west-sussex-2020-06` in `west-sussex-2020-06.yaml`.
    """

    def __init__(self, folder: Path = SHIPPED, extra: Path | None = None) -> None:
        """Look in `folder`, and in `extra` where a council keeps its own."""
        self._folders = (folder, *([extra] if extra else []))
        self._read: dict[Path, tuple[_Stamp, Procedure]] = {}

    def named(self, name: str) -> Procedure:
        """Return the version of that name.

        Raises:
            ProcedureError: There is none, or its file cannot be run.
        """
        return self._take(self.path_of(name))

    def in_force(self, authority: str, at: datetime) -> Procedure:
        """Return the version under which `authority` raises disputes at `at`.

        Of those in force on the London day of `at`, the one that came into force last.

        Args:
            authority: Short name of the council: `west-sussex`.
            at: Aware, in any zone.

        Raises:
            ProcedureError: The council is not known, none is in force on that day, two
                came into force on the same day, or one of its files cannot be run.
        """
        day = london_day(at)
        versions = self.versions(authority)
        if not versions:
            raise ProcedureError([self._unknown_authority(authority)])
        in_force = [one for one in versions if one.is_in_force_on(day)]
        if not in_force:
            raise ProcedureError([_none_in_force(authority, versions, day)])
        newest = max(one.in_force_from for one in in_force)
        return _only(
            authority, [one for one in in_force if one.in_force_from == newest]
        )

    def versions(self, authority: str) -> tuple[Procedure, ...]:
        """Return every version of one council, oldest first.

        Raises:
            ProcedureError: One of its files cannot be run.
        """
        paths = (p for p in self._paths() if p.stem.startswith(f"{authority}-"))
        # `sussex-` also begins the files of a council called `sussex-east`.
        taken = (one for one in self._take_all(paths) if one.authority == authority)
        return tuple(sorted(taken, key=lambda one: (one.in_force_from, one.name)))

    def stages_by_authority(self, *others: Procedure) -> dict[str, set[int]]:
        """Return the numbers of every council's stages; a broken file is passed over.

        Args:
            others: Procedures that lie elsewhere and are to be counted too.
        """
        known = list(others)
        for name in self.names():
            with suppress(ProcedureError):
                known.append(self.named(name))
        numbers: dict[str, set[int]] = {}
        for one in known:
            found = numbers.setdefault(one.authority, set())
            found.update(stage.number for stage in one.stages())
        return numbers

    def all(self) -> tuple[Procedure, ...]:
        """Return every procedure, by name.

        Raises:
            ProcedureError: With every fault of every file.
        """
        return self._take_all(self._paths())

    def names(self) -> tuple[str, ...]:
        """Return the name of every file, whether it can be run or not."""
        return tuple(path.stem for path in self._paths())

    def path_of(self, name: str) -> Path:
        """Return the file of the version of that name.

        Raises:
            ProcedureError: There is none, or it is in both folders.
        """
        paths = [path for path in self._paths() if path.stem == name]
        if not paths:
            known = _nearest_first(name, self.names())
            raise ProcedureError([f"No procedure is called {name!r}; {known}"])
        if len(paths) > 1:
            raise ProcedureError(
                [f"{name} is there twice, as {paths[0]} and {paths[1]}; keep one."]
            )
        return paths[0]

    def _paths(self) -> list[Path]:
        found = (path for folder in self._folders for path in folder.glob("*.yaml"))
        return sorted(found, key=lambda path: (path.stem, str(path)))

    def _take_all(self, paths: Iterable[Path]) -> tuple[Procedure, ...]:
        taken: list[Procedure] = []
        faults: list[str] = []
        for path in paths:
            try:
                taken.append(self._take(path))
            except ProcedureError as error:
                faults += error.faults
        if faults:
            raise ProcedureError(faults)
        return tuple(taken)

    def _take(self, path: Path) -> Procedure:
        stamp = _stamp(path)
        kept = self._read.get(path)
        if kept is None or kept[0] != stamp:
            procedure = read_procedure(path)
            faults = [f"{path}:1: {says}" for says in misnamed(path, procedure)]
            if faults:
                raise ProcedureError(faults)
            kept = self._read[path] = (stamp, procedure)
        return kept[1]

    def _unknown_authority(self, authority: str) -> str:
        known = set()
        for path in self._paths():
            try:
                known.add(self._take(path).authority)
            except ProcedureError:
                continue  # It is refused when somebody asks for that council.
        return f"No council is called {authority!r}; {_nearest_first(authority, known)}"


def _stamp(path: Path) -> _Stamp:
    """Changes with the file; a file that went away is said by the reader."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


def misnamed(path: Path, procedure: Procedure) -> Iterator[str]:
    """Yield why the shelf does not find a procedure under its name, in sentences."""
    if path.suffix != ".yaml":
        yield f"the file must end with .yaml; call it {procedure.name}.yaml."
    elif procedure.name != path.stem:
        yield (
            f"holds the procedure {procedure.name!r}; call the file"
            f" {procedure.name}.yaml, or write `name: {path.stem}`."
        )
    if not procedure.name.startswith(f"{procedure.authority}-"):
        yield (
            f"the name {procedure.name!r} must begin with the council's short name, as"
            f" in {procedure.authority}-2026-01."
        )


def _none_in_force(authority: str, versions: tuple[Procedure, ...], day: date) -> str:
    told = "; ".join(_when(one) for one in versions)
    return f"{authority} has no procedure in force on {says_day(day)}: {told}."


def _when(procedure: Procedure) -> str:
    until = procedure.in_force_until
    return (
        f"{procedure.name} ({procedure.status.value}) from"
        f" {says_day(procedure.in_force_from)}"
        + (f" until {says_day(until)}" if until else "")
    )


def _only(authority: str, newest: list[Procedure]) -> Procedure:
    if len(newest) > 1:
        names = " and ".join(one.name for one in newest)
        fault = (
            f"{authority} has two procedures in force from"
            f" {says_day(newest[0].in_force_from)}, {names}; give one of them"
            " `in_force_until`, `status: retired` or another `in_force_from`."
        )
        raise ProcedureError([fault])
    return newest[0]


def _nearest_first(name: str, known: Iterable[str]) -> str:
    others = sorted(set(known))
    near = nearest(name, others)
    if near:
        others.remove(near)
        return f"did you mean {near!r}?" + (
            f" Others are {', '.join(others)}." if others else ""
        )
    return f"there are {', '.join(others)}." if others else "there are none yet."
