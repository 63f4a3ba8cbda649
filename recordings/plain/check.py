#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Holds truth files against what is on the wire; no plugin takes part.

check.py [NAME...]: compares connections, Close frames, descriptions and candidates (not those of
crafted captures), and counts the framing faults and the TCP ends. It takes TCP payloads from tshark
and reads frames itself.
"""
import glob
import hashlib
import json
import os
import subprocess
import sys
import zlib
from collections import Counter

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../test-captures")
FIELDS = ("frame.number tcp.stream tcp.srcport tcp.dstport tcp.flags.fin "
          "tcp.flags.reset tcp.payload http.request.uri http.upgrade").split()


def rows(capture, decode):
    args = ["tshark", "-r", capture, "-n", "-o", "tcp.desegment_tcp_streams:TRUE", *decode,
            "-T", "fields", "-E", "occurrence=f", *sum((["-e", f] for f in FIELDS), [])]
    out = subprocess.run(args, capture_output=True, text=True, check=True).stdout
    return [dict(zip(FIELDS, line.split("\t"))) for line in out.splitlines()]


class Stream:
    def __init__(self):
        self.data = {}
        self.order = []
        self.ends = []
        self.client = None
        self.uri = None


def frames(data):
    at = 0
    while at + 2 <= len(data):
        first, second = data[at], data[at + 1]
        head, size = 2, second & 127
        if size == 126:
            size, head = int.from_bytes(data[at + 2:at + 4], "big"), 4
        elif size == 127:
            size, head = int.from_bytes(data[at + 2:at + 10], "big"), 10
        masked = bool(second & 128)
        key = data[at + head:at + head + 4] if masked else b""
        head += len(key)
        body = data[at + head:at + head + size]
        if len(body) < size:
            print("   incomplete frame at the end", file=sys.stderr)
            return
        if key:
            body = bytes(b ^ key[i & 3] for i, b in enumerate(body))
        yield at + head + size, first, masked, body
        at += head + size


def messages(events, client, deflate):
    """The whole data messages of one side, fragments put together and inflated."""
    inflater = zlib.decompressobj(-15)
    parts, packed = b"", False
    for _, _, side, first, _, body in events:
        if side != client or first & 15 > 2:
            continue
        if first & 15:
            parts, packed = b"", deflate and first & 0x40
        parts += body
        if first >> 7:
            yield inflater.decompress(parts + b"\0\0\xff\xff") if packed else parts


def items_of(events, index, deflate):
    for client in (True, False):
        for text in messages(events, client, deflate):
            try:
                got = json.loads(text)
            except ValueError:
                continue
            item = {"connection": index, "from_client": client}
            if "sdp" in got and got["sdp"] is None:
                continue  # says that it is a description, and has none
            if "sdp" in got:
                digest = hashlib.sha256(got["sdp"].encode()).hexdigest()
                media = [line[2:].split()[0] for line in got["sdp"].splitlines() if line[:2] == "m="]
                yield {**item, "kind": got["type"].lower(), "sdp_sha256": digest, "media": media}
            elif got.get("candidate"):
                mid = {} if got["sdpMid"] is None else {"mid": got["sdpMid"]}
                yield {**item, "kind": "candidate", **mid,
                       "candidate": got["candidate"].removeprefix("a=")}
            elif "candidate" in got:
                yield {**item, "kind": "end-of-candidates"}


def close_entry(stream, client, body):
    entry = {"connection": stream, "from_client": client}
    if len(body) >= 2:
        entry["code"] = int.from_bytes(body[:2], "big")
        if body[2:]:
            entry["reason"] = body[2:].decode("utf-8", "replace")
    return entry


def check(name):
    truth = json.load(open(os.path.join(FOLDER, name + ".truth.json")))
    streams = {}
    midstream = name == "fault-midstream"
    for row in rows(os.path.join(FOLDER, name + ".pcapng"), truth.get("decode", [])):
        stream = streams.setdefault(row["tcp.stream"], Stream())
        src = row["tcp.srcport"]
        if stream.client is None:
            from_server = midstream and row["tcp.dstport"] != "8080"
            stream.client = row["tcp.dstport"] if from_server else src
        if row["tcp.payload"]:
            payload = bytes.fromhex(row["tcp.payload"].replace(":", ""))
            stream.data.setdefault(src, []).append((int(row["frame.number"]), payload))
        if row["http.upgrade"] and row["http.request.uri"]:
            stream.uri = row["http.request.uri"]
            stream.at = int(row["frame.number"])
        for flag in ("fin", "reset"):
            if row["tcp.flags." + flag] in ("1", "True"):
                stream.ends.append((int(row["frame.number"]), flag, src == stream.client))
    found, closes, uris, items, total, packed = Counter(), [], [], [], 0, 0
    sockets = [s for s in streams.values() if midstream or s.uri is not None]
    sockets.sort(key=lambda s: 0 if midstream else s.at)
    for index, stream in enumerate(sockets):
        uris.append(stream.uri)
        closed, events, deflate, upgraded = set(), [], False, midstream
        for src, parts in stream.data.items():
            data = b"".join(p for _, p in parts)
            skip = 0
            while not midstream and data[skip:skip + 4] in (b"GET ", b"HTTP"):
                head = data[skip:data.index(b"\r\n\r\n", skip)].lower()
                skip = data.index(b"\r\n\r\n", skip) + 4
                if b"content-length:" in head:
                    skip += int(head.split(b"content-length:")[1].split()[0])
                if head.startswith(b"http/1.1 101"):
                    deflate, upgraded = b"permessage-deflate" in head, True
                    break
            edges, seen = [], 0
            for number, part in parts:
                seen += len(part)
                edges.append((seen, number))
            for end, first, masked, body in frames(data[skip:]):
                number = next(n for e, n in edges if e >= end + skip)
                events.append((number, end, src == stream.client, first, masked, body))
        events.sort(key=lambda e: (e[0], e[1]))
        for number, end, client, first, masked, body in events:
            op, fin, rsv = first & 15, first >> 7, (first >> 4) & 7
            total += 1
            packed += bool(deflate and rsv & 4)
            found["frame.unmasked_client"] += client and not masked
            found["frame.masked_server"] += not client and masked
            legal = 4 if deflate and op in (1, 2) else 0
            found["frame.reserved_bits"] += bool(rsv & ~legal)
            found["frame.control_too_long"] += op >= 8 and len(body) > 125
            found["frame.control_fragmented"] += op >= 8 and not fin
            if op < 8 and client in closed:
                found["close.data_after_close"] += 1
            if op == 8:
                closes.append(close_entry(index, client, body))
                found["close.short_body"] += len(body) == 1
                closed.add(client)
        if name.startswith("fault"):
            items += items_of(events, index, deflate)
        sent = lambda side, until: any(number <= until and client == side and first & 15 == 8
                                       for number, _, client, first, _, _ in events)
        early = [number for number, flag, side in stream.ends
                 if (flag == "fin" and not sent(side, number)) or
                 (flag == "reset" and len(closed) < 2)]
        found["close.no_handshake"] += bool(early) and upgraded
    wrong = []
    want_uris = [c["path"] for c in truth["connections"]]
    if uris != want_uris:
        wrong.append(f"paths {uris} not {want_uris}")
    keys = ("connection", "from_client", "code", "reason")
    same = lambda close: json.dumps([close.get(key) for key in keys])
    if sorted(map(same, closes)) != sorted(map(same, truth["closes"])):
        wrong.append(f"closes on the wire {closes}")
    rank = lambda i: (i["connection"], not i["from_client"])
    if not name.startswith("crafted") and items != sorted(truth["items"], key=rank):
        wrong.append("the items on the wire are others")
    initiators = {}
    for c in closes:
        initiators.setdefault(c["connection"], "client" if c["from_client"] else "server")
    for c in truth["closes"]:
        if initiators.get(c["connection"]) != c["initiator"]:
            wrong.append(f"initiator of {c}")
    for rule, count in found.items():
        if count != truth["findings"].get(rule, 0):
            wrong.append(f"{rule}: {count} on the wire, truth {truth['findings'].get(rule, 0)}")
    size = os.path.getsize(os.path.join(FOLDER, name + ".pcapng"))
    print(f"{name}: {len(sockets)} connections, {total} frames, {packed} deflated, "
          f"{len(truth['items'])} items, {size} bytes:", "WRONG" if wrong else "ok")
    for line in wrong:
        print("   ", line)
    return not wrong


def main():
    names = sys.argv[1:] or sorted(os.path.basename(p)[:-11] for kind in ("crafted", "fault", "plain")
                                   for p in glob.glob(f"{FOLDER}/{kind}-*.truth.json"))
    sys.exit(0 if all([check(name) for name in names]) else 1)


main()
