#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""make.py [NAME...]: writes test-captures/hard-*.pcapng with their truth files: what networks do to
TCP, and rules that no library can be made to break. Frame numbers and times are known by making."""
import os
import pathlib
import sys

import media
import reach
import rules
import segments

HERE = pathlib.Path(__file__).resolve().parent
OUT = pathlib.Path(os.environ.get("WRTCSIG_CAPTURES", HERE / "../../test-captures"))

for scenario in segments.SCENARIOS + rules.SCENARIOS + media.SCENARIOS + reach.SCENARIOS:
    name = "hard-" + scenario.__name__.replace("_", "-")
    if not sys.argv[1:] or name in sys.argv[1:]:
        capture = scenario(name)
        capture.write(OUT)
        print("%s: %d packets" % (name, len(capture.packets)))
