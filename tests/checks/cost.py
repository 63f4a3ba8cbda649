#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""cost.py REPLAY: what signaling/ costs, in instructions: no time is measured.

Ten times as much of anything takes at most GROWTH_MAX times the instructions, and a message that is
no signaling a few for each of its bytes. Without valgrind the test is skipped (exit code 77).
"""
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import benchmark_captures as captures  # noqa: E402

GROWTH_MAX = 10.5
# Lines are read and the text is scanned, by strings; see signaling/screen.h.
UNRELATED_PER_BYTE_MAX = 10

GROWTH = {
    "messages": (captures.json_mix, 100),
    "connections": (captures.connections, 20),
    "open connections": (captures.open_connections, 20),
    "offers": (captures.offers, 20),
    "unanswered offers": (captures.unanswered, 20),
    "renegotiations": (captures.renegotiations, 20),
    "same ufrag": (captures.same_ufrag, 40),
    "candidates": (captures.candidates, 100),
    "orphans": (captures.orphans, 300),
    "candidates in one description": (captures.in_description, 100),
    "m-sections": (captures.sections, 30),
    "requests": (captures.joins, 100),
    "flows": (captures.flows, 20),
    "strange checks": (captures.strange_checks, 100),
    "sources": (captures.sources, 300),
    "media": (captures.media, 300),
}

HEAD = r"v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
OFFER = r'{"type":"offer","sdp":"' + HEAD
ICE = OFFER + r"a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
VIDEO = ICE + r"m=video 9 UDP/TLS/RTP/SAVPF 96\r\n"
CANDIDATE = "candidate:1 1 udp 2130706431 192.0.2.1 5000 typ host"

# One message: what begins it, what of it there is much of ("%d": its number), and what ends it.
TEXTS = {
    "keys": ("{", '"candidate":"' + CANDIDATE + '",', '"x":0}'),
    "trickles": ('{"trickle":{', r'"candidateInit":"{\"candidate\":\"' + CANDIDATE + r'\"}",',
                 '"final":true}}'),
    "empty events": ('["candidate",', "null,", "0]"),
    "objects": ("[", '{"type":"offer"},', "0]"),
    "strings": ("[", r'"v=0\r\nbut nothing else",', "0]"),
    "nested strings": ("[", r'"{\"a\":\"candidate:1 typ \"}",', "0]"),
    "base64": ("[", '"eyJhIjoiYSIsImEiOiJhIiwiYSI6ImEifQ==",', "0]"),
    "formats": (OFFER + "m=audio 9 RTP/AVP", " 0", '"}'),
    "rtpmaps": (OFFER + r"m=audio 9 RTP/AVP 0\r\n", r"a=rtpmap:0 x/1\r\n", '"}'),
    "sections": (OFFER, r"m=audio 9 RTP/AVP 0\r\n", '"}'),
    "messages in one": ("[", '{"janus":"hangup","session_id":7},', "0]"),
    "sockjs": ("a[", r'"{\"jsonrpc\":\"2.0\"}",', '""]'),
    "stomp": ("", 'SEND\na:b\n\n{"jsonrpc":"2.0"}\0', ""),
    "stomp headers": ("SEND\n", "a:b\n", "\n"),
    "arrays in arguments": ('{"type":1,"target":"a","arguments":[', "[[[{}]]],", "0]}"),
    "records": ("", '{"candidate":null}\x1e', ""),
    "roots": ("", '{"candidate":null}\n', ""),
    "spaces": ('{"candidate":"candidate:1', "  ", '","sdpMid":"0"}'),
    # What the rules look at.
    "mids": (ICE, r"m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:%d\r\na=rtcp-mux\r\n", '"}'),
    "ports": (VIDEO, r"a=candidate:1 1 udp 1 192.0.2.1 %d typ host\r\n", '"}'),
    "ssrcs": (VIDEO, r"a=ssrc:%d cname:x\r\n", '"}'),
    "rids": (VIDEO, r"a=rid:r%d send\r\n", '"}'),
    "fingerprints": (VIDEO, r"a=fingerprint:sha-1 %d\r\n", '"}'),
}
TEXT_SMALL = 500


def text_of(begin, middle, end):
    """As captures' functions are called."""
    def case(lines, n):
        text = begin + "".join(middle.replace("%d", str(i)) for i in range(n)) + end
        lines.lines.append("f 0 0 " + text.encode("latin-1").hex())
    return case


GROWTH.update((name, (text_of(*text), TEXT_SMALL)) for name, text in TEXTS.items())


class Lines:
    """In the place of a capture: lines for tests/unit/replay.c."""

    def __init__(self):
        self.random = captures.random.Random(1)
        self.lines = []
        self.connections = 0
        self.flows = {}

    def udp(self, source, destination, payload):
        ends = tuple(sorted((source, destination)))
        flow = self.flows.setdefault(ends, len(self.flows))
        self.lines.append("u %d %d %s" % (flow, source != ends[0], payload.hex()))


class Socket:
    """In the place of a WebSocket."""

    def __init__(self, lines, _client, url="/ws"):
        self.lines = lines.lines
        self.number = lines.connections
        lines.connections += 1
        self.lines.append("o %d %s" % (self.number, url))

    def message(self, sender, text):
        self.lines.append("m %d %d %s" % (self.number, sender, text))

    def end(self):
        self.lines.append("e %d" % self.number)


captures.WebSocket = Socket


def count(replay, path):
    run = subprocess.run(["valgrind", "--tool=cachegrind", "--cache-sim=no",
                          "--cachegrind-out-file=/dev/null", replay, str(path)],
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    found = re.search(r"I +refs: +([\d,]+)", run.stderr)
    if run.returncode != 0 or not found:
        sys.exit("%s: exit %d\n%s" % (path, run.returncode, run.stderr[-2000:]))
    return int(found[1].replace(",", ""))


def main():
    replay = sys.argv[1]
    if not shutil.which("valgrind"):
        print("skipped: there is no valgrind")
        sys.exit(77)
    complaints = []
    with tempfile.TemporaryDirectory() as folder, \
            concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        def measure(case, n):
            path = pathlib.Path(folder) / ("%d-%d" % (id(case), n))
            lines = Lines()
            if n > 0:
                case(lines, n)
            path.write_text("\n".join(lines.lines), encoding="utf-8")
            return count(replay, path), path.stat().st_size

        # One unit first: what is made once is start-up.
        jobs = {(name, n): pool.submit(measure, case, n) for name, (case, small) in GROWTH.items()
                for n in (2, small, 10 * small)}
        cost = {key: job.result() for key, job in jobs.items()}
    for name, (_case, n) in GROWTH.items():
        (first, size), (small, _), (large, large_size) = (cost[name, k] for k in (2, n, 10 * n))
        growth = (large - first) / (small - first) * (n - 2) / (10 * n - 2) * 10
        print("%-32s %6.2f times for ten times as many, %8.0f instructions each" % (
            name, growth, (large - first) / (10 * n - 2)))
        if growth > GROWTH_MAX:
            complaints.append("%s: %.2f times" % (name, growth))
        if name == "messages":
            per_byte = (large - first) / (large_size - size)
            print("%-32s %6.2f instructions for each byte" % ("", per_byte))
            if per_byte > UNRELATED_PER_BYTE_MAX:
                complaints.append("unrelated messages: %.2f instructions a byte" % per_byte)
    sys.exit("\n".join(complaints) or 0)


if __name__ == "__main__":
    main()
