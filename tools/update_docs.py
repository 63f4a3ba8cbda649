#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""update_docs.py [--check] DOC_TABLES: puts the generated tables into README.md, between
<!-- table: NAME --> and <!-- end -->; with --check only says whether they are there as they should."""
import pathlib
import re
import subprocess
import sys

README = pathlib.Path(__file__).resolve().parents[1] / "README.md"


def main():
    program = sys.argv[-1]
    text = README.read_text(encoding="utf-8")

    def fill(found):
        table = subprocess.run([program, found[1]], capture_output=True, text=True,
                               check=True).stdout
        return "<!-- table: %s -->\n%s<!-- end -->" % (found[1], table)

    fresh, count = re.subn(r"<!-- table: (\w+) -->\n.*?<!-- end -->", fill, text, flags=re.S)
    if count == 0:
        sys.exit("README.md has no table to fill in")
    if "--check" not in sys.argv:
        README.write_text(fresh, encoding="utf-8")
    elif fresh != text:
        sys.exit("README.md's tables are stale: build the target update-docs")


main()
