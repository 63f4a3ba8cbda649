#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""update_docs.py [--check] DOC_TABLES: puts the generated tables into README.md, between
<!-- table: NAME --> and <!-- end -->; with --check only says whether they are there as they should."""
import collections
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
README = ROOT / "README.md"


def samples():
    """By dialect: the captures whose truth file names it, the crafted ones marked as such."""
    found = collections.defaultdict(list)
    for path in sorted((ROOT / "test-captures").glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        name = "`%s`" % truth["capture"][:-len(".pcapng")]
        recorded = truth["origin"].endswith("; recorded")
        names = {truth.get("dialect"), re.sub(r"[0-9]*$", "", truth["capture"][:-len(".pcapng")])}
        if truth["capture"].startswith(("simplepeer", "relay-", "firefox-")):
            names.add("w3c")  # pages of our own, which send the browser's objects as they are
        for message in truth.get("messages", []):
            names.update((message.get("carrier") or "").split(","))
        for system in names:
            found[system].append(name if recorded else name + " (crafted)")
    return found


def with_samples(table):
    """The dialects' or carriers' table with what each was tried on: captures of the real thing, or of
    messages written after its documentation."""
    captures = samples()
    lines = table.splitlines()
    lines[0] += " tried on |"
    lines[1] += " --- |"
    for number, line in enumerate(lines[2:], 2):
        name = re.match(r"\| `([\w-]+)`", line)[1]
        lines[number] += " %s |" % (", ".join(sorted(captures[name], key=lambda sample: sample.replace("`", ""))) or "messages in tests/golden only")
    return "\n".join(lines) + "\n"


def main():
    program = sys.argv[-1]
    text = README.read_text(encoding="utf-8")

    def fill(found):
        table = subprocess.run([program, found[1]], capture_output=True, text=True,
                               check=True).stdout
        if found[1] in ("dialects", "carriers"):
            table = with_samples(table)
        return "<!-- table: %s -->\n%s<!-- end -->" % (found[1], table)

    fresh, count = re.subn(r"<!-- table: (\w+) -->\n.*?<!-- end -->", fill, text, flags=re.S)
    if count == 0:
        sys.exit("README.md has no table to fill in")
    if "--check" not in sys.argv:
        README.write_text(fresh, encoding="utf-8")
    elif fresh != text:
        sys.exit("README.md's tables are stale: build the target update-docs")


main()
