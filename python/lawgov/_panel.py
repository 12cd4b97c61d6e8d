"""Panels: a row a report, a column an indicator, each cell traceable to its words."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from . import _lawgov
from ._table import Table, write_workbook

if TYPE_CHECKING:
    from ._corpus import Corpus

#: Sheets of the workbook.
SHEETS = {
    "zh": ("面板", "证据", "指标说明", "失败"),
    "en": ("Panel", "Evidence", "Indicators", "Failures"),
}


class Panel(Table):
    """A wide table: identity of each report, then the value of each indicator, missing where it is not reported."""

    __slots__ = ("_corpus", "indicators")

    indicators: tuple[str, ...]

    def __init__(self, native: _lawgov.NativeTable, corpus: Corpus, indicators: tuple[str, ...]) -> None:
        super().__init__(native)
        self._corpus, self.indicators = corpus, indicators

    def evidence(self, code: str | None = None) -> Table:
        """The statistics behind an indicator, or behind all of the panel: their words, sentences and places.

        The column ``used`` says whether the figure is part of the panel's value: targets and background are not.
        """
        return self._corpus._evidence((code,) if code else self.indicators, code)

    def duplicates(self, *index: str) -> Table:
        """The rows that share these columns with another row: ``panel.duplicates("region", "body", "year")``."""
        keys = list(zip(*(self.column(name) for name in index), strict=True))
        times = Counter(keys)
        return self._rows([at for at, key in enumerate(keys) if times[key] > 1])

    def codebook(self) -> Table:
        """What each column means."""
        return Table(_lawgov.NativeTable.codebook([self._native]))

    def to_excel(self, path: str | os.PathLike[str], *, sheet: str | None = None, lang: str | None = "zh") -> int:
        """A workbook of the panel, its evidence, what its columns mean, and the files that could not be read.

        Args:
            path: The file.
            sheet: The name of the first sheet.
            lang: Language of sheets and headers, and with ``zh`` of names in cells; None for the stable names.

        Returns:
            How many cells had more than 32,767 characters and were cut (they end in ``…``); that is logged, too.
        """
        names = SHEETS["en" if lang == "en" else "zh"]
        tables: list[Table] = [self, self.evidence(), self.codebook(), self._corpus.failures]
        return write_workbook(path, list(zip((sheet or names[0], *names[1:]), tables, strict=True)), lang=lang)
