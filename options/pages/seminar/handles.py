"""Names that the server gives: to seats, so that nobody has to use their own, and to councils."""

from string import ascii_uppercase
from typing import Final

_TEXT: Final = """
Heron Curlew Plover Swift Kestrel Linnet Teal Egret Merlin Dipper Oriole Sparrow Puffin Osprey Wren Lapwing Tanager
Bunting Stork Martin Falcon Robin Avocet Wagtail Ibis Starling Petrel Finch Toucan Nuthatch Gannet Siskin Crane Thrush
Pelican Warbler Quail Cardinal Tern Jackdaw Grouse Redwing Swallow Pipit Fulmar Kinglet Magpie Eider Dotterel Waxwing
Kiwi Skylark Swan Bluebird Vireo Hornbill Dunlin Macaw Flicker Fieldfare Kite
"""
BIRDS: Final = tuple(_TEXT.split())
SEATS: Final = 10_000  # handles without a repetition
_START: Final = 14
_STRIDE: Final = 37  # from one seat to the next


def handle(number: int) -> str:
    """The handle of the seat with this number, counted from 0: 0 -> Heron-14. Different for each below `SEATS`.

    The bird goes by turns. The figure is two digits for the first ninety rounds and says nothing about how many joined:
    within a round of all birds it moves by a stride, so that neighbours do not look alike. ValueError below 0.
    """
    if number < 0:
        raise ValueError(f"no seat has the number {number}")
    turn, bird = divmod(number, len(BIRDS))
    century, within = divmod(turn, 90)
    figure = 10 + (_START - 10 + number % len(BIRDS) * _STRIDE + within * _STRIDE) % 90
    return f"{BIRDS[bird]}-{figure + 100 * century}"


def council_name(number: int) -> str:
    """The name of a council, counted from 0: A, B, ... Z, AA, AB. ValueError below 0."""
    if number < 0:
        raise ValueError(f"no council has the number {number}")
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, len(ascii_uppercase))
        name = ascii_uppercase[letter] + name
    return name
