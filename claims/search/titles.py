"""Forms of address and academic titles, which people write before a name and which are no part of it.

Roles, such as “President” or “Außenminister”, are not listed: they are compared with the roles of the person.
"""

TITLES = frozenset(
    word
    for words in (
        "dr prof professor phd med",
        "mr mister mrs ms miss mx sir dame lord lady madam rev reverend hon",
        "herr herrn frau fräulein dipl ing",
        "monsieur messieurs madame mme mlle mademoiselle",
        "señor señora señorita sr sra srta don doña",
        "signor signore signora sig dott dottor dottoressa",
        "senhor senhora",
        "meneer mevrouw dhr mw",
        "hr fru frk herra rouva härra proua",
        "pan pana panu pani panią pán pána paní",
        "пан пана пані господин господина госпожа госпожи г-н г-жа",
        "gospodin gospođa gospa domnul doamna ponas ponia kungs kundze bay bayan",
    )
    for word in words.split()
)


def without_titles(name: str) -> str:
    """The words of a name that are no titles; all of them, if there is nothing else."""
    words = name.split()
    return " ".join([word for word in words if word.strip(".,").casefold() not in TITLES] or words)
