"""The code of the documentation runs, and prints what the pages say.

The blocks of a page run one after another, in a folder that has ``samples`` and is otherwise empty. A ``text`` block
after a ``python`` block is what that block prints. Lines of ``console`` blocks that begin with ``$`` are run by a shell
that finds ``lawgov`` and ``python``. A word after the language names what a block needs and is skipped without
(``python spark``); such a block stands alone. R runs where ``Rscript`` is installed, each block if its packages are.
Blocks of ``stata`` are not run.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND, ROOT, SAMPLES

import lawgov

PAGES = ("README", "docs/python", "docs/r-stata")
FILES = [f"{page}{end}.md" for page in PAGES for end in ("", ".zh-CN")]
#: What a block can need, and how to tell.
NEEDS = {"spark": ("pyspark", "java"), "ray": ("ray", None)}
#: Commands of the README build the project or serve a page.
SHELL = [name for name in FILES if name.startswith("docs/")]


@dataclass
class Block:
    line: int
    language: str
    need: str
    code: str


def blocks(name: str) -> Iterator[Block]:
    text = (ROOT / name).read_text(encoding="utf-8")
    for found in re.finditer(r"^```(\w*) ?(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield Block(text.count("\n", 0, found.start()) + 2, found[1], found[2], found[3])


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SAMPLES, tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)


def run(name: str, block: Block, names: dict[str, Any]) -> str:
    """Runs a block; its lines are those of the page in a traceback."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile("\n" * (block.line - 1) + block.code, str(ROOT / name), "exec"), names)
    return out.getvalue()


@pytest.mark.parametrize("name", FILES)
def test_python_blocks_print_what_the_page_says(name: str) -> None:
    lawgov.set_language("zh" if "zh-CN" in name else "en")
    names: dict[str, Any] = {"__name__": name}
    page = list(blocks(name))
    ran = 0
    for block, after in zip(page, [*page[1:], None], strict=True):
        if block.language == "python" and not block.need:
            printed = run(name, block, names)
            ran += 1
            if after and after.language == "text":
                assert printed.rstrip("\n") == after.code.rstrip("\n"), f"{name}:{after.line}"
    assert ran


@pytest.mark.parametrize("need", NEEDS)
@pytest.mark.parametrize("name", [name for name in FILES if "docs/python" in name])
def test_blocks_that_need_more_run(name: str, need: str) -> None:
    module, program = NEEDS[need]
    pytest.importorskip(module, reason=f"{name}: {module} is not installed")
    if program and not (shutil.which(program) or os.environ.get("JAVA_HOME")):
        pytest.skip(f"{name}: {program} is not installed")
    page = list(blocks(name))
    wanted = [(block, after) for block, after in zip(page, [*page[1:], None], strict=True) if block.need == need]
    assert wanted, f"{name} has no block of {need}"
    for block, after in wanted:
        printed = run(name, block, {"__name__": "__main__"})
        if after and after.language == "text":
            assert printed.rstrip("\n") == after.code.rstrip("\n"), f"{name}:{after.line}"


@pytest.mark.skipif(COMMAND is None, reason="the command is not built: cargo build -p lawgov-cli")
@pytest.mark.parametrize("name", SHELL)
def test_commands_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert COMMAND
    monkeypatch.setenv(
        "PATH", f"{COMMAND.parent}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    for block in blocks(name):
        for line in block.code.splitlines() if block.language == "console" else ():
            if line.startswith("$ ") and not line.startswith(("$ pip ", "$ cargo ", "$ git ")):
                done = subprocess.run(line[2:], shell=True, capture_output=True, text=True, timeout=120, check=False)
                assert done.returncode == 0, f"{name}:{block.line}: {line}\n{done.stderr}"


def missing_r_packages(code: str) -> list[str]:
    wanted = sorted(set(re.findall(r"library\((\w+)\)|(\w+)::", code)))
    names = [one or other for one, other in wanted]
    script = f"cat(setdiff(c({', '.join(map(repr, names))}), rownames(installed.packages())))"
    return subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
@pytest.mark.skipif(COMMAND is None, reason="the command is not built: cargo build -p lawgov-cli")
@pytest.mark.parametrize("name", [name for name in FILES if "r-stata" in name])
def test_r_reads_what_was_written(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    test_commands_run(name, monkeypatch)
    lawgov.set_language("en")
    names: dict[str, Any] = {"__name__": name}
    skipped: list[str] = []
    for block in blocks(name):
        if block.language == "python" and not block.need:
            run(name, block, names)
        if block.language == "r":
            lacking = missing_r_packages(block.code)
            if lacking:
                skipped.append(f"{name}:{block.line}: R lacks {', '.join(lacking)}")
                continue
            code = (
                f"reticulate::use_python('{sys.executable}')\n{block.code}"
                if "reticulate" in block.code
                else block.code
            )
            (tmp_path / "block.R").write_text(code, encoding="utf-8")
            done = subprocess.run(
                ["Rscript", "block.R"], capture_output=True, text=True, timeout=300, check=False, cwd=tmp_path
            )
            assert done.returncode == 0, f"{name}:{block.line}\n{done.stdout}{done.stderr}"
    if skipped:
        pytest.skip("; ".join(skipped))
