"""The cases and whole reports that every language runs; ``tests/cases/README.md`` describes their form."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND, ROOT, SAMPLES

import lawgov
from lawgov import _lawgov

FILES = sorted(path for path in (ROOT / "tests/cases").glob("*.md") if path.name != "README.md")
GOLDEN = sorted((ROOT / "tests/golden").glob("*.json"))
LISTS = {"quantity": "quantities", "law": "law_mentions", "person": "people"}


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_json_is_that_of_rust_byte_for_byte(golden: Path) -> None:
    text = (SAMPLES / golden.with_suffix(".txt").name).read_bytes().decode("utf-8")
    made = lawgov.parse(text).to_json(pretty=True)
    lines = [line for line in made.split("\n") if not line.startswith('  "lawgov_version"')]
    assert ("\n".join(lines) + "\n").encode() == golden.read_bytes()


@pytest.mark.skipif(COMMAND is None, reason="the command is not built: cargo build -p lawgov-cli")
@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_json_is_that_of_the_command_byte_for_byte(sample: Path, tmp_path: Path) -> None:
    assert COMMAND
    arguments = [str(COMMAND), "parse", str(sample), "--format", "jsonl", "--lang", "zh"]
    printed = subprocess.run(arguments, capture_output=True, check=True).stdout
    lawgov.read(sample).to_json(tmp_path / "a.json")
    assert (tmp_path / "a.json").read_bytes() == printed


def unescaped(text: str) -> str:
    plain = {"n": "\n", "r": "\r", "t": "\t"}
    return re.sub(
        r"\\(u\{([0-9a-fA-F]+)\}|.)",
        lambda m: chr(int(m[2], 16)) if m[2] else plain.get(m[1], m[1]),
        text,
        flags=re.DOTALL,
    )


def cases(path: Path) -> Iterator[tuple[str, str, list[tuple[int, str]]]]:
    """Title, text, and facts with their lines."""
    title, text = "", ""
    facts: list[tuple[int, str]] = []
    block: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("## "):
            if title:
                yield title, text, facts
            title, text, facts, block = line[3:], "", [], None
        elif not title:
            continue
        elif block is None and line == "```text":
            block = []
        elif block is not None and line == "```":
            text, block = unescaped("\n".join(block)), None
        elif block is not None:
            block.append(line)
        elif line.startswith("- "):
            facts.append((number, line[2:]))
    if title:
        yield title, text, facts


def words(fact: str) -> list[str]:
    """The words of a fact. A place keeps its quotes; the value of a field loses them."""
    found, word, quoted, is_field, chars = [], "", False, False, iter(fact)
    for c in chars:
        if c == "\\":
            word += c + next(chars, "")
        elif c == '"':
            quoted = not quoted
            word += "" if is_field else c
        elif c == " " and not quoted:
            found.append(word)
            word, is_field = "", False
        else:
            is_field |= c == "=" and not quoted
            word += c
    return [unescaped(one) for one in [*found, word] if one]


def shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "|".join(map(shown, value))
    return json.dumps(value, ensure_ascii=False)


class Parsed:
    """A text with all that was read from it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.report = lawgov.parse(text)

    @cached_property
    def data(self) -> dict[str, Any]:
        return {**self.report.to_dict(), "quantities": json.loads(_lawgov.quantities_json(self.text))}

    def items(self, kind: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.data[LISTS.get(kind, f"{kind}s")]
        return found

    def extent(self, kind: str, item: dict[str, Any]) -> tuple[int, int]:
        """The slice by which an item is named."""
        start = item["start"]
        if kind == "section" and not item["marker"]:
            return start, start + len(item["heading"])
        if kind in ("section", "measure"):
            return start, start + len(item["marker"])
        return start, item["end"]

    def place(self, written: str) -> tuple[int, int]:
        found = re.fullmatch(r'"(.*)"(?:#([0-9]+))?', written, re.DOTALL)
        assert found, f"{written} is no place"
        piece, nth = found[1], int(found[2] or 1)
        starts = [match.start() for match in re.finditer(re.escape(piece), self.text)]
        assert piece, written
        assert len(starts) >= nth, f"{written} is not in the text"
        return starts[nth - 1], starts[nth - 1] + len(piece)

    def check(self, fact: str) -> None:
        match words(fact):
            case ["no", kind]:
                assert not self.items(kind)
            case ["count", kind, n]:
                assert len(self.items(kind)) == int(n)
            case ["no", kind, place]:
                start, end = self.place(place)
                extents = [self.extent(kind, item) for item in self.items(kind)]
                assert not [(a, b) for a, b in extents if a < end and start < b]
            case ["metadata", *fields]:
                self.expect("metadata", self.data["metadata"], fields)
            case [kind, place, *fields]:
                wanted = self.place(place)
                there = {self.extent(kind, item): item for item in reversed(self.items(kind))}
                assert wanted in there, [self.text[a:b] for a, b in there]
                self.expect(kind, there[wanted], fields)
            case _:
                raise AssertionError("not a fact")

    def expect(self, kind: str, item: dict[str, Any], fields: list[str]) -> None:
        for one in fields:
            name, _, wanted = one.partition("=")
            if name == "ends":
                assert self.text[item["start"] : item["end"]].endswith(wanted)
            elif name in ("section", "parent", "measure") and kind != "metadata":
                named, at = ("measure" if name == "measure" else "section"), item[name]
                found = "null" if at is None else self.text[slice(*self.extent(named, self.items(named)[at]))]
                assert found == wanted
            else:
                value: Any = item
                for part in name.split("."):
                    if isinstance(value, list):
                        value = value[int(part)] if int(part) < len(value) else None
                    else:
                        value = value.get(part) if isinstance(value, dict) else None
                assert shown(value) == wanted, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cases_hold(path: Path) -> None:
    facts, failures = 0, []
    for title, text, said in cases(path):
        parsed = Parsed(text)
        for line, fact in said:
            facts += 1
            try:
                parsed.check(fact)
            except AssertionError as error:
                failures.append(f"{path.name}:{line} {title}\n    {fact}\n    {error}")
    assert facts
    assert not failures, "\n".join(failures)
