"""Texts that a spreadsheet may take for formulas."""

# The beginning of such a text (OWASP, CSV injection): the signs, as wide letters too, also after spaces, and what a
# spreadsheet may skip. A regular expression for Python and for PostgreSQL. An apostrophe in front makes it a text.
FORMULA = r"[\t\r\n]|\s*[-=+@＝＋－＠]"
