"""PDF files (pypdf): the text of their pages, with the lines of a paragraph joined."""

import logging
import re
from io import BytesIO
from itertools import chain
from statistics import quantiles

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from claims.texts.proposal import MAX_CHARACTERS, Proposal, UnreadableError, composed, line

MAX_PAGES = 1_000
HYPHENS = ("-", "\u2010", "\u00ad")
# A line shorter than this part of the long ones ends a paragraph.
FULL = 0.75
ENDS = re.compile(r"[.!?:…][\"'”“’»)\]]?$")
JOINED = "Lines were joined to paragraphs, and words that were divided at the end of a line put together."

# The library warns of every fault of a file that it mends.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def printed(data: bytes) -> Proposal:
    """The proposal for a PDF file.

    Raises:
        UnreadableError: it cannot be read, has a password, too many pages, or no text.
    """
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("The PDF has a password. Save it without one.")
        number = reader.get_num_pages()
        if number > MAX_PAGES:
            raise UnreadableError(f"The PDF has {number:,} pages, and at most {MAX_PAGES:,} are read. Divide it.")
        pages: list[str] = []
        left = 2 * MAX_CHARACTERS
        for each in reader.pages:
            pages.append(each.extract_text())
            left -= len(pages[-1])
            if left < 0:
                raise UnreadableError(f"The PDF has more than {MAX_CHARACTERS:,} characters. Divide it.")
        about = reader.metadata
        headline, author = (about.title, about.author) if about else (None, None)
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise UnreadableError(f"The PDF cannot be read: {' '.join(str(error).split())[:200]}") from error
    if not any(each.strip() for each in pages):
        raise UnreadableError(
            "The PDF has no text: its pages are pictures. Recognise the text (OCR), then choose it again."
        )
    content = composed(paragraphs(pages))
    return Proposal(content, "document", headline=line(headline), author=line(author)).with_note(JOINED)


def paragraphs(pages: list[str]) -> str:
    """The lines of all pages as paragraphs, of one line each."""
    lines = [each.strip() for each in chain.from_iterable(page.split("\n") for page in pages)]
    lengths = [len(each) for each in lines if each]
    full = FULL * quantiles(lengths, n=10)[-1] if len(lengths) > 1 else 0
    found: list[str] = []
    is_open = False
    for number, each in enumerate(lines):
        if not each:
            # An empty line ends a paragraph, except where a page ends inside of a sentence.
            is_open = is_open and not ENDS.search(found[-1])
            continue
        if is_open:
            join(found, each)
        else:
            found.append(each)
        following = next((other for other in lines[number + 1 : number + 2] if other), "")
        is_open = len(each) >= full or following[:1].islower()
        if len(each) < full and ENDS.search(each):
            is_open = False
    return "\n".join(found)


def join(found: list[str], following: str) -> None:
    """Adds a line to the last paragraph; a word that a hyphen divides becomes one again."""
    if found[-1].endswith(HYPHENS) and found[-1][-2:-1].isalpha() and following[0].islower():
        found[-1] = found[-1][:-1] + following
    else:
        found[-1] += f" {following}"
