"""Word files (DOCX, mammoth): the text as it stands with all changes accepted, without comments."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

import mammoth
from lxml import etree

from claims.texts.markup import parsed, visible
from claims.texts.proposal import Proposal, UnreadableError, composed, line

MAX_UNPACKED = 100 * 1024 * 1024  # bytes
MAX_PARTS = 5_000
ABOUT = "docProps/core.xml"
DC = "{http://purl.org/dc/elements/1.1/}"


def worded(data: bytes) -> Proposal:
    """The proposal for a Word file.

    Raises:
        UnreadableError: it is none, it cannot be read, or it is too large when it is unpacked.
    """
    try:
        with ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            # A part that is larger than it says is not unpacked further than it says.
            if len(parts) > MAX_PARTS or sum(each.file_size for each in parts) > MAX_UNPACKED:
                raise UnreadableError("The file is too large when it is unpacked. Save its text alone.")
            if "word/document.xml" not in packed.namelist():
                raise UnreadableError("This is no Word file (.docx). Save it as PDF, or paste its text.")
            headline, author = about(packed.read(ABOUT) if ABOUT in packed.namelist() else b"")
        found = mammoth.convert_to_html(BytesIO(data), convert_image=mammoth.images.img_element(lambda image: {}))
    except (
        BadZipFile,
        ValueError,
        KeyError,
        OSError,
        NotImplementedError,
        RuntimeError,
        etree.XMLSyntaxError,
    ) as error:
        raise UnreadableError(f"The Word file cannot be read: {' '.join(str(error).split())[:200]}") from error
    if not found.value.strip():
        raise UnreadableError("There is no text in it.")
    return Proposal(composed(visible(parsed(found.value))), "document", headline=line(headline), author=line(author))


def about(properties: bytes) -> tuple[str, str]:
    """The title and the author that a file names; "" where it names none."""
    if not properties:
        return "", ""
    tree = etree.fromstring(properties, etree.XMLParser(resolve_entities=False, no_network=True))
    return tree.findtext(f"{DC}title") or "", tree.findtext(f"{DC}creator") or ""
