# SPDX-License-Identifier: GPL-2.0-or-later
"""What goes wrong with the media of calls, one call each, beside one that is well: connectivity checks,
DTLS, RTP, made byte by byte."""
import base64
import hashlib
import struct

from stage import TEXT, Capture, Socket, Tcp, checksum

COOKIE = b"\x21\x12\xa4\x42"
REQUEST, SUCCESS, ERROR = 0x0001, 0x0101, 0x0111
CLIENT_HELLO, SERVER_HELLO, CERTIFICATE = 1, 2, 11

# Two self-signed certificates (openssl req -x509); their keys are not kept.
CERTIFICATES = [base64.b64decode(text) for text in ((
    "MIIBcDCCARWgAwIBAgIUXk1pnqPRrL5swGnXqWGZsjWWRB8wCgYIKoZIzj0EAwIwDDEKMAgGA1UEAwwBYTAgFw0yNj"
    "ExMjUwMjQ3NDZaGA8yMTI2MTEwMTAyNDc0NlowDDEKMAgGA1UEAwwBYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA"
    "BHXqIXLi4/rVdDG9MrSVNhiLyBVQZ0LVZ703CrU4zWlLTVnVXMKIOvzorfPJ2bFjT5WEjd8rlCiwv+m/PkD6j/ajUz"
    "BRMB0GA1UdDgQWBBQgG5JMKaCnymPwLJCi8SYGR/MPPTAfBgNVHSMEGDAWgBQgG5JMKaCnymPwLJCi8SYGR/MPPTAP"
    "BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQCIH1hcFiu0e/BRgHnS62awHzBAGlMY55pxyxtWA9dxjw"
    "IhAKyM/ZtuCAUFYP+TijtZxp7YYH3XXphWaWVLftClkTdp"), (
    "MIIBbzCCARWgAwIBAgIULFcIQjQGR0AfVYi/kE21lFjYMkMwCgYIKoZIzj0EAwIwDDEKMAgGA1UEAwwBYjAgFw0yNj"
    "ExMjUwMjQ3NDZaGA8yMTI2MTEwMTAyNDc0NlowDDEKMAgGA1UEAwwBYjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA"
    "BADX9XJtSTNXrCfz/kfdCdLNqPKl+zw6r4nw8o3UMpWUI39AI099OeuQu1ysDKk4KvQTo58MwZrK3v2sh94SiHSjUz"
    "BRMB0GA1UdDgQWBBQeVHnT2MtctNhC0WFuqnJpGUbqUjAfBgNVHSMEGDAWgBQeVHnT2MtctNhC0WFuqnJpGUbqUjAP"
    "BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCICcp1NF8HHKbFmgztYAyss+vJAQFNjjcwtByC07hv9EUAi"
    "EA0AB/FTpmc2/19wNHeq7ulLrJDDMXmZvC4q3LG/zVMNE="))]


def attribute(kind, value):
    return struct.pack("!HH", kind, len(value)) + value + b"\0" * (-len(value) % 4)


class Call:
    """A call of one WebSocket connection, and its UDP flow. Sides: 0 is the client, who offers."""

    def __init__(self, capture, path, v6=False):
        self.capture, self.number = capture, len(capture.connections)
        self.time = 100_000 * self.number
        self.tcp = Tcp(capture, v6, ports=(50000 + self.number, 8080))
        self.tcp.handshake(self.time)
        self.socket = Socket(self.tcp, path)
        self.socket.upgrade(self.time + 50)
        for party, der in zip(self.socket.parties, CERTIFICATES):
            digest = hashlib.sha256(der).hexdigest().upper()
            party.fingerprint = ":".join(digest[i:i + 2] for i in range(0, 64, 2))
            party.port = 20000 + 2 * self.number
        self.socket.parties[1].port += 1
        self.time += 100
        self.sequence = [100, 200]
        self.sent = {}

    def negotiate(self):
        frames = []
        for side, value in self.socket.messages():
            frames.append(self.tcp.send(side, self.tick(), self.socket.signal(side, value)))
        self.offer, self.answer = frames[:2]
        return self

    def tick(self, milliseconds=10):
        self.time += milliseconds
        return self.time

    def datagram(self, side, payload):
        source, destination = self.tcp.hosts[side], self.tcp.hosts[1 - side]
        ports = [party.port for party in self.socket.parties]
        head = struct.pack("!HHH", ports[side], ports[1 - side], 8 + len(payload))
        total = checksum(source + destination + struct.pack("!HH", 17, 8 + len(payload)) + head +
                         b"\0\0" + payload)
        udp = head + struct.pack("!H", total) + payload
        if len(source) == 16:
            ip = struct.pack("!IHBB", 6 << 28, len(udp), 17, 64) + source + destination
            return self.capture.add(self.tick(), ip + udp)
        ip = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(udp), 0, 0x4000, 64, 17, 0)
        ip += source + destination
        ip = ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:]
        return self.capture.add(self.tick(), ip + udp)

    def stun(self, side, kind, transaction, attributes=b""):
        return self.datagram(side, struct.pack("!HH", kind, len(attributes)) + COOKIE + transaction +
                             attributes)

    def check(self, side=0, swapped=False, nominate=True):
        """A request; its frame and transaction."""
        to, by = (self.socket.parties[1 - side].ufrag, self.socket.parties[side].ufrag)
        username = "%s:%s" % ((by, to) if swapped else (to, by))
        transaction = self.capture.random.randbytes(12)
        attributes = attribute(0x0006, username.encode())
        attributes += attribute(0x0025, b"") if nominate else b""
        return self.stun(side, REQUEST, transaction, attributes), transaction

    def answered(self, side=0, error=0, **options):
        """A request and its response; their frames."""
        request, transaction = self.check(side, **options)
        body = attribute(0x0009, struct.pack("!HBB", 0, error // 100, error % 100)) if error else b""
        return request, self.stun(1 - side, ERROR if error else SUCCESS, transaction, body)

    def handshake(self, side, *messages):
        """DTLS 1.2, each message a record of its own."""
        out = b""
        for number, (kind, body) in enumerate(messages):
            size = struct.pack("!I", len(body))[1:]
            message = bytes([kind]) + size + struct.pack("!H", number) + b"\0\0\0" + size + body
            out += struct.pack("!BHHIHH", 22, 0xFEFD, 0, 0, number, len(message)) + message
        return self.datagram(side, out)

    def hello(self, side):
        body = b"\xfe\xfd" + self.capture.random.randbytes(32) + b"\0\0" + b"\0\x02\xc0\x2b" + b"\x01\0"
        return self.handshake(side, (CLIENT_HELLO, body))

    def server_hello(self, side, certificate):
        body = b"\xfe\xfd" + self.capture.random.randbytes(32) + b"\0" + b"\xc0\x2b" + b"\0"
        size = struct.pack("!I", len(certificate))[1:]
        whole = struct.pack("!I", len(certificate) + 3)[1:]
        return self.handshake(side, (SERVER_HELLO, body), (CERTIFICATE, whole + size + certificate))

    def finished(self, side):
        return self.datagram(side, struct.pack("!BHHIHH", 22, 0xFEFD, 1, 0, 0, 40) +
                             self.capture.random.randbytes(40))

    def dtls(self):
        """A whole handshake: the answerer begins (a=setup:active). The frame that ends it."""
        self.hello(1)
        self.server_hello(0, CERTIFICATES[0])
        self.finished(1)
        return self.finished(0)

    def rtp(self, side, payload_type=111):
        self.sequence[side] += 1
        head = struct.pack("!BBHII", 0x80, payload_type, self.sequence[side],
                           960 * self.sequence[side], 1000 + 10 * self.number + side)
        return self.datagram(side, head + self.capture.random.randbytes(30))

    def talk(self, seconds=1, sides=(0, 1)):
        for _ in range(seconds * 2):
            for side in sides:
                frame = self.rtp(side)
            self.tick(480)
        return frame

    def connect(self):
        self.negotiate()
        self.answered(0)
        self.answered(1, nominate=False)
        self.dtls()
        return self

    def end(self):
        self.socket.goodbye(self.tick(50))


def media(name):
    """Frames are expected to say what they say on the second pass."""
    capture = Capture(name, ["One call for each finding; the path names it."])

    def now(frame, rule):
        capture.find(rule)
        capture.expect(frame, **{rule.replace(".", "__"): "1"})

    def later(frame, rule):
        capture.find(rule)
        capture.expect(frame, **{rule.replace(".", "__"): "1"})

    call = Call(capture, "/good").connect()
    capture.expect(call.rtp(0), media__session="0", media__codec="opus/48000/2", media__mid="0",
                   media__phase="first-rtp")
    call.talk(6)
    call.end()

    call = Call(capture, "/payload-type").connect()
    call.talk()
    now(call.rtp(0, 99), "media.unknown_payload_type")
    call.rtp(0, 99)
    call.end()

    call = Call(capture, "/role-conflict").negotiate()
    now(call.answered(0, 487)[1], "media.role_conflict")
    call.answered(0)
    call.dtls()
    call.talk()
    call.end()

    call = Call(capture, "/refused").negotiate()
    now(call.answered(0, 401)[1], "media.check_refused")
    call.answered(0)
    call.dtls()
    call.talk()
    call.end()

    call = Call(capture, "/swapped").connect()
    now(call.check(1, swapped=True)[0], "media.check_swapped")
    call.check(1, swapped=True)
    call.talk()
    call.end()

    call = Call(capture, "/consent").connect()
    call.talk()
    for _ in range(7):
        call.tick(4000)
        call.check(0, nominate=False)
    call.tick(4000)
    now(call.check(0, nominate=False)[0], "media.consent_lost")
    call.end()

    call = Call(capture, "/role").negotiate()
    call.answered(0)
    now(call.hello(0), "media.dtls_role")
    call.finished(0)
    call.finished(1)
    call.talk()
    call.end()

    call = Call(capture, "/fingerprint").negotiate()
    call.answered(0)
    call.hello(1)
    now(call.server_hello(0, CERTIFICATES[1]), "media.fingerprint_mismatch")
    call.finished(1)
    call.finished(0)
    call.talk()
    call.end()

    call = Call(capture, "/after-bye").connect()
    call.talk()
    for text in (b'{"cmd":"register","roomid":"r","clientid":"c"}',  # AppRTC's words
                 b'{"cmd":"send","msg":"{\\"type\\":\\"bye\\"}"}'):
        call.tcp.send(0, call.tick(), call.socket.frame(0, TEXT, text))
    call.rtp(0)
    call.tick(2500)
    now(call.rtp(0), "media.after_bye")
    call.rtp(0)
    call.end()

    call = Call(capture, "/never-connected").negotiate()
    for _ in range(6):
        call.tick(1000)
        call.check(0)
    later(call.answer, "media.never_connected")
    call.end()

    call = Call(capture, "/dtls-unfinished").negotiate()
    for _ in range(6):
        call.answered(0)
        call.tick(1000)
        call.hello(1)
    later(call.answer, "media.dtls_unfinished")
    call.end()

    call = Call(capture, "/one-way").connect()
    call.talk(6, sides=(0,))
    later(call.answer, "media.one_way")
    call.end()
    return capture


def ipv6_media(name):
    capture = Capture(name, ["A call over IPv6, its candidates written in another form of the addresses."])
    call = Call(capture, "/good", v6=True)
    for party, address in zip(call.socket.parties, ("2001:db8::10", "2001:DB8:1:0::20")):
        party.address = address
    call.negotiate()
    request, response = call.answered(0)
    call.answered(1, nominate=False)
    call.dtls()
    capture.expect(request, media__session="0", media__phase="first-check")
    capture.expect(response, media__request_in=request, media__pair=[
        "host/udp [2001:db8::10]:20000 -> host/udp [2001:db8:1::20]:20001"])
    capture.expect(call.rtp(0), media__session="0", media__codec="opus/48000/2", media__mid="0")
    capture.expect(call.rtp(1), media__session="0", media__codec="opus/48000/2", media__mid="0")
    call.talk(6)
    call.end()
    return capture


SCENARIOS = [media, ipv6_media]
