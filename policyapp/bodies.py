"""What a request says of itself: how long it is, and in which letters."""

import codecs
from typing import Protocol


class Stream(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...
    def readline(self, size: int = -1, /) -> bytes: ...


class WholeBody:
    """Raises OSError where a body breaks off, which Django takes for a broken connection.

    To the server the end of a broken connection is the end of the body. Half a form would be read as the whole: its
    last text cut short, the rows below it taken out.
    """

    def __init__(self, stream: Stream, length: int) -> None:
        self.stream, self.missing = stream, length

    def read(self, size: int = -1, /) -> bytes:
        return self._counted(self.stream.read(size), self.missing if size < 0 else min(size, self.missing))

    def readline(self, size: int = -1, /) -> bytes:
        return self._counted(self.stream.readline(size), min(1, self.missing))

    def _counted(self, data: bytes, least: int) -> bytes:
        if len(data) < least:
            raise OSError("the body of the request broke off")
        self.missing -= len(data)
        return data


def is_utf_8(charset: str) -> bool:
    """Django reads address and form with whatever codec the Content-Type names: with one that fails on every text
    ("zip"), or that makes what no database stores out of plain letters ("unicode_escape"). It passes over names that
    mean nothing.
    """
    try:
        return codecs.lookup(charset).name in ("utf-8", "ascii")
    except LookupError:
        return True
