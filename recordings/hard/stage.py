# SPDX-License-Identifier: GPL-2.0-or-later
"""TCP and WebSocket by hand, packet by packet, so that each frame number and time is known."""
import base64
import hashlib
import ipaddress
import json
import random
import struct

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
START = 1_790_000_000_000_000  # microseconds since the epoch
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Capture:
    """A capture with its truth file (recordings/TRUTH.md)."""

    def __init__(self, name, note, decode=()):
        self.name, self.note, self.decode = name, note, list(decode)
        self.packets = []
        self.random = random.Random(name)
        self.connections, self.items, self.closes = [], [], []
        self.findings, self.expected = {}, {}
        self.extra = {}

    def add(self, time, data):
        """Milliseconds; returns the frame number."""
        self.packets.append((START + round(time * 1000), data))
        return len(self.packets)

    def expect(self, frame, **fields):
        """What our fields say of a frame on the second pass; _ stands for the dot."""
        values = self.expected.setdefault(str(frame), {})
        for name, value in fields.items():
            value = value if isinstance(value, list) else [value]
            values["wrtcsig." + name.replace("__", ".")] = [str(entry) for entry in value]

    def find(self, rule, count=1):
        self.findings[rule] = self.findings.get(rule, 0) + count

    def write(self, folder):
        """Link type 101: IP without a link layer."""
        def block(kind, body):
            body += b"\0" * (-len(body) % 4)
            size = struct.pack("<I", 12 + len(body))
            return struct.pack("<I", kind) + size + body + size
        out = [block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)),
               block(1, struct.pack("<HHI", 101, 0, 0))]
        for time, data in self.packets:
            out.append(block(6, struct.pack("<IIIII", 0, time >> 32, time & 0xFFFFFFFF, len(data),
                                            len(data)) + data))
        (folder / (self.name + ".pcapng")).write_bytes(b"".join(out))
        truth = {"capture": self.name + ".pcapng",
                 "origin": "packets made by recordings/hard/make.py; crafted",
                 "again": "recordings/hard/make.py " + self.name, "notes": self.note}
        if self.decode:
            truth["decode"] = self.decode
        truth.update(self.extra, connections=self.connections, items=self.items,
                     closes=self.closes, findings=self.findings, packets=self.expected)
        text = json.dumps(truth, indent=1)
        (folder / (self.name + ".truth.json")).write_text(text + "\n", encoding="utf-8")


class Tcp:
    """One TCP connection. Sides: 0 is the client, 1 the server."""

    def __init__(self, capture, v6=False, ports=(50000, 8080)):
        self.capture, self.ports = capture, ports
        hosts = ("2001:db8::10", "2001:db8:1::20") if v6 else ("192.0.2.10", "198.51.100.20")
        self.hosts = [ipaddress.ip_address(host).packed for host in hosts]
        self.seq = [capture.random.getrandbits(31), capture.random.getrandbits(31)]

    def segment(self, side, time, data=b"", flags=ACK, seq=None):
        """A segment as it is; its sequence number does not move on."""
        ack = self.seq[1 - side] if flags & ACK else 0
        head = struct.pack("!HHIIBBHHH", self.ports[side], self.ports[1 - side],
                           self.seq[side] if seq is None else seq, ack, 5 << 4, flags, 65000, 0, 0)
        source, destination = self.hosts[side], self.hosts[1 - side]
        pseudo = source + destination + struct.pack("!II", len(head) + len(data), 6)
        total = checksum(pseudo + head + data)
        tcp = head[:16] + struct.pack("!H", total) + head[18:] + data
        if len(source) == 16:
            ip = struct.pack("!IHBB", 6 << 28, len(tcp), 6, 64) + source + destination
        else:
            ip = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(tcp), 0, 0x4000, 64, 6, 0)
            ip += source + destination
            ip = ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:]
        return self.capture.add(time, ip + tcp)

    def send(self, side, time, data=b"", flags=PSH | ACK):
        frame = self.segment(side, time, data, flags)
        self.skip(side, len(data) + bool(flags & (SYN | FIN)))
        return frame

    def skip(self, side, count):
        """Bytes that are sent, and not (or not now) in the capture."""
        self.seq[side] = (self.seq[side] + count) & 0xFFFFFFFF

    def handshake(self, time):
        """SYN at `time`, SYN/ACK 20 ms later. Returns their frames."""
        syn = self.send(0, time, flags=SYN)
        syn_ack = self.send(1, time + 20, flags=SYN | ACK)
        self.segment(0, time + 21)
        return syn, syn_ack

    def finish(self, time, first=1):
        """FIN both ways. Returns the frames."""
        one = self.send(first, time, flags=FIN | ACK)
        self.segment(1 - first, time + 1)
        two = self.send(1 - first, time + 2, flags=FIN | ACK)
        self.segment(first, time + 3)
        return one, two


def frame(opcode, payload=b"", mask=None, fin=True, rsv=0, size=None):
    """`size`: 126 or 127 for a longer form than needed."""
    length = len(payload)
    size = size or (length if length < 126 else 126 if length < 65536 else 127)
    head = bytes([fin << 7 | rsv << 4 | opcode, (mask is not None) << 7 | size])
    head += struct.pack("!H", length) if size == 126 else b""
    head += struct.pack("!Q", length) if size == 127 else b""
    if mask is None:
        return head + payload
    return head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


class Party:
    """Who takes part in a call: small correct descriptions and candidates (RFC 8829)."""

    CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    def __init__(self, rng, address):
        self.rng, self.address = rng, address
        self.ufrag, self.pwd = self.pick(4), self.pick(24)
        self.fingerprint = ":".join("%02X" % rng.getrandbits(8) for _ in range(32))
        self.id, self.port = rng.getrandbits(40), 50000 + rng.randrange(10000)

    def pick(self, count):
        return "".join(self.rng.choice(self.CHARS) for _ in range(count))

    def describe(self, kind):
        setup = "actpass" if kind == "offer" else "active"
        lines = ["v=0", "o=- %d 2 IN IP4 127.0.0.1" % self.id, "s=-", "t=0 0", "a=group:BUNDLE 0",
                 "a=ice-options:trickle", "m=audio 9 UDP/TLS/RTP/SAVPF 111", "c=IN IP4 0.0.0.0",
                 "a=ice-ufrag:" + self.ufrag, "a=ice-pwd:" + self.pwd,
                 "a=fingerprint:sha-256 " + self.fingerprint, "a=setup:" + setup, "a=mid:0",
                 "a=sendrecv", "a=rtcp-mux", "a=rtpmap:111 opus/48000/2",
                 "a=fmtp:111 minptime=10;useinbandfec=1"]
        return {"type": kind, "sdp": "\r\n".join(lines) + "\r\n"}

    def candidate(self):
        text = "candidate:1000 1 udp 2130706431 %s %d typ host generation 0 ufrag %s" % (
            self.address, self.port, self.ufrag)
        return {"candidate": text, "sdpMid": "0", "sdpMLineIndex": 0,
                "usernameFragment": self.ufrag}


END = {"candidate": "", "sdpMid": "0", "sdpMLineIndex": 0}


class Socket:
    """A WebSocket on a TCP connection; what it says goes into the truth."""

    def __init__(self, tcp, path="/ws", label=None):
        self.tcp, self.capture, self.path = tcp, tcp.capture, path
        self.index = len(self.capture.connections)
        self.rng = self.capture.random
        self.initiator = None
        self.capture.connections.append({"index": self.index, "label": label or path, "path": path})
        self.parties = [Party(self.rng, "192.0.2.10"), Party(self.rng, "198.51.100.20")]

    def request(self, extra=(), key=None, version="13"):
        self.key = key or base64.b64encode(self.rng.randbytes(16)).decode()
        lines = ["GET %s HTTP/1.1" % self.path, "Host: example.com", "Upgrade: websocket",
                 "Connection: Upgrade", "Sec-WebSocket-Key: " + self.key,
                 *(["Sec-WebSocket-Version: " + version] if version else []), *extra]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def response(self, extra=()):
        accept = base64.b64encode(hashlib.sha1(self.key.encode() + GUID).digest()).decode()
        lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
                 "Sec-WebSocket-Accept: " + accept, *extra]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def upgrade(self, time, ask=(), give=(), **options):
        """Request at `time`, the 101 30 ms later. Returns their frames."""
        one = self.tcp.send(0, time, self.request(ask, **options))
        return one, self.tcp.send(1, time + 30, self.response(give))

    def frame(self, side, opcode, payload=b"", mask=True, **options):
        key = (self.rng.randbytes(4) if mask is True else mask) if side == 0 else None
        return frame(opcode, payload, key, **options)

    def signal(self, side, value, **options):
        """The bytes of a signaling message."""
        item = {"connection": self.index, "from_client": side == 0}
        if "sdp" in value:
            digest = hashlib.sha256(value["sdp"].encode()).hexdigest()
            item.update(kind=value["type"], sdp_sha256=digest, media=["audio"])
        elif value["candidate"]:
            item.update(kind="candidate", candidate=value["candidate"], mid=value["sdpMid"])
        else:
            item["kind"] = "end-of-candidates"
        self.capture.items.append(item)
        return self.frame(side, TEXT, json.dumps(value).encode(), **options)

    def messages(self):
        """A whole negotiation: (side, value) in order."""
        client, server = self.parties
        return [(0, client.describe("offer")), (1, server.describe("answer")),
                (0, client.candidate()), (1, server.candidate()), (0, END)]

    def call(self, time, mask=True):
        for number, (side, value) in enumerate(self.messages()):
            options = {"mask": mask} if mask is not True else {}
            self.tcp.send(side, time + 10 * number, self.signal(side, value, **options))

    def close_bytes(self, side, code=None, reason=""):
        """The bytes of a Close."""
        if self.initiator is None:
            self.initiator = ("client", "server")[side]
        entry = {"connection": self.index, "from_client": side == 0}
        if code is not None:
            entry.update(code=code, reason=reason)
        self.capture.closes.append({**entry, "initiator": self.initiator})
        body = b"" if code is None else struct.pack("!H", code) + reason.encode()
        return self.frame(side, CLOSE, body)

    def close(self, side, time, code=1000, reason=""):
        return self.tcp.send(side, time, self.close_bytes(side, code, reason))

    def goodbye(self, time, first=0):
        """Close both ways, then TCP ends. Returns the two Close frames and the two FINs."""
        one, two = self.close(first, time), self.close(1 - first, time + 25)
        return one, two, *self.tcp.finish(time + 30)
