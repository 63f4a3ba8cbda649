#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""dialect_samples.py ROOT: every system of dialects.def has a capture whose truth file names it, holds
messages of it, and says whether it was recorded or crafted. What the plugin makes of those captures is
tests/tshark/test_truth.py's matter."""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])


def dialects():
    """The rows of dialects.def."""
    text = (ROOT / "signaling/dialects.def").read_text(encoding="utf-8")
    return re.findall(r"^DIALECT\((\w+)\)", text, flags=re.M)


def samples():
    """The truth files that name a dialect, and their captures that are there."""
    for path in sorted((ROOT / "test-captures").glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if "dialect" in truth and (path.parent / truth["capture"]).exists():
            yield truth


def faults(truth):
    """What keeps a truth file from being a sample."""
    if not re.search(r"; (recorded|crafted)$", truth["origin"]):
        yield "origin says neither recorded nor crafted"
    if not truth.get("messages") and not truth["items"]:
        yield "no message in it"


def main():
    complaints, covered = [], {}
    for truth in samples():
        wrong = list(faults(truth))
        complaints += ["%s: %s" % (truth["capture"], fault) for fault in wrong]
        if not wrong:
            covered.setdefault(truth["dialect"], []).append(truth["capture"])
    complaints += ["%s: no capture has it" % name for name in dialects() if name not in covered]
    if complaints:
        sys.exit("\n".join(complaints))
    print("%d dialects, %d captures" % (len(dialects()), sum(map(len, covered.values()))))


main()
