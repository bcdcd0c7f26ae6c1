"""Reads a dossier file, or a directory of them, and says everything that is wrong with it at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import IO, Any, Final

from options.bundle import faults
from options.bundle.checks import check_document, listed
from options.bundle.document import FILE_MAX, MIB, Document
from options.bundle.events import Refused
from options.bundle.faults import Fault, Faults, Problem
from options.bundle.parse import parse

SUFFIXES: Final = (".yaml", ".yml", ".json")

Files = dict[faults.Path, str]


def load(source: Path | str | bytes | IO[Any]) -> Document:
    """The dossier that a file, a directory, bytes or an open stream holds; a `str` is a path. Raises Faults.

    A directory's files are read by name; lists of the same top-level key are joined, and a fault's path counts
    through the joined list and names the file.
    """
    raw, files, problems = _merged(list(_parts(source)))
    if found := listed([*problems, *check_document(raw)], files):
        raise Faults(found)
    return Document.model_validate(raw)


def _parts(source: Path | str | bytes | IO[Any]) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each file; no name when there is only one."""
    if isinstance(source, bytes):
        yield "", source
    elif isinstance(source, str | Path):
        yield from _from_disk(Path(source))
    else:
        read = source.read(FILE_MAX + 1)
        yield "", read.encode("utf-8", "surrogateescape") if isinstance(read, str) else read


def _from_disk(path: Path) -> Iterator[tuple[str, bytes]]:
    with _told(path):
        if not path.is_dir():
            yield path.suffix.lower() if path.suffix.lower() == ".json" else "", _read(path)
            return
        names = sorted(each.name for each in path.iterdir() if each.suffix.lower() in SUFFIXES)
    names = [name for name in names if not name.startswith(".")]
    if not names:
        raise Faults([Fault("", f"{path} holds no {faults.one_of(SUFFIXES)} file")])
    for name in names:
        with _told(path / name):
            if not S_ISREG((path / name).stat().st_mode):  # a pipe would be waited for, for ever
                raise OSError("it is no file")
            yield name, _read(path / name)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(FILE_MAX + 1)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the operating system refuses, as a fault that names the file."""
    try:
        yield
    except OSError as error:
        raise Faults([Fault("", f"{path} cannot be read: {error.strerror or error}")]) from None


def _merged(parts: list[tuple[str, bytes]]) -> tuple[dict[str, Any], Files, list[Problem]]:
    """The files as one, which file each row came from, and keys given twice."""
    if sum(len(data) for _, data in parts) > FILE_MAX:
        raise Faults([Fault("", f"is larger than {FILE_MAX // MIB} MiB" + (" in all" if len(parts) > 1 else ""))])
    raw: dict[str, Any] = {}
    files: Files = {}
    problems: list[Problem] = []
    refused: list[Fault] = []
    for name, data in parts:
        try:
            value, twice = parse(data, name)
            if not isinstance(value, dict):
                raise Refused(f"must hold keys such as format and dossier, not {faults.shown(value)}")
        except Refused as error:
            refused.append(Fault("", str(error), name if name not in ("", ".json") else None))
            continue
        problems += _shifted(twice, raw)
        problems += _join(raw, value, name, files)
    if refused:  # the joined indexes would be wrong, so nothing else is told
        raise Faults(refused)
    return raw, files if len(parts) > 1 else {}, problems


def _shifted(problems: list[Problem], raw: dict[str, Any]) -> list[Problem]:
    """Paths inside one file as paths inside the joined lists."""
    return [Problem(_shift(each.path, raw), each.message) for each in problems]


def _shift(path: faults.Path, raw: dict[str, Any]) -> faults.Path:
    before = raw.get(str(path[0]))
    if len(path) > 1 and isinstance(path[1], int) and isinstance(before, list):
        return (path[0], path[1] + len(before), *path[2:])
    return path


def _join(raw: dict[str, Any], value: dict[str, Any], name: str, files: Files) -> Iterator[Problem]:
    for key, given in value.items():
        before = raw.get(key)
        if isinstance(before, list) and isinstance(given, list):
            files.update({(key, len(before) + at): name for at in range(len(given))})
            raw[key] = before + given
        elif key not in raw:
            files.update({(key, at): name for at in range(len(given))} if isinstance(given, list) else {(key,): name})
            raw[key] = given
        elif before != given:
            yield Problem((key,), f"is given in {name} as well")
