#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""sessions.py NAME...: writes `sessions` into truth files (TRUTH.md), without the plugin's own sessions.

Which descriptions belong together the media says: each connectivity check names the username
fragments of both sides (RFC 8445 section 7.2.2); and an agent that restarts ICE keeps its o= line's id
and its certificate. Which offer an answer answers: the one that is open
and came the other way on the same connection. Where that is not plain, the file is left alone and
the reason printed: then it is written by hand, or not at all. Only the texts of the descriptions are
the plugin's reading, and their digests are in the truth file already.

WRTCSIG_PLUGIN as for the tests."""
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests/tshark"))
import host  # noqa: E402
import sessions  # noqa: E402
import story  # noqa: E402


# A name and an id of so many characters in an o= line are one peer connection's alone.
RANDOM = 16


class Unclear(Exception):
    """Not to be decided here."""


class Groups:
    """Sets that are joined step by step."""

    def __init__(self):
        self.parent = {}

    def find(self, one):
        self.parent.setdefault(one, one)
        while self.parent[one] != one:
            one = self.parent[one]
        return one

    def join(self, one, other):
        self.parent[self.find(one)] = self.find(other)


def checks(capture):
    """The pairs of username fragments in connectivity checks; Wireshark alone reads them."""
    rows = host.fields(capture, ["stun.att.username"], "--disable-protocol", "wrtcsig", "-Y",
                       "stun.att.username")
    names = {name for row in rows for name in row[0] if name.count(":") == 1}
    return [name.split(":") for name in names]


def descriptions(capture, truth):
    """By digest and kind, in the order of the capture: lanes, ufrags, whose it is."""
    known = {item.get("sdp_sha256") for item in truth["items"]} | {
        connection["url_offer"]["sdp_sha256"] for connection in truth["connections"]
        if connection.get("url_offer")}
    found = {}
    items = story.read(capture)["items"]
    for item in sorted(items, key=lambda item: item["frame"]):
        if item["kind"] not in sessions.DESCRIPTIONS:
            continue
        digest = item["sdp_sha256"]
        if digest not in known:
            raise Unclear("a description that the truth does not have")
        one = found.setdefault((digest, item["kind"]),
                               {"lanes": set(), "ufrags": sessions.ufrags(item["text"])})
        one["lanes"].add((item["connection"], item["from_client"]))
        one["agent"] = (re.findall(r"^o=(\S+ \S+)", item["text"], flags=re.M)
                        + sorted(set(re.findall(r"^a=fingerprint:(.*)", item["text"], flags=re.M))))
        if not one["ufrags"]:
            raise Unclear("a description without ufrag")
    return found


def back(lane):
    """The other way on the same connection; where the sides are not known, either."""
    return lane[0], None if lane[1] is None else not lane[1]


def pair(found, groups):
    """exchange by exchange: {offer, pranswer, answer} of digests, and the answers of none."""
    exchanges, stray = [], []
    for (digest, kind), one in found.items():
        if kind == "offer":
            exchanges.append({"offer": digest})
            continue
        group = groups.find(next(iter(one["ufrags"])))
        fitting = [(exchange, offer) for exchange in exchanges if "answer" not in exchange
                   for offer in [found[exchange["offer"], "offer"]]
                   if one["lanes"] & {back(lane) for lane in offer["lanes"]}]
        same = [pair for pair in fitting if groups.find(next(iter(pair[1]["ufrags"]))) == group]
        last = same[-1:] or fitting
        if len(last) > 1:
            raise Unclear("an answer to one of %d offers" % len(last))
        if not last:
            stray.append(digest)
            continue
        exchange, offer = last[0]
        if kind in exchange:
            raise Unclear("two %ss" % kind)
        exchange[kind] = digest
        groups.join(group, next(iter(offer["ufrags"])))
    return exchanges, stray


def derive(capture, truth):
    found = descriptions(capture, truth)
    if not found:
        raise Unclear("no descriptions")
    groups = Groups()
    for one in found.values():
        for ufrag in one["ufrags"]:
            groups.join(ufrag, next(iter(one["ufrags"])))
        for other in found.values():
            if other["agent"] == one["agent"] and len(one["agent"][0]) >= RANDOM:
                groups.join(next(iter(other["ufrags"])), next(iter(one["ufrags"])))
    ours = set().union(*(one["ufrags"] for one in found.values()))
    for ufrags in checks(capture):
        if set(ufrags) <= ours:
            groups.join(*ufrags)
    exchanges, stray = pair(found, groups)
    result = {}
    ufrag_of = {digest: next(iter(one["ufrags"])) for (digest, _), one in found.items()}
    def at(digest):
        return result.setdefault(groups.find(ufrag_of[digest]), {"exchanges": []})
    for exchange in exchanges:
        at(exchange["offer"])["exchanges"].append(exchange)
    for digest in stray:
        at(digest).setdefault("stray", []).append(digest)
    return list(result.values())


def write(path, result):
    """At the end of the file, whose form stays as it is."""
    text = path.read_text(encoding="utf-8").rstrip()
    text = re.sub(r',\n  "sessions": \[\n.*?\n  \]', "", text, flags=re.S)
    lines = ",\n".join("    " + json.dumps(one, separators=(",", ":")) for one in result)
    text = re.sub(r"\s*\}$", "", text) + ',\n  "sessions": [\n%s\n  ]\n}\n' % lines
    json.loads(text)
    path.write_text(text, encoding="utf-8")


for name in sys.argv[1:]:
    try:
        written = derive(name + ".pcapng", host.truth(name + ".pcapng"))
        write(host.CAPTURES / (name + ".truth.json"), written)
        print("%s: %s" % (name, [len(one["exchanges"]) for one in written]))
    except Unclear as reason:
        print("%s: %s" % (name, reason))
