# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures for tools/benchmark.py: any number of the same, deterministic, standard library only.

Each case is a function (capture, n) that writes n units of what its first line says.
"""
import base64
import hashlib
import json
import random
import struct

SERVER = "10.0.0.2"


class Capture:
    """A pcap file of Ethernet frames, and the TCP connections and UDP flows in it."""

    def __init__(self):
        self.out = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1)]
        self.packets = 0
        self.now = 1_700_000_000_000_000
        self.random = random.Random(1)

    def frame(self, protocol, source, destination, payload):
        self.now += 500
        header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), self.packets & 0xFFFF, 0,
                             64, protocol, 0, address(source), address(destination))
        data = b"\2\0\0\0\0\1\2\0\0\0\0\2\x08\x00" + header + payload
        self.out.append(struct.pack("<IIII", self.now // 1_000_000, self.now % 1_000_000, len(data),
                                    len(data)) + data)
        self.packets += 1

    def udp(self, source, destination, payload):
        self.frame(17, source[0], destination[0],
                   struct.pack("!HHHH", source[1], destination[1], 8 + len(payload), 0) + payload)

    def save(self, path):
        with open(path, "wb") as file:
            file.write(b"".join(self.out))


def address(text):
    return bytes(int(part) for part in text.split("."))


class Tcp:
    """One TCP connection, from its SYN to its FINs."""

    def __init__(self, capture, client, port=8080):
        self.capture = capture
        self.ends = [client, (SERVER, port)]
        self.sent = [1000, 5000]
        self.segment(0, b"", 0x02)
        self.segment(1, b"", 0x12)
        self.segment(0, b"", 0x10)

    def segment(self, sender, payload, flags=0x18):
        source, destination = self.ends[sender], self.ends[1 - sender]
        ack = self.sent[1 - sender] if flags != 0x02 else 0
        self.capture.frame(6, source[0], destination[0], struct.pack(
            "!HHIIBBHHH", source[1], destination[1], self.sent[sender], ack, 0x50, flags, 65000, 0,
            0) + payload)
        self.sent[sender] += len(payload) + (1 if flags & 0x03 else 0)

    def close(self):
        self.segment(0, b"", 0x11)
        self.segment(1, b"", 0x11)
        self.segment(0, b"", 0x10)


class WebSocket(Tcp):
    def __init__(self, capture, client, url="/ws", protocol=None):
        super().__init__(capture, client)
        named = "Sec-WebSocket-Protocol: %s\r\n" % protocol if protocol else ""
        key = base64.b64encode(capture.random.randbytes(16)).decode()
        accept = base64.b64encode(hashlib.sha1(
            (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
        self.segment(0, ("GET %s HTTP/1.1\r\nHost: example.test\r\nUpgrade: websocket\r\n"
                         "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                         "Sec-WebSocket-Key: %s\r\n%s\r\n" % (url, key, named)).encode())
        self.segment(1, ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                         "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n%s\r\n"
                         % (accept, named)).encode())

    def message(self, sender, text, opcode=1):
        data = text if isinstance(text, bytes) else text.encode()
        masked = 0x80 if sender == 0 else 0
        n = len(data)
        head = bytes([0x80 | opcode])
        head += (bytes([masked | n]) if n < 126 else
                 bytes([masked | 126]) + struct.pack("!H", n) if n < 65536 else
                 bytes([masked | 127]) + struct.pack("!Q", n))
        if masked:
            mask = self.capture.random.randbytes(4)
            key = (mask * (n // 4 + 1))[:n]
            data = (int.from_bytes(data, "big") ^ int.from_bytes(key, "big")).to_bytes(n, "big")
            head += mask
        for at in range(0, max(1, len(head) + n), 60000):
            self.segment(sender, (head + data)[at:at + 60000])

    def end(self):
        self.message(0, struct.pack("!H", 1000), 8)
        self.message(1, struct.pack("!H", 1000), 8)
        self.close()


# --- messages that are no signaling -------------------------------------------------------------


def tick(r):
    return json.dumps({"e": "trade", "E": r.randrange(10**12), "s": "BTCUSDT",
                       "t": r.randrange(10**9), "p": "%.2f" % r.uniform(1, 9e4),
                       "q": "%.5f" % r.uniform(0, 3), "m": bool(r.randrange(2)), "M": True},
                      separators=(",", ":"))


def book(r):
    def side():
        return [["%.2f" % r.uniform(1, 9e4), "%.5f" % r.uniform(0, 3)] for _ in range(20)]
    return json.dumps({"lastUpdateId": r.randrange(10**10), "bids": side(), "asks": side()})


def chat(r):
    words = "the answer to your offer is no candidate has said so far that we meet at noon".split()
    return json.dumps({"type": "message", "id": "%032x" % r.getrandbits(128), "room": "general",
                       "from": {"id": r.randrange(10**6), "name": "Ada", "avatar": None},
                       "text": " ".join(r.choice(words) for _ in range(24)), "edited": False})


def sensor(r):
    return json.dumps({"device": "th-%04d" % r.randrange(10**4), "ts": r.randrange(10**12),
                       "values": {"temperature": round(r.uniform(-20, 40), 2),
                                  "humidity": round(r.uniform(0, 100), 1), "battery": 3.61},
                       "status": "ok", "tags": ["roof", "north"]})


def graphql(r):
    rows = [{"__typename": "Order", "id": "T3JkZXI6%d" % r.randrange(10**6), "status": "PAID",
             "total": {"amount": "%.2f" % r.uniform(1, 500), "currency": "EUR"},
             "createdAt": "2026-01-01T00:00:00Z"} for _ in range(8)]
    return json.dumps({"id": "%d" % r.randrange(100), "type": "next",
                       "payload": {"data": {"orders": {"edges": [{"node": row} for row in rows],
                                                       "pageInfo": {"hasNextPage": True}}}}})


def json_of(shape):
    """n messages of one shape on one connection."""
    def case(capture, n):
        ws = WebSocket(capture, ("10.0.1.1", 40000))
        for i in range(n):
            ws.message(i % 4 == 0 and 0 or 1, shape(capture.random))
        ws.end()
    return case


def json_mix(capture, n):
    shapes = [tick, tick, tick, sensor, chat, book, graphql]
    sockets = [WebSocket(capture, ("10.0.1.1", 40000 + i)) for i in range(10)]
    for i in range(n):
        sockets[i % 10].message(i % 3 == 0 and 0 or 1, shapes[i % 7](capture.random))
    for ws in sockets:
        ws.end()


# --- signaling ----------------------------------------------------------------------------------


def description(r, kind, ufrag, candidates=2, sections=2):
    lines = ["v=0", "o=- %d 2 IN IP4 127.0.0.1" % r.randrange(10**15), "s=-", "t=0 0",
             "a=group:BUNDLE " + " ".join(str(i) for i in range(sections)), "a=msid-semantic: WMS"]
    for i in range(sections):
        name, types = (("audio", "111 0"), ("video", "96 97"))[i % 2]
        lines += ["m=%s 9 UDP/TLS/RTP/SAVPF %s" % (name, types), "c=IN IP4 0.0.0.0",
                  "a=ice-ufrag:" + ufrag, "a=ice-pwd:" + "p" * 24, "a=ice-options:trickle",
                  "a=fingerprint:sha-256 " + ":".join(["AB"] * 32),
                  "a=setup:" + ("actpass" if kind == "offer" else "active"), "a=mid:%d" % i,
                  "a=sendrecv", "a=rtcp-mux"]
        lines += (["a=rtpmap:111 opus/48000/2", "a=fmtp:111 minptime=10"] if i % 2 == 0 else
                  ["a=rtpmap:96 VP8/90000", "a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=96"])
        lines += ["a=candidate:" + candidate(r) for _ in range(candidates)]
    return "\r\n".join(lines) + "\r\n"


def candidate(r):
    return "%d 1 udp 2122260223 10.%d.%d.%d %d typ host generation 0" % (
        r.randrange(10**9), r.randrange(256), r.randrange(256), r.randrange(256),
        r.randrange(1024, 65536))


def client(i):
    return "10.1.%d.%d" % (i // 60000 % 250, i // 60000 // 250), 1024 + i % 60000


def call(capture, ws, ufrags, with_ids=None):
    for sender, kind, ufrag in ((0, "offer", ufrags[0]), (1, "answer", ufrags[1])):
        body = {"type": kind, "sdp": description(capture.random, kind, ufrag)}
        ws.message(sender, json.dumps({**(with_ids or {}), **body}))


def connections(capture, n):
    """n connections with a call each, opened, used and closed one after the other."""
    for i in range(n):
        ws = WebSocket(capture, client(i))
        call(capture, ws, ("o%07d" % i, "a%07d" % i))
        ws.end()


def open_connections(capture, n):
    """The same, all open at once."""
    sockets = [WebSocket(capture, client(i)) for i in range(n)]
    for i, ws in enumerate(sockets):
        call(capture, ws, ("o%07d" % i, "a%07d" % i))
    for ws in sockets:
        ws.end()


def offers(capture, n):
    """n calls on one connection, told apart by an id."""
    ws = WebSocket(capture, client(0))
    for i in range(n):
        call(capture, ws, ("o%07d" % i, "a%07d" % i), {"callId": "call-%d" % i})
    ws.end()


def unanswered(capture, n):
    """n offers on one connection that get no answer."""
    ws = WebSocket(capture, client(0))
    for i in range(n):
        ws.message(0, json.dumps({"type": "offer", "to": "peer-%d" % i,
                                  "sdp": description(capture.random, "offer", "o%07d" % i)}))
    ws.end()


def renegotiations(capture, n):
    """n offers and answers of one call."""
    ws = WebSocket(capture, client(0))
    for _ in range(n):
        call(capture, ws, ("ufrag-o", "ufrag-a"))
    ws.end()


def same_ufrag(capture, n):
    """n calls whose agents all have the same username fragment."""
    ws = WebSocket(capture, client(0))
    for i in range(n):
        call(capture, ws, ("same", "same"), {"callId": "call-%d" % i})
    ws.end()


def trickle(capture, ws, n, ufrag):
    for _ in range(n):
        text = "candidate:" + candidate(capture.random) + (" ufrag " + ufrag if ufrag else "")
        ws.message(0, json.dumps({"type": "candidate", "candidate": {
            "candidate": text, "sdpMid": "0", "sdpMLineIndex": 0}}))


def candidates(capture, n):
    """n candidates after one offer."""
    ws = WebSocket(capture, client(0))
    call(capture, ws, ("ufrag-o", "ufrag-a"))
    trickle(capture, ws, n, "ufrag-o")
    ws.end()


def orphans(capture, n):
    """n candidates whose description never comes."""
    ws = WebSocket(capture, client(0))
    trickle(capture, ws, n, "nobody")
    ws.end()


def in_description(capture, n):
    """One offer with n candidates in it."""
    ws = WebSocket(capture, client(0))
    ws.message(0, json.dumps({"type": "offer", "sdp": description(
        capture.random, "offer", "ufrag-o", candidates=n // 2)}))
    ws.end()


def sections(capture, n):
    """One offer with n m-sections."""
    ws = WebSocket(capture, client(0))
    ws.message(0, json.dumps({"type": "offer", "sdp": description(
        capture.random, "offer", "ufrag-o", candidates=0, sections=n)}))
    ws.end()


def joins(capture, n):
    """n requests and replies of Janus."""
    ws = WebSocket(capture, client(0), "/janus")
    for i in range(n):
        ws.message(i % 2, json.dumps({"janus": "success" if i % 2 else "keepalive",
                                      "session_id": 12345, "transaction": "t%d" % (i // 2)}))
    ws.end()


# --- media --------------------------------------------------------------------------------------


def stun(r, kind, username=None):
    attributes = b""
    if username:
        padded = username.encode() + b"\0" * (-len(username) % 4)
        attributes += struct.pack("!HH", 6, len(username)) + padded
    attributes += struct.pack("!HHI", 0x24, 4, 1853824767)
    return struct.pack("!HHI", kind, len(attributes), 0x2112A442) + r.randbytes(12) + attributes


def check(capture, here, there, names):
    request = stun(capture.random, 1, "%s:%s" % (names[1], names[0]))
    capture.udp(here, there, request)
    capture.udp(there, here, struct.pack("!HHI", 0x101, 12, 0x2112A442) + request[8:20] +
                struct.pack("!HHBBH4s", 0x20, 8, 0, 1, 0x2112, bytes(4)))


def rtp(r, i, ssrc=1, kind=111, size=160):
    return struct.pack("!BBHII", 0x80, kind, i & 0xFFFF, i * 960 & 0xFFFFFFFF, ssrc) + \
        r.randbytes(size)


def flow(i):
    return ((("10.2.%d.%d" % (i // 250 % 250, i % 250)), 20000 + i % 40000),
            ("10.3.%d.%d" % (i // 250 % 250, i % 250), 30000))


def flows(capture, n):
    """n signaled flows, a check and its response on each, three rounds of them interleaved."""
    ws = WebSocket(capture, client(0))
    for i in range(n):
        call(capture, ws, ("o%07d" % i, "a%07d" % i), {"callId": "call-%d" % i})
    for _ in range(3):
        for i in range(n):
            check(capture, *flow(i), ("o%07d" % i, "a%07d" % i))
    ws.end()


def strange_checks(capture, n):
    """n checks of flows that no signaling explains."""
    for i in range(n):
        check(capture, *flow(i % 5000), ("x%07d" % i, "y%07d" % i))


def media(capture, n):
    """n packets of RTP, both ways, on one signaled flow."""
    ws = WebSocket(capture, client(0))
    call(capture, ws, ("ufrag-o", "ufrag-a"))
    here, there = ("10.2.0.1", 20000), ("10.3.0.1", 30000)
    check(capture, here, there, ("ufrag-o", "ufrag-a"))
    for i in range(n // 2):
        capture.udp(here, there, rtp(capture.random, i, 1))
        capture.udp(there, here, rtp(capture.random, i, 2))
    ws.end()


def sources(capture, n):
    """n packets of RTP on one signaled flow, each with an SSRC of its own."""
    ws = WebSocket(capture, client(0))
    call(capture, ws, ("ufrag-o", "ufrag-a"))
    here, there = ("10.2.0.1", 20000), ("10.3.0.1", 30000)
    check(capture, here, there, ("ufrag-o", "ufrag-a"))
    for i in range(n):
        capture.udp(here, there, rtp(capture.random, i, 1000 + i, 96 + i % 2))
    ws.end()


def ordinary(capture, n):
    """What a network carries beside: DNS, HTTP, TCP without a known protocol, UDP likewise."""
    r = capture.random
    for i in range(n // 10):
        here = client(i)
        query = struct.pack("!HHHHHH", i & 0xFFFF, 0x100, 1, 0, 0, 0) + \
            b"\7example\4test\0" + struct.pack("!HH", 1, 1)
        capture.udp(here, ("10.0.0.53", 53), query)
        tcp = Tcp(capture, here, 80 if i % 2 else 9999)
        if i % 2:
            tcp.segment(0, b"GET /index.html HTTP/1.1\r\nHost: example.test\r\n\r\n")
            tcp.segment(1, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
        else:
            tcp.segment(0, b"\1" + r.randbytes(80))
            tcp.segment(1, b"\2" + r.randbytes(800))
        tcp.segment(0, b"", 0x10)
        tcp.close()
        capture.udp(("10.4.0.1", 50000 + i % 1000), ("10.5.0.1", 6000), b"\5" + r.randbytes(120))
