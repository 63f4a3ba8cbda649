#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""update_profile.py [--check]: the profile's filters for findings name the rules of lint.def.

`_ws.expert.severity` would also be true of what TCP finds in the same packet.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
COLORS, BUTTONS = (ROOT / "share/profile" / name for name in ("colorfilters", "dfilter_buttons"))


def rules(*severities):
    """A filter for the rules of these severities."""
    text = (ROOT / "signaling/lint.def").read_text(encoding="utf-8")
    return " || ".join("wrtcsig." + name for name, severity in re.findall(
        r'^RULE\(\w+,\s*"([^"]+)",\s*(\w+)', text, flags=re.M) if severity in severities)


def updated():
    """{path: what it should hold}."""
    colors, buttons = (path.read_text(encoding="utf-8") for path in (COLORS, BUTTONS))
    for name, severity in (("error", "ERROR"), ("warning", "WARN")):
        colors = re.sub(r"(?m)^(@WebRTC finding, %s@)[^@]*@" % name,
                        lambda found, s=severity: found[1] + rules(s) + "@", colors)
    buttons = re.sub(r'(?m)^("TRUE","Findings",)"[^"]*"',
                     lambda found: '%s"%s"' % (found[1], rules("ERROR", "WARN")), buttons)
    return {COLORS: colors, BUTTONS: buttons}


stale = {path: text for path, text in updated().items() if path.read_text(encoding="utf-8") != text}
if sys.argv[1:] == ["--check"]:
    sys.exit("stale: %s; cmake --build B --target update-docs" % ", ".join(map(str, stale))
             if stale else 0)
for path, text in stale.items():
    path.write_text(text, encoding="utf-8")
