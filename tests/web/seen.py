"""What a reader sees of a page: its words and its tables, without markup."""

import html
import re


def words(markup):
    """Markup as one line of text. Pictures are left out; words for screen readers are in it."""
    bare = re.sub(r"<svg.*?</svg>", "", markup, flags=re.DOTALL)
    bare = re.sub(r"</?(?:a|b|i|em|small|time|q)\b[^>]*>", "", bare)
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())
    return re.sub(r" ([.,;:)])", r"\1", text)


def main(response):
    """The main part of a page, as text."""
    page = response.content.decode()
    return words(page.split("<main", 1)[1].split(">", 1)[1].split("</main>")[0])


def rows(response):
    """Every row of every table, as the texts of its cells."""
    found = re.findall(r"<tr\b.*?</tr>", response.content.decode(), re.DOTALL)
    return [[words(cell) for cell in re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in found]


def row(response, name):
    """The cells of the one row that has this text as a whole cell."""
    (found,) = [cells for cells in rows(response) if name in cells]
    return found


def part(response, start, end):
    """The text of a page between two pieces of its markup."""
    return words(response.content.decode().split(start, 1)[1].split(end, 1)[0])


BLOCKS = "head|title|meta|link|h[1-6]|p|div|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|t[hd]|section|details|summary|form"


def markup(response):
    """A page's markup without the blanks and line breaks that nobody sees: around blocks, and doubled."""
    page = re.sub(r"\s+", " ", response.content.decode())
    return re.sub(rf" ?(</?(?:{BLOCKS})\b[^>]*>) ?", r"\1", page)
