# SPDX-License-Identifier: GPL-2.0-or-later
"""What networks and captures do to a connection that is in order."""
from stage import ACK, BINARY, FIN, PING, PONG, PSH, RST, SYN, TEXT, Capture, Socket, Tcp


def segments(name):
    capture = Capture(name, [
        "SYN, SYN/ACK, a data segment and FIN are retransmitted; request in two segments; 101 and an",
        "offer in one; several frames in a segment, one frame over three; two pings waiting."])
    tcp = Tcp(capture)
    syn = tcp.segment(0, 0, flags=SYN)
    tcp.send(0, 1000, flags=SYN)
    syn_ack = tcp.segment(1, 1040, flags=SYN | ACK)
    tcp.send(1, 1090, flags=SYN | ACK)
    tcp.segment(0, 1091)
    socket = Socket(tcp, "/ws?token=secret")
    head = socket.request(["Origin: http://page.example"])
    tcp.send(0, 1100, head[:40])
    request = tcp.send(0, 1101, head[40:])
    _, _, (_, mine), (_, theirs), (_, end) = socket.messages()
    # The server speaks first: 101 and an offer in one packet.
    first = socket.parties[1].describe("offer")
    response = tcp.send(1, 1150, socket.response() + socket.signal(1, first))
    whole = socket.signal(0, socket.parties[0].describe("answer"))
    tcp.send(0, 1200, whole[:100])
    middle = tcp.seq[0]
    tcp.send(0, 1201, whole[100:200])
    tcp.segment(0, 1400, whole[100:200], seq=middle, flags=PSH | ACK)
    answer = tcp.send(0, 1401, whole[200:] + socket.signal(0, mine) + socket.signal(0, end))
    tcp.send(1, 1450, socket.signal(1, theirs))
    pings = [tcp.send(1, 2000 + 100 * i, socket.frame(1, PING, b"p%d" % i)) for i in range(2)]
    pong = tcp.send(0, 2150, socket.frame(0, PONG, b"p1"))
    empty = tcp.send(0, 2200, socket.frame(0, PING))
    echo = tcp.send(1, 2260, socket.frame(1, PONG))
    unasked = tcp.send(1, 2300, socket.frame(1, PONG, b"hello"))
    one, two = socket.close(0, 3000), socket.close(1, 3025)
    fin = tcp.segment(1, 3030, flags=FIN | ACK)
    again = tcp.send(1, 3300, flags=FIN | ACK)
    last = tcp.send(0, 3310, flags=FIN | ACK)
    capture.expect(request, connect__time="1.040000000", connect__syn_in=syn,
                   connect__syn_ack_in=syn_ack, upgrade__path="/ws", upgrade__response_in=response,
                   upgrade__origin="http://page.example", upgrade__request_in=[],
                   from_client="1", connection="0")
    capture.expect(response, upgrade__request_in=request, upgrade__status=101,
                   upgrade__time="0.049000000", kind="offer", connect__time=[])
    # The first message after the 101 says as well where the connection began.
    capture.expect(answer, upgrade__request_in=request, upgrade__response_in=response,
                   upgrade__time="0.049000000", connect__time="1.040000000")
    capture.expect(pings[0], ping__pong_in=[], ping__time=[])
    capture.expect(pings[1], ping__pong_in=pong, ping__time=[])
    capture.expect(pong, ping__ping_in=pings[1], ping__time="0.050000000", from_client="1")
    capture.expect(empty, ping__pong_in=echo)
    capture.expect(echo, ping__ping_in=empty, ping__time="0.060000000", from_client="0")
    capture.expect(unasked, ping__ping_in=[], from_client="0")
    capture.expect(one, close__step=1, close__reply_in=two, close__time="0.025000000")
    capture.expect(two, close__step=2, close__first_in=one)
    capture.expect(fin, close__step=3, close__first_in=one, close__reply_in=two,
                   connection__duration="1.929000000", connection__frames=13)
    capture.expect(again, close__step=[])
    capture.expect(last, close__step=3, connection__duration="2.209000000")
    return capture


def out_of_order(name):
    capture = Capture(name, ["The segments of a description arrive in the wrong order."],
                      ["-o", "tcp.reassemble_out_of_order:TRUE"])
    tcp = Tcp(capture)
    tcp.handshake(0)
    socket = Socket(tcp)
    socket.upgrade(50)
    for number, (side, value) in enumerate(socket.messages()):
        data = socket.signal(side, value)
        begin, time = tcp.seq[side], 100 + 20 * number
        cut = [data[:60], data[60:90], data[90:]]
        starts = [begin, begin + 60, begin + 90]
        for place in (0, 2, 1) if "sdp" in value else (0, 1, 2):
            tcp.segment(side, time + place, cut[place], PSH | ACK,
                        starts[place] & 0xFFFFFFFF)
        tcp.skip(side, len(data))
        tcp.segment(1 - side, time + 5)
    socket.goodbye(300)
    return capture


def lost(name):
    capture = Capture(name, [
        "Segments that the capture lacks: the end of a fragmented message, a pong. No rule is broken."])
    tcp = Tcp(capture)
    tcp.handshake(0)
    socket = Socket(tcp)
    socket.upgrade(50)
    socket.call(100)
    tcp.send(1, 200, socket.frame(1, TEXT, b"a", fin=False))
    tcp.skip(1, len(socket.frame(1, 0, b"b")))
    tcp.send(1, 210, socket.frame(1, TEXT, b"c"))
    tcp.send(1, 220, socket.frame(1, TEXT, b"d"))
    tcp.send(1, 300, socket.frame(1, PING, b"x"))
    tcp.skip(0, len(socket.frame(0, PONG, b"x")))
    tcp.send(0, 350, socket.frame(0, TEXT, b"e"))
    socket.goodbye(900)
    return capture


def port_reuse(name):
    capture = Capture(name, ["The same two ports again: another connection."])
    for start in (0, 60000):
        tcp = Tcp(capture)
        syn, syn_ack = tcp.handshake(start)
        socket = Socket(tcp, "/ws?try=%d" % len(capture.connections))
        request, response = socket.upgrade(start + 50)
        socket.call(start + 100)
        one, two, fin, _ = socket.goodbye(start + 200, first=socket.index)
        index = socket.index
        capture.expect(request, connection=index, connect__syn_in=syn, connect__syn_ack_in=syn_ack,
                       connect__time="0.020000000", upgrade__response_in=response)
        capture.expect(one, connection=index, close__step=1, close__reply_in=two)
        capture.expect(fin, connection=index, close__first_in=one, connection__frames=7,
                       connection__duration="0.180000000")
    return capture


def ipv6(name):
    capture = Capture(name, ["IPv6; permessage-deflate and a subprotocol are asked for and given."])
    tcp = Tcp(capture, v6=True)
    syn, syn_ack = tcp.handshake(0)
    socket = Socket(tcp)
    deflate = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"
    request, response = socket.upgrade(
        50, ["Sec-WebSocket-Protocol: first, second", "Sec-WebSocket-Protocol: third", deflate],
        ["Sec-WebSocket-Protocol: second", "Sec-WebSocket-Extensions: permessage-deflate"])
    socket.call(100)
    socket.goodbye(200)
    capture.expect(request, connect__syn_in=syn, connect__syn_ack_in=syn_ack,
                   upgrade__subprotocol__asked=["first", "second", "third"],
                   upgrade__extension__asked="permessage-deflate; client_max_window_bits")
    capture.expect(response, upgrade__subprotocol__chosen="second", upgrade__time="0.030000000",
                   upgrade__extension__chosen="permessage-deflate", from_client="0")
    return capture


def midstream(name):
    capture = Capture(name, ["Begins after the upgrade, inside a message; a compressed message."],
                      ["-d", "tcp.port==8080,websocket"])
    capture.extra["sides"] = "unknown"
    tcp = Tcp(capture)
    socket = Socket(tcp)
    capture.connections[0].update(label="midstream", path=None)
    tcp.send(1, 0, socket.frame(1, 0, b"the end of something"))
    socket.call(50)
    note = tcp.send(1, 150, socket.frame(1, TEXT, b"\xaa\x56\x2a", rsv=4))
    tcp.send(1, 160, socket.frame(1, TEXT, b"\xaa\x56\x2a", rsv=4))
    ping = tcp.send(1, 170, socket.frame(1, PING, b"x"))
    pong = tcp.send(0, 180, socket.frame(0, PONG, b"x"))
    _, _, fin, _ = socket.goodbye(200)
    capture.find("frame.not_inflated")
    capture.expect(note, frame__not_inflated="1")
    capture.expect(pong, ping__ping_in=ping, ping__time="0.010000000", from_client=[])
    capture.expect(fin, connection__duration="0.230000000", connect__time=[])
    return capture


def proxy(name):
    capture = Capture(name, [
        "Through an HTTP proxy (CONNECT), two connections one after the other. Wireshark leaves alone",
        "what is tunnelled to a port of HTTP's own, and has to be told of another one."],
        ["-d", "tcp.port==9000,http"])
    for start, port in ((0, 50000), (1000, 50001)):
        tcp = Tcp(capture, ports=(port, 3128))
        syn, _ = tcp.handshake(start)
        tcp.send(0, start + 30, b"CONNECT example.com:9000 HTTP/1.1\r\nHost: example.com:9000\r\n\r\n")
        tcp.send(1, start + 60, b"HTTP/1.1 200 Connection established\r\n\r\n")
        socket = Socket(tcp)
        request, response = socket.upgrade(start + 70)
        socket.call(start + 150)
        socket.goodbye(start + 300)
        capture.expect(request, connect__syn_in=syn, upgrade__response_in=response,
                       connection=socket.index)
    return capture


def ends(name):
    capture = Capture(name, [
        "0: both close at once. 1: half-close, data after the client's FIN. 2: RST after both Closes.",
        "3: FIN before the reply, which still comes. 4: Close and data in one segment."])
    sockets = []
    for number in range(5):
        tcp = Tcp(capture, ports=(50000 + number, 8080))
        tcp.handshake(1000 * number)
        sockets.append(Socket(tcp, "/%d" % number))
        sockets[-1].upgrade(1000 * number + 50)
        sockets[-1].call(1000 * number + 100)
    crossed, half, reset, early, together = sockets
    one, two = crossed.close(0, 5000, 1000), crossed.close(1, 5001, 1001)
    fin, _ = crossed.tcp.finish(5010)
    capture.find("close.code_mismatch")
    capture.expect(one, close__step=1, close__initiator="client", close__reply_in=two)
    capture.expect(two, close__step=2, close__initiator="client", close__time="0.001000000")
    capture.expect(fin, close__first_in=one, close__reply_in=two)
    # The client ends its half without a Close, and the server goes on.
    fin = half.tcp.send(0, 6000, flags=FIN | ACK)
    half.tcp.send(1, 6010, half.frame(1, BINARY, b"more"))
    close = half.close(1, 6020, 1001)
    last = half.tcp.send(1, 6030, flags=FIN | ACK)
    capture.find("close.no_handshake")
    capture.expect(fin, close__step=3, close__no_handshake="1", close__first_in=[],
                   connection__frames=5)
    capture.expect(close, close__step=1)
    capture.expect(last, close__step=3, close__first_in=close, close__no_handshake=[],
                   connection__frames=7)
    one, two = reset.close(1, 7000, 1000), reset.close(0, 7010, 1000)
    rst = reset.tcp.segment(0, 7020, flags=RST)
    capture.expect(rst, close__step=3, close__first_in=one, close__reply_in=two)
    one = early.close(0, 8000)
    fin = early.tcp.send(0, 8001, flags=FIN | ACK)
    two = early.close(1, 8030)
    early.tcp.send(1, 8031, flags=FIN | ACK)
    capture.expect(fin, close__step=3, close__first_in=one, close__reply_in=two)
    one = together.tcp.send(0, 9000, together.frame(0, BINARY, b"last") +
                            together.close_bytes(0, 1000, "bye"))
    two = together.close(1, 9010, 1000, "bye")
    together.tcp.finish(9020)
    capture.expect(one, close__step=1, close__reply_in=two, kind="close")
    return capture


SCENARIOS = [segments, out_of_order, lost, port_reuse, ipv6, midstream, proxy, ends]
