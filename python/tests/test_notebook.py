"""The notebook of the examples runs from top to bottom."""

from __future__ import annotations

import nbformat
from conftest import ROOT
from nbclient import NotebookClient


def test_the_quickstart_runs() -> None:
    path = ROOT / "examples" / "quickstart.ipynb"
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "outputs are not kept in the repository"
    NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(ROOT)}}).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert sum("image/png" in output.get("data", {}) for output in shown) == 2
    # Nothing is warned of, and every table has rows.
    assert not [output for output in shown if output["output_type"] == "stream" and output["name"] == "stderr"]
    tables = [
        output["data"]["text/html"] for output in shown if "<table" in output.get("data", {}).get("text/html", "")
    ]
    assert len(tables) == 7
    assert all(table.count("<tr") > 3 for table in tables)
    files = shown[-1]["data"]["text/plain"]
    for name in ("面板.xlsx", "panel.dta", "data/reports.csv", "data/statistics.parquet", "data/datapackage.json"):
        assert name in files
