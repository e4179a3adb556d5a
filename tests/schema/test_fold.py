"""The fold of names in Python is the fold in SQL."""

import pytest
from django.db import connection

from claims.reading.fold import fold

pytestmark = pytest.mark.django_db

NAMES = [
    *("Peskow", "Песков", "Пєсков", "Zelenskyy", "Зеленський", "Zełenski", "Selenskyj", "Loukachenko", "Lukaschenko"),
    *("Lavrov", "Kęstutis Budrys", "Metté Frederiksen", "O’Neill", "Guterres", "Łukasz", "Szczęsny", "Straße"),
    *("ĐORĐEVIĆ", "Щербина", "Ёлкин", "Matthias Rüb", "Æthelred", "Saint-Ellier", "ПОРОШЕНКО Ђоковић", "aabbcc"),
    *("習近平", "", "ł", "C", "Marc", "Tschechow", "e\u0301", "ABC 42", "d'Estaing", "Ĳsselmeer", "ﬁnn"),
]
QUERY = "SELECT claims_fold(name) FROM unnest(%s::text[]) WITH ORDINALITY n (name, place) ORDER BY place"


def test_a_name_has_the_same_fold_in_python_as_in_sql():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT claims_fold(name) FROM unnest(%s::text[]) WITH ORDINALITY n (name, place) ORDER BY place", [NAMES]
        )
        folds = [fold for (fold,) in cursor.fetchall()]
    assert dict(zip(NAMES, map(fold, NAMES), strict=True)) == dict(zip(NAMES, folds, strict=True))
