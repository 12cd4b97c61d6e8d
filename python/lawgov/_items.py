"""The items of a report: frozen, typed, each with its place in the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

__all__ = [
    "Change",
    "Citation",
    "Finding",
    "Indicator",
    "Item",
    "LawMention",
    "Measure",
    "Metadata",
    "Organization",
    "Period",
    "Person",
    "Quantity",
    "Related",
    "Section",
    "Source",
    "Statistic",
]

T = TypeVar("T")
Row = Mapping[str, Any]


def _number(value: float | Decimal | None) -> Decimal | None:
    # JSON numbers are exact in their shortest form, which is what str gives back.
    return None if value is None else Decimal(str(value))


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


@dataclass(frozen=True, slots=True)
class Item:
    """Something in the text: ``report.text[item.span] == item.text``.

    ``start`` and ``end`` count code points, half-open.
    """

    start: int
    end: int
    text: str

    @property
    def span(self) -> slice:
        """The slice of the report's text."""
        return slice(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text came from; nothing of it is known for a plain string."""

    name: str | None
    format: str | None
    encoding: str | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the report says about itself. ``year`` is the year reported on, not the year signed."""

    title: str | None
    issuers: tuple[str, ...]
    level: str | None
    region: tuple[str, ...]
    year: int | None
    recipients: tuple[str, ...]
    signed_on: date | None
    published_on: date | None
    document_number: str | None


@dataclass(frozen=True, slots=True)
class Section(Item):
    """A part of the report, children included."""

    id: int
    parent: int | None
    level: int
    marker: str
    ordinal: int | None
    heading: str
    role: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure(Item):
    """One of an enumeration: 一是 …, 二是 …."""

    id: int
    section: int | None
    marker: str
    ordinal: int
    lead: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The days a figure is for, the first and the last, and the words that say so."""

    text: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that tells a change: its direction, and against what."""

    direction: str
    against: str | None


@dataclass(frozen=True, slots=True)
class Statistic(Item):
    """A figure that reports something. A range is ``value`` to ``upper``: exact, never averaged."""

    id: int
    section: int | None
    measure: int | None
    value: Decimal
    upper: Decimal | None
    approx: str
    unit: str | None
    kind: str
    subject: str | None
    action: str | None
    modality: str
    period: Period | None
    change: Change | None
    indicator: str | None


@dataclass(frozen=True, slots=True)
class Citation(Item):
    """A cited law or document, its status judged at the year reported on."""

    id: int
    section: int | None
    title: str | None
    document_number: str | None
    kind: str
    law: str | None
    status: str


@dataclass(frozen=True, slots=True)
class LawMention(Item):
    """A law named without 《》."""

    law: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Person(Item):
    """A person, with the post named before the name."""

    name: str
    post: str | None


@dataclass(frozen=True, slots=True)
class Organization(Item):
    """A body with a place or proper name of its own."""

    name: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What the report states about one indicator. One that is not listed is not mentioned: that is no zero."""

    code: str
    status: str
    value: Decimal | None
    upper: Decimal | None
    approx: str | None
    unit: str | None
    role: str | None
    statistics: tuple[int, ...]
    #: The words that say that there is none (未发生行政复议案件), where the value is a zero without a statistic.
    zero: Item | None


@dataclass(frozen=True, slots=True)
class Related(Item):
    """A place that a finding rests on."""

    note: str


@dataclass(frozen=True, slots=True)
class Finding(Item):
    """A fault found by the audit."""

    rule: str
    name: str
    severity: str
    message: str
    related: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class Quantity(Item):
    """A number with its unit, and the class of what it is: quantity, date, ordinal, name …."""

    cls: str
    value: Decimal | None
    upper: Decimal | None
    approx: str
    unit: str | None
    kind: str
    first: date | None
    last: date | None


def _source(row: Row) -> Source:
    return Source(**row)


def _metadata(row: Row) -> Metadata:
    return Metadata(
        title=row["title"],
        issuers=tuple(row["issuers"]),
        level=row["level"],
        region=tuple(row["region"]),
        year=row["year"],
        recipients=tuple(row["recipients"]),
        signed_on=_day(row["signed_on"]),
        published_on=_day(row["published_on"]),
        document_number=row["document_number"],
    )


def _measure(row: Row) -> Measure:
    return Measure(**{**row, "themes": tuple(row["themes"])})


def _statistic(row: Row) -> Statistic:
    period, change = row["period"], row["change"]
    if period:
        first, last = date.fromisoformat(period["from"]), date.fromisoformat(period["to"])
        period = Period(period["text"], first, last)
    upper = row["upper"]
    return Statistic(
        **{
            **row,
            "value": Decimal(str(row["value"])),
            "upper": None if upper is None else Decimal(str(upper)),
            "period": period,
            "change": Change(**change) if change else None,
        }
    )


def _indicator(row: Row) -> Indicator:
    zero = row.get("zero")
    values = {
        "value": _number(row["value"]),
        "upper": _number(row["upper"]),
        "statistics": tuple(row["statistics"]),
        "zero": Item(**zero) if zero else None,
    }
    return Indicator(**{**row, **values})


def _finding(row: Row) -> Finding:
    return Finding(**{**row, "related": tuple(Related(**related) for related in row["related"])})


def _quantity(row: Row) -> Quantity:
    return Quantity(
        start=row["start"],
        end=row["end"],
        text=row["text"],
        cls=row["class"],
        value=_number(row["value"]),
        upper=_number(row["upper"]),
        approx=row["approx"],
        unit=row["unit"],
        kind=row["kind"],
        first=_day(row["from"]),
        last=_day(row["to"]),
    )


def _plain(cls: Callable[..., T]) -> Callable[[Row], T]:
    return lambda row: cls(**row)


#: How the rows of each list of a report's JSON become items.
MAKERS: dict[str, Callable[[Row], Any]] = {
    "measures": _measure,
    "statistics": _statistic,
    "citations": _plain(Citation),
    "law_mentions": _plain(LawMention),
    "people": _plain(Person),
    "organizations": _plain(Organization),
    "indicators": _indicator,
    "findings": _finding,
}
