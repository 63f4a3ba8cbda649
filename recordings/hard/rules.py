# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules of RFC 6455 and 7692 that are broken, one connection each, beside one that keeps them."""
from stage import BINARY, PING, PONG, TEXT, Capture, Socket, Tcp

PROTOCOL, EXTENSION = "Sec-WebSocket-Protocol: ", "Sec-WebSocket-Extensions: "
DEFLATE = EXTENSION + "permessage-deflate"


def fresh(capture, path, signaling=True, **upgrade):
    """A new connection with a call on it; its time, and the frames of its upgrade."""
    number = len(capture.connections)
    time = 2000 * number
    tcp = Tcp(capture, ports=(50000 + number, 8080))
    tcp.handshake(time)
    socket = Socket(tcp, path)
    request, response = socket.upgrade(time + 50, **upgrade)
    if signaling:
        socket.call(time + 100)
    return socket, time, request, response


def upgrades(name):
    capture = Capture(name, ["One connection for each rule of the upgrade; the path names it."])

    def case(path, rule=None, **options):
        socket, time, request, response = fresh(capture, path, **options)
        socket.goodbye(time + 300)
        at_request = rule in ("upgrade.bad_key", "upgrade.bad_version")
        if rule:
            capture.find(rule)
            capture.expect(request if at_request else response, **{rule.replace(".", "__"): "1"})
    case("/good", ask=[PROTOCOL + "x", DEFLATE], give=[PROTOCOL + "x", DEFLATE])
    case("/key", "upgrade.bad_key", key="c2hvcnQ=")
    case("/version-8", "upgrade.bad_version", version="8")
    case("/version-missing", "upgrade.bad_version", version=None)
    case("/subprotocol", "upgrade.subprotocol_not_offered", ask=[PROTOCOL + "x"],
         give=[PROTOCOL + "y"])
    case("/extension", "upgrade.extension_not_offered", give=[EXTENSION + "x-unasked"])
    case("/parameter", "upgrade.extension_parameter", ask=[DEFLATE],
         give=[DEFLATE + "; client_max_window_bits=15"])
    # The path of LiveKit: that this is signaling is known from the beginning.
    case("/rtc?access_token=secret", "upgrade.subprotocol_none", ask=[PROTOCOL + "x"],
         signaling=False)
    # The same without signaling: nothing.
    case("/chat", ask=[PROTOCOL + "x"], signaling=False)
    return capture


def frames(name):
    capture = Capture(name, ["One connection for each rule of framing; the path names it."])

    def case(path, rule, *segments):
        """Each segment: (milliseconds, side, bytes)."""
        socket, time, _, _ = fresh(capture, path)
        frames_sent = [socket.tcp.send(side, time + 200 + late, make(socket))
                       for late, side, make in segments]
        socket.goodbye(time + 900)
        if rule:
            capture.find(rule)
            capture.expect(frames_sent[-1], **{rule.replace(".", "__"): "1"})

    def part(opcode, payload=b"x", **options):
        return lambda socket: socket.frame(1, opcode, payload, **options)
    case("/good", None, (0, 1, part(TEXT, b"\xc3", fin=False)), (10, 1, part(PING)),
         (20, 1, part(0, b"\xa9")), (30, 0, lambda socket: socket.frame(0, PONG, b"x")))
    case("/opcode", "frame.reserved_opcode", (0, 1, part(3)))
    case("/length", "frame.length_form", (0, 1, part(BINARY, size=126)))
    case("/continuation", "frame.continuation_unexpected", (0, 1, part(0)))
    case("/interrupted", "frame.message_interrupted", (0, 1, part(BINARY, fin=False)),
         (10, 1, part(BINARY)))
    case("/utf8", "frame.text_not_utf8", (0, 1, part(TEXT, b"caf\xe9", fin=True)))
    case("/utf8-fragments", "frame.text_not_utf8", (0, 1, part(TEXT, b"\xc3", fin=False)),
         (10, 1, part(0, b"x")))
    case("/mask", "frame.mask_constant", *[
        (10 * i, 0, lambda socket: socket.frame(0, BINARY, b"1234", mask=b"\0\0\0\0"))
        for i in range(8)])
    socket, time, _, _ = fresh(capture, "/ping")
    ping = socket.tcp.send(1, time + 200, socket.frame(1, PING, b"there?"))
    socket.tcp.send(1, time + 600, socket.frame(1, PING, b"still there?"))
    _, _, fin, _ = socket.goodbye(time + 900, first=1)
    capture.find("ping.unanswered")
    capture.expect(fin, ping__unanswered="1")
    capture.expect(ping, ping__pong_in=[])
    socket, time, _, _ = fresh(capture, "/1010")
    close = socket.close(1, time + 200, 1010)
    socket.close(0, time + 210, 1010)
    socket.tcp.finish(time + 220)
    capture.find("close.wrong_side")
    capture.find("close.abnormal", 2)
    capture.expect(close, close__wrong_side="1")
    return capture


def storm(name):
    capture = Capture(name, [
        "Six connections within six seconds, each thrown out after 300 ms; six that come back ever later; and",
        "six that end as they should."])

    def series(path, pause, wanted=False):
        for _ in range(6):
            number, start = len(capture.connections), series.time
            tcp = Tcp(capture, ports=(50000 + number, 8080))
            tcp.handshake(start)
            socket = Socket(tcp, path, label="%s #%d" % (path, number))
            socket.upgrade(start + 50)
            socket.call(start + 100)
            if wanted:
                socket.goodbye(start + 250)
            else:
                end = tcp.finish(start + 300)[0]
                capture.find("close.no_handshake")
                yield end
            series.time += pause
    series.time = 0
    thrown_out = list(series("/storm", 1000))
    capture.find("connection.storm")
    capture.expect(thrown_out[4], connection__storm="1", close__no_handshake="1")
    capture.expect(thrown_out[5], connection__storm=[])
    for end in series("/patient", 15000):
        capture.expect(end, connection__storm=[])
    list(series("/wanted", 1000, wanted=True))
    return capture


SCENARIOS = [upgrades, frames, storm]
