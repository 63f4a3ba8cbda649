#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""house_rules.py ROOT: what is not enforced rots. Who may include whom, where version conditions may
stand, the licence line, lengths, and that no registry or mirror is named."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])
FILE_LINES_MAX = 600
FUNCTION_LINES_MAX = 60

# The floors of signaling/, lowest first: a file includes its own floor and those below.
FLOORS = [
    {"slice", "arena", "result", "lint", "utf8"},
    {"ice", "sdp", "json", "text", "envelope", "frame", "protobuf", "livekit", "rtp", "stun",
     "dtls", "packed", "msgpack", "cbor", "inflate", "mqtt", "xml", "http", "upgrade"},
    {"msg", "fact", "evidence", "document", "negotiation", "identity"},
    {"dialect", "carrier", "find", "describe", "jingle", "xmpp", "lint-msg", "lint-internal", "lint-sdp",
     "lint-rtp", "lint-ice", "screen"},
    {"lane", "connection", "session", "segments"},
    {"media"},
    {"capture"},
]
# Files that name the floor above for a reason.
EXCEPTIONS = {("msg.c", "fact")}  # a message holds its facts

complaints = []


def complain(path, text):
    complaints.append("%s: %s" % (path.relative_to(ROOT), text))


def tracked():
    """The project's files: git's, or where git does not answer all but what it would leave out."""
    try:
        run = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard"],
                             capture_output=True, text=True, check=False)
        if run.returncode == 0:
            return [ROOT / line for line in run.stdout.splitlines() if (ROOT / line).exists()]
    except OSError:
        pass
    return [path for path in ROOT.rglob("*") if path.is_file() and
            not any(part in (".git", "node_modules", "__pycache__") or part.startswith("build")
                    for part in path.relative_to(ROOT).parts)]


def floor_of(stem):
    """By its own name, else by the first word of it."""
    for name in (stem, stem.split("-")[0]):
        for level, floor in enumerate(FLOORS):
            if name in floor:
                return level
    return None


def check_includes(path, text):
    for name in re.findall(r'^#include [<"]([^>"]+)[>"]', text, flags=re.M):
        if path.parent.name != "signaling":
            continue
        if name.startswith(("epan/", "wsutil/", "wiretap/", "ws_")):
            complain(path, "the pure floor includes " + name)
        if not name.endswith(".h") or "/" in name or name in ("glib.h", "jsmn.h"):
            continue
        mine, other = floor_of(path.stem), floor_of(name[:-2])
        if other is not None and mine is None:
            complain(path, "stands on no floor of tests/checks/house_rules.py")
        elif other is not None and other > mine and (path.name, name[:-2]) not in EXCEPTIONS:
            complain(path, "includes %s, which is above it" % name)


def check_functions(path, text):
    """Lines from a brace in the first column to the next closing one."""
    start = None
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            if number - start > FUNCTION_LINES_MAX:
                complain(path, "function at line %d has %d lines" % (start, number - start))
            start = None


for file in tracked():
    if file.suffix in (".pcapng", ".in", ".facts", ".png") or file.name.endswith(".truth.json"):
        continue
    content = file.read_text(encoding="utf-8")
    if re.search(r"https?://(?:[a-z0-9-]+\.)*(?:npmjs|debian)\.(?:org|com)", content):
        complain(file, "names a registry host")
    if file.suffix in (".c", ".h", ".def", ".py", ".sh", ".mjs", ".js", ".cmake") or \
            file.name in ("CMakeLists.txt", "run"):
        if "SPDX-License-Identifier: GPL-2.0-or-later" not in content:
            complain(file, "has no SPDX line")
        if len(content.splitlines()) > FILE_LINES_MAX:
            complain(file, "has more than %d lines" % FILE_LINES_MAX)
    if file.suffix in (".c", ".h"):
        check_includes(file, content)
        check_functions(file, content)
        if file.name != "compat.h" and re.search(r"^#\s*if.*WIRESHARK_VERSION|^#\s*if 0", content,
                                                 flags=re.M):
            complain(file, "has a version condition or dead code")

print("\n".join(complaints) or "house rules: kept")
sys.exit(1 if complaints else 0)
