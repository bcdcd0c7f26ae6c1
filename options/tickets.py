"""What is drawn by lot for an exercise: its join code, and the words that bring a seat back."""

import secrets
from typing import Final
from uuid import UUID

from django.utils.crypto import salted_hmac

from options.pages.seminar import codes, words
from options.pages.seminar.wordlist import WORDS

TRIES: Final = 20
BITS: Final = 11  # of a word: the list has 2048


def new_words() -> str:
    """Three words, 33 bits, in the form in which they are compared."""
    return words.spoken([secrets.randbelow(len(WORDS)) for _ in range(words.COUNT)])


def words_of(token: UUID) -> str:
    """The words of a join form: the same for the same form, and to nobody else to be worked out."""
    drawn = int.from_bytes(salted_hmac("options.tickets.words", token.hex, algorithm="sha256").digest(), "big")
    return words.spoken([drawn >> BITS * place & (1 << BITS) - 1 for place in range(words.COUNT)])


def new_codes() -> list[str]:
    """A few codes, of which the first free one is taken."""
    return [codes.code([secrets.randbelow(len(codes.ALPHABET)) for _ in range(codes.LENGTH)]) for _ in range(TRIES)]
