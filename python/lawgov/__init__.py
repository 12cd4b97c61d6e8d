"""Reads Chinese annual reports on building a law-based government (法治政府建设年度报告).

>>> import lawgov
>>> report = lawgov.parse("一、主要举措\\n全年发放宣传资料1000余份。")
>>> report.statistics[0].value, report.statistics[0].unit
(Decimal('1000'), '份')

One text: :func:`parse`, :func:`read`. Many: :func:`read_corpus`, :func:`iter_reports`, :func:`stream_tables`.
Nothing is printed; what there is to tell goes to the logger ``lawgov``, in the language of :func:`set_language`.
"""

import logging as _logging

from ._corpus import TABLES, Corpus, Failure, Progress, iter_reports, read_corpus, stream_tables
from ._errors import (
    CatalogueError,
    DecodeError,
    ExportError,
    LawgovError,
    NotFoundError,
    OptionError,
    ReadError,
    SchemaError,
)
from ._items import (
    Change,
    Citation,
    Finding,
    Indicator,
    Item,
    LawMention,
    Measure,
    Metadata,
    Organization,
    Period,
    Person,
    Quantity,
    Related,
    Section,
    Source,
    Statistic,
)
from ._lang import set_language
from ._lawgov import __version__
from ._panel import Panel
from ._parse import Catalogue, decode, explain, indicators, laws, parse, quantities, read, rules
from ._report import Items, Report
from ._table import Column, Table

_logging.getLogger("lawgov").addHandler(_logging.NullHandler())

__all__ = [
    "TABLES",
    "Catalogue",
    "CatalogueError",
    "Change",
    "Citation",
    "Column",
    "Corpus",
    "DecodeError",
    "ExportError",
    "Failure",
    "Finding",
    "Indicator",
    "Item",
    "Items",
    "LawMention",
    "LawgovError",
    "Measure",
    "Metadata",
    "NotFoundError",
    "OptionError",
    "Organization",
    "Panel",
    "Period",
    "Person",
    "Progress",
    "Quantity",
    "ReadError",
    "Related",
    "Report",
    "SchemaError",
    "Section",
    "Source",
    "Statistic",
    "Table",
    "__version__",
    "decode",
    "explain",
    "indicators",
    "iter_reports",
    "laws",
    "parse",
    "quantities",
    "read",
    "read_corpus",
    "rules",
    "set_language",
    "stream_tables",
]
