"""Files for tests of reading them: a PDF and a Word file of given lines, and what hostile people send."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
ABOUT = (
    '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator></c:coreProperties>'
)


def docx(*paragraphs, title="", author="", **parts):
    """A Word file. A paragraph is the XML of its runs; `parts` are further files by their names."""
    body = "".join(f"<w:p>{each}</w:p>" for each in paragraphs)
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": WORD.format(body),
        "docProps/core.xml": ABOUT.format(title, author),
        **parts,
    }
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def run(words):
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def stream(data, filters="", packed=None):
    packed = zlib.compress(data, 9) if packed is None else packed
    return (
        b"<< /Length %d /Filter [%s] >>\nstream\n" % (len(packed), filters.encode() or b"/FlateDecode")
        + packed
        + b"\nendstream"
    )


def lines_of_page(lines):
    shown = b" T* ".join(
        b"(" + each.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj" for each in lines
    )
    return b"BT /F1 12 Tf 14 TL 72 720 Td " + shown + b" ET"


def pdf(*pages, title="", author="", contents=None):
    """A PDF file of pages, each a list of lines. `contents` is the stream of each page in place of its lines."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    objects.append(f"<< /Title ({title}) /Author ({author}) >>".encode())
    kids = []
    for lines in pages:
        objects.append(contents or stream(lines_of_page(lines)))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [" + b" ".join(kids) + b"] /Count %d >>" % len(kids)
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % each for each in places)
    return bytes(written) + b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
