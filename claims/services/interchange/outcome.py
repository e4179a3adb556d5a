"""What became of the records of a file."""

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """How many rows of each collection were created and found, and what became of the records."""

    created: dict[str, int] = field(default_factory=dict)
    matched: dict[str, int] = field(default_factory=dict)
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    def add(self, other: "Outcome") -> None:
        for name, number in other.created.items():
            self.created[name] = self.created.get(name, 0) + number
        for name, number in other.matched.items():
            self.matched[name] = self.matched.get(name, 0) + number
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.refused += other.refused
