"""Scores what is read of made files against annotations of their texts: gold.py SCORER GOLD LAWGOV TEXT MADE

Annotations name places of the plain text. A reader of another format gives the same characters with other blanks, so
every place is carried over by counting the characters that are no blanks; a file whose characters differ is named.
"""

import difflib
import json
import pathlib
import subprocess
import sys
import tempfile


def places(text):
    return [at for at, char in enumerate(text) if not char.isspace()]


def carried(made, text):
    """For each character of `made`, and its end, the place in `text`."""
    of, to = places(made), places(text)
    squeezed = "".join(made.split()), "".join(text.split())
    pairs = {len(of): len(to)}
    if squeezed[0] == squeezed[1]:
        pairs = {i: i for i in range(len(of) + 1)}
    else:
        for block in difflib.SequenceMatcher(None, *squeezed, autojunk=False).get_matching_blocks():
            pairs.update({block.a + i: block.b + i for i in range(block.size)})
    rank = {at: i for i, at in enumerate(of)}

    def start(at):
        while at < len(made) and at not in rank:
            at += 1
        i = pairs.get(rank.get(at, len(of)))
        return None if i is None else (to[i] if i < len(to) else len(text))

    def end(at):
        last = start(at - 1) if at else 0
        return last if last is None or not at else last + 1

    return start, end, squeezed[0] == squeezed[1]


def moved(value, text, start, end):
    if isinstance(value, list):
        return [moved(item, text, start, end) for item in value]
    if not isinstance(value, dict):
        return value
    value = {key: moved(item, text, start, end) for key, item in value.items()}
    if isinstance(value.get("start"), int):
        a, b = start(value["start"]), end(value["end"])
        if a is not None and b is not None:
            value.update(start=a, end=max(a, b))
            if "text" in value:
                value["text"] = text[a : value["end"]]
    return value


def main(scorer, gold, lawgov, folder, made):
    table = {}
    texts = {path.stem: path.read_text(encoding="utf-8") for path in pathlib.Path(folder).glob("*.txt")}
    kinds = [pathlib.Path(folder)] + sorted(pathlib.Path(made).iterdir())
    for kind in kinds:
        run = subprocess.run([lawgov, "parse", kind, "--format", "jsonl"], capture_output=True, text=True, encoding="utf-8")
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
            for line in run.stdout.splitlines():
                report = json.loads(line)
                name = pathlib.Path(report["source"]["name"]).stem
                if "error" in report:
                    print(f"{kind.name}/{name}: {report['error']['message']}")
                    continue
                text = texts[name]
                start, end, same = carried(report["text"], text)
                if not same:
                    print(f"{kind.name}/{name}: other characters than the text")
                report = moved(report, text, start, end)
                report["text"] = text
                report["source"]["name"] = f"{name}.txt"
                out.write(json.dumps(report, ensure_ascii=False) + "\n")
            out.flush()
            scored = subprocess.run([sys.executable, scorer, gold, out.name], capture_output=True, text=True, encoding="utf-8")
        for line in scored.stdout.splitlines():
            name, found, rest = line.partition(" F1 ")
            if found:
                table.setdefault(name.strip(), {})[kind.name] = float(rest.split()[0])
    names = [kind.name for kind in kinds]
    print("| | " + " | ".join(names) + " |")
    print("|---" * (len(names) + 1) + "|")
    worse = 0
    for measure, row in table.items():
        print(f"| {measure} | " + " | ".join(f"{row.get(name, 0):.4f}" for name in names) + " |")
        worse += any(row.get(name, 0) < row[names[0]] - 0.01 for name in names)
    sys.exit(1 if worse else 0)


main(*sys.argv[1:])
