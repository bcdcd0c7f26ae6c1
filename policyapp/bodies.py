"""The body of a request, which must be as long as it said."""

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
