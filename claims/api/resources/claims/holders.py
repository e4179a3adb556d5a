"""Who affirms and who denies a claim: of the speakers who said so last, those first who said most."""

from claims.api.sql.fragments import Fragment
from claims.choices import Capacity, StancePosition

HOLDERS = {"affirmed_by": StancePosition.AFFIRMS, "denied_by": StancePosition.DENIES}
# Of a claim that many hold a position on, these are looked at: the latest ones.
MAX_LATEST = 50
# How far the positions of a speaker are counted. Speakers with more come in the order of their names.
MAX_COUNTED = 1_000

POSITIONS = """SELECT held.* FROM (
        SELECT * FROM claims_position p
        WHERE p.claim_id = {alias}.id AND p.position = '{position}' AND p.capacity = '{capacity}'
        ORDER BY p.last_on DESC, p.id DESC LIMIT {latest}
    ) held JOIN claims_speaker s ON s.id = held.speaker_id
    ORDER BY (
        SELECT count(*) FROM (SELECT FROM claims_position o WHERE o.speaker_id = held.speaker_id LIMIT {counted}) o
    ) DESC, s.sort_key, held.id LIMIT {most}"""


def holders_of(position: StancePosition, alias: str, most: int) -> Fragment:
    """The positions of the speakers who hold `position` on the claim of the row `alias`, at most `most` of them."""
    numbers = {"latest": MAX_LATEST, "counted": MAX_COUNTED, "most": most}
    return Fragment(POSITIONS.format(alias=alias, position=position, capacity=Capacity.OWN, **numbers))
