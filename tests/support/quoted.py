"""Speakers whom the texts of the tests of reading quote."""

from datetime import date

from claims.reading import Role, Speaker

RUTTE = Speaker("rutte", ("Mark Rutte",), "Rutte", (Role("Secretary General", ("NATO",), date(2024, 10, 1)),))
PESKOV = Speaker("peskov", ("Dmitry Peskov", "Дмитрий Песков"), "Peskov", (Role("Spokesman", ("Kremlin",)),))
TRUMP = Speaker("trump", ("Donald Trump",), "Trump")
NATO = Speaker("nato", ("NATO",))
