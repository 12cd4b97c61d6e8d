"""Holds the reports read from made files against those read from the text: compare.py LAWGOV TEXT MADE

MADE has a folder for each format, docx or docx-numbered. Sections, statistics and findings must be the same: what they are, and the words they
stand on, blanks aside (a paragraph's indentation is layout in Word and blanks in a text).
"""

import json
import pathlib
import subprocess
import sys

PLACES = {"start", "end"}


def reports(lawgov, folder):
    """The reports of a folder by the names of their files without the end."""
    run = subprocess.run([lawgov, "parse", folder, "--format", "jsonl"], capture_output=True, text=True, encoding="utf-8")
    if run.returncode not in (0, 1):
        sys.exit(run.stderr)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return {pathlib.Path(line["source"]["name"]).stem: line for line in lines}


def squeezed(value):
    """The same value without blanks in its words and without places."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, list):
        return [squeezed(item) for item in value]
    if isinstance(value, dict):
        return {key: squeezed(item) for key, item in value.items() if key not in PLACES}
    return value


def items(report, kind):
    """The items of a kind with the words that they stand on."""
    text = report["text"]
    return [squeezed({**item, "words": text[item["start"] : item["end"]]}) for item in report[kind]]


def differences(text, made):
    if "error" in made:
        return [f"error: {made['error']['message']}"]
    found = []
    for kind in ("sections", "statistics", "findings"):
        old, new = items(text, kind), items(made, kind)
        found += [f"{kind}: only in the text: {item}" for item in old if item not in new]
        found += [f"{kind}: only in the file: {item}" for item in new if item not in old]
        if not found and old != new:
            found.append(f"{kind}: another order")
    keep = squeezed(text["metadata"])
    found += [f"metadata.{key}: {squeezed(made['metadata'][key])!r} for {value!r}"
              for key, value in keep.items() if squeezed(made["metadata"][key]) != value]
    return found


def main(lawgov, text, made):
    texts = reports(lawgov, text)
    wrong = 0
    for folder in sorted(pathlib.Path(made).iterdir()):
        files = reports(lawgov, folder)
        if files.keys() != texts.keys():
            sys.exit(f"{folder.name}: files missing: {sorted(texts.keys() ^ files.keys())}")
        same = 0
        for name, file in files.items():
            format = file["source"].get("format")
            lines = differences(texts[name], file)
            if "error" not in file and format != folder.name.split("-")[0]:
                lines.append(f"source.format: {format}")
            same += not lines
            for line in lines:
                print(f"{folder.name}/{name}: {line[:400]}")
        wrong += len(files) - same
        print(f"real files: {folder.name}: {same} of {len(files)} the same as their text")
    sys.exit(1 if wrong else 0)


main(*sys.argv[1:])
