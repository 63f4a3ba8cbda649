# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls without media, by what the two sides have told of where they can be reached; and one whose
offer gives one foundation to two types."""
from rules import fresh
from stage import Capture, Party

NAMES = ["%s2c3d4e-1111-4222-8333-123456789abc.local" % start for start in ("1b", "2b")]
SRFLX = ("a=candidate:7 1 udp 2130706431 192.0.2.10 50000 typ host\r\n"
         "a=candidate:7 1 udp 1694498815 198.51.100.7 50001 typ srflx raddr 192.0.2.10 rport 50000\r\n")


def reach(name):
    capture = Capture(name, ["One connection for each call; the path names it. No media is captured."])

    def case(path, addresses, rule=None, at_offer=None, more=""):
        socket, time, _, _ = fresh(capture, path, signaling=False)
        socket.parties = [Party(socket.rng, address) for address in addresses]
        messages = socket.messages()
        messages[0][1]["sdp"] += more
        frames = [socket.tcp.send(side, time + 100 + 10 * number, socket.signal(side, value))
                  for number, (side, value) in enumerate(messages)]
        socket.goodbye(time + 300)
        for found, frame in ((at_offer, frames[0]), (rule, frames[1])):
            if found:
                capture.find(found)
                capture.expect(frame, **{found.replace(".", "__"): "1"})
    case("/private", ("10.0.0.5", "192.168.7.9"), "candidate.only_private")
    case("/unique-local", ("fd00::5", "172.16.0.9"), "candidate.only_private")
    case("/mdns", NAMES, "candidate.only_mdns")
    case("/mdns-and-private", (NAMES[0], "10.0.0.5"), "candidate.only_private")
    case("/one-side-public", ("10.0.0.5", "198.51.100.20"))
    case("/one-machine", ("127.0.0.1", "127.0.0.1"))
    case("/foundation", ("192.0.2.10", "198.51.100.20"), at_offer="candidate.foundation_shared", more=SRFLX)
    # The last ones are judged only when the capture goes on for a while.
    fresh(capture, "/later", signaling=False)[0].goodbye(30000)
    return capture


SCENARIOS = [reach]
