"""One item of what a council writes together: what stands there, and what somebody typed on top of it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

MARK_LENGTH = 16


@dataclass(frozen=True)
class Written:
    """What the server has. `edition` 0: nobody has written it; `by`, `accepted_by`: names of seats."""

    choice: str = ""
    text: str = ""
    edition: int = 0
    by: str = ""
    at: datetime | None = None
    accepted_by: str = ""
    is_hidden: bool = False  # from other councils

    @property
    def is_empty(self) -> bool:
        return not (self.choice or self.text)


NOTHING = Written()


@dataclass(frozen=True)
class Typed:
    """What came with a form. `seen`: the edition it was made from, `mark`: what that edition said.

    `theirs`: what somebody else has saved since; `fault`: why it cannot be saved as it is.
    """

    choice: str
    text: str
    seen: int
    mark: str
    theirs: Written | None = None
    fault: str = ""

    @property
    def is_touched(self) -> bool:
        """Does it say anything else than the form did when it was made?"""
        return mark(self.choice, self.text) != self.mark


@dataclass(frozen=True)
class Field:
    """One item in a form: what was typed where something was, else what stands on the server."""

    item: str
    written: Written = NOTHING
    typed: Typed | None = None

    @property
    def choice(self) -> str:
        return self.typed.choice if self.typed else self.written.choice

    @property
    def text(self) -> str:
        return self.typed.text if self.typed else self.written.text

    @property
    def seen(self) -> int:
        return self.typed.seen if self.typed else self.written.edition

    @property
    def mark(self) -> str:
        return self.typed.mark if self.typed else mark(self.written.choice, self.written.text)

    @property
    def theirs(self) -> Written | None:
        return self.typed.theirs if self.typed else None

    @property
    def fault(self) -> str:
        return self.typed.fault if self.typed else ""

    @property
    def wants_a_look(self) -> bool:
        return bool(self.theirs or self.fault)


def mark(choice: str, text: str) -> str:
    """Tells one pair of words from another. A form carries it, so that a field nobody touched is not sent back over
    what a peer has written there since. 16 hexadecimal digits of SHA-256."""
    return sha256(f"{choice}\0{text}".encode()).hexdigest()[:MARK_LENGTH]
