"""What the tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import lawgov

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
#: The command, if it is built.
COMMAND = next((path for path in [ROOT / "target" / "debug" / "lawgov"] if path.is_file()), None)

TEXT = """\ufeff𠮷府〔2026〕3号\r
青石镇2023年法治政府建设年度报告\r
一、主要举措和成效\r
一是开展普法宣传。𠮷祥村发放宣传资料1200余份，办理行政复议0件，投入资金1.25万元。根据《中华人民共和国民法典》办理。\r
二、存在的不足\r
一是力量不足。二是经费偏少。\r
"""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Messages are compared in English, whatever the machine speaks."""
    lawgov.set_language("en")
    yield
    lawgov.set_language(None)


@pytest.fixture
def report() -> lawgov.Report:
    return lawgov.parse(TEXT)


@pytest.fixture(scope="session")
def samples() -> lawgov.Corpus:
    return lawgov.read_corpus(SAMPLES, progress=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports in two encodings, a file that is no text, and one of another type."""
    inside = tmp_path / "reports"
    (inside / "甲省").mkdir(parents=True)
    (inside / "乙省").mkdir()
    for name, year, count in (("甲省/青石镇_2022.txt", 2022, 12), ("甲省/青石镇_2023.txt", 2023, 15)):
        (inside / name).write_bytes(
            f"青石镇{year}年法治政府建设年度报告\n一、主要举措\n受理行政复议案件{count}件。".encode()
        )
    text = "白石镇2023年法治政府建设年度报告\r\n一、主要举措\r\n推进行政复议工作。发放宣传资料300份。"
    (inside / "乙省" / "白石镇_2023.txt").write_bytes(text.encode("gb18030"))
    (inside / "乙省" / "坏_2023.txt").write_bytes(b"\xff\xff\xff")
    (inside / "photo.jpg").write_bytes(b"\x00")
    return inside
