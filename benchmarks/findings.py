"""What a measurement found: figures beside a baseline, and whether a budget was kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Budget:
    """A bound on one figure.

    Attributes:
        says: In words, `at most 1.3 times`.
        most: Upper bound, or None.
        least: Lower bound, or None.
    """

    says: str
    most: float | None = None
    least: float | None = None

    def is_kept_by(self, value: float) -> bool:
        """Tell whether `value` lies within the bounds."""
        above = self.least is None or value >= self.least
        return above and (self.most is None or value <= self.most)


@dataclass(frozen=True)
class Figure:
    """One thing measured.

    Attributes:
        what: In words.
        unit: Of the values: `s`, `ms`, `events` ...
        rounds: The value of each round.
        beside: The baseline's value of each round; empty without a baseline.
        budget: The bound; None: for information.
        on_ratio: True: the budget bounds the ratio to the baseline, not the value.
    """

    what: str
    unit: str
    rounds: Sequence[float]
    beside: Sequence[float] = ()
    budget: Budget | None = None
    on_ratio: bool = False

    @property
    def value(self) -> float:
        """Median of the rounds."""
        return median(self.rounds)

    @property
    def ratio(self) -> float | None:
        """Median of each round's ratio to the baseline of the same round."""
        if not self.beside:
            return None
        pairs = zip(self.rounds, self.beside, strict=True)
        return median(ours / theirs for ours, theirs in pairs)

    @property
    def verdict(self) -> str:
        """`kept`, `missed`, or empty for what has no budget."""
        if self.budget is None:
            return ""
        judged = self.ratio if self.on_ratio else self.value
        return (
            "kept"
            if judged is not None and self.budget.is_kept_by(judged)
            else "missed"
        )

    def says(self, rounds: Sequence[float] | None = None) -> str:
        """Median and, of several rounds, the range: `4.1 s (3.9 to 4.4)`."""
        values = self.rounds if rounds is None else rounds
        if not values:
            return ""
        text = f"{_number(median(values))} {self.unit}"
        if len(values) > 1 and min(values) != max(values):
            text += f" ({_number(min(values))} to {_number(max(values))})"
        return text


@dataclass(frozen=True)
class Finding:
    """Everything that one benchmark found.

    Attributes:
        name: As `--only` takes it.
        title: One line.
        beside: What the baseline is, in words.
        figures: In the order to be read.
        notes: What one has to know to read them.
    """

    name: str
    title: str
    beside: str
    figures: Sequence[Figure]
    notes: Sequence[str] = field(default_factory=tuple)

    def as_json(self) -> Mapping[str, object]:
        """Return it as plain JSON, with every round."""
        return {
            "name": self.name,
            "title": self.title,
            "beside": self.beside,
            "figures": [
                {
                    "what": one.what,
                    "unit": one.unit,
                    "rounds": list(one.rounds),
                    "beside": list(one.beside),
                    "median": one.value,
                    "ratio": one.ratio,
                    "budget": one.budget.says if one.budget else None,
                    "verdict": one.verdict or None,
                }
                for one in self.figures
            ],
            "notes": list(self.notes),
        }


def _number(value: float) -> str:
    """Three figures, as people write them."""
    if value == int(value) and abs(value) < 100_000:
        return str(int(value))
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
