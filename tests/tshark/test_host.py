# SPDX-License-Identifier: GPL-2.0-or-later
"""What Wireshark sees of the plugin: entry points, names, switches; and that it keeps out of the way
of what is not ours."""
import os
import pathlib
import re
import subprocess
import sys
import unittest

import host
import story

sys.path.insert(0, str(host.ROOT / "tools"))
import benchmark_captures  # noqa: E402

ENTRY_POINTS = {"plugin_version", "plugin_want_major", "plugin_want_minor", "plugin_register",
                "plugin_describe"}


def table(name):
    """fields.def or lint.def: the rows' arguments, as text."""
    text = (host.ROOT / "signaling" / name).read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    rows = re.findall(r"^[A-Z]+\((.*?)\)$", text, flags=re.S | re.M)
    return [re.findall(r'"[^"]*"|[A-Za-z0-9_]+', row) for row in rows]


FIELDS = {"wrtcsig." + row[1].strip('"'): row[3] for row in table("fields.def")}
# Ordinary calls of current browsers and servers, nothing refused: not one finding.
# call-phoenix and call-signalr ask for what is refused.
HEALTHY = ("relay-", "firefox-", "janus-", "peerjs", "socketio", "simplepeer", "renegotiate", "raw-sdp",
           "livekit.", "livekit-deflate", "livekit-json", "livekit-v0", "call-stomp", "call-mqtt",
           "call-signalr-msgpack", "webtorrent", "trystero", "y-webrtc", "verto", "sora", "red5", "turn-",
           "two-calls", "same-ports", "ice-tcp", "tls-records")
# There offers cross on purpose; and Janus' libnice writes port 0 into active TCP candidates, which is a note.
CROSSING = {"renegotiate.pcapng": {"offer.glare": 1},
            "ice-tcp.pcapng": {"candidate.tcp_active_port": 2}}
RULES = {row[1].strip('"'): row[2] for row in table("lint.def")}


def without_keys(name):
    """A copy of a capture without its embedded TLS keys, and a file with them."""
    rest, keys = host.split_secrets(pathlib.Path(host.capture_path(name)).read_bytes())
    capture, keylog = host.home() / name, host.home() / (name + ".keys")
    capture.write_bytes(rest)
    keylog.write_bytes(keys)
    return str(capture), str(keylog)


class Module(unittest.TestCase):
    """The shared object."""

    def test_exports_the_entry_points_and_nothing_else(self):
        out = subprocess.run(["nm", "-D", "--defined-only", os.environ["WRTCSIG_PLUGIN"]],
                             capture_output=True, text=True, check=True).stdout
        names = {line.split()[-1] for line in out.splitlines()}
        if host.sanitized():
            names = {name for name in names if not name.startswith(("__asan", "__odr", "__ubsan"))}
        self.assertEqual(names, ENTRY_POINTS)

    def test_is_listed_as_dissector(self):
        lines = [line.split() for line in host.glossary("plugins").splitlines()
                 if line.startswith("wrtcsig")]
        self.assertEqual([(name, kind) for name, _, kind, *_ in lines],
                         [("wrtcsig.so", "dissector")])
        self.assertRegex(lines[0][1], r"^\d+\.\d+\.\d+$")


class Names(unittest.TestCase):
    """Registration says what the tables say."""

    def test_fields(self):
        registered = {}
        for line in host.glossary("fields").splitlines():
            parts = line.split("\t")
            if parts[0] == "F" and parts[2].startswith("wrtcsig."):
                registered[parts[2]] = parts[3]
                self.assertTrue(parts[7] or parts[2][len("wrtcsig."):] in RULES,
                                "%s has no description" % parts[2])
        for name, kind in FIELDS.items():
            self.assertEqual(registered.pop(name), kind, name)
        self.assertEqual(set(registered), {"wrtcsig." + name for name in RULES})

    def test_heuristic_is_on_and_can_be_switched_off(self):
        row = [line for line in host.glossary("heuristic-decodes").splitlines()
               if line.split("\t")[1] == "wrtcsig"]
        self.assertCountEqual([line.split("\t")[0:3] for line in row],
                              [["ws", "wrtcsig", "T"], ["tcp", "wrtcsig", "T"]])
        items = story.read("relay-plain.pcapng", "--disable-heuristic", "wrtcsig_ws")["items"]
        self.assertEqual(items, [])

    def test_every_field_occurs_in_a_capture(self):
        """tcpdump's law."""
        missing = set(FIELDS)
        for capture in host.captures():
            if not missing:
                break
            wanted = sorted(missing)
            for row in host.fields(capture, wanted, "-2", "-Y", "wrtcsig || wrtcsig.media"):
                missing -= {name for name, value in zip(wanted, row) if value}
        self.assertEqual(missing, set())

    def test_every_finding_occurs_and_healthy_calls_have_none(self):
        seen = set()
        for capture in host.captures():
            truth = host.truth(capture)
            seen |= set(truth.get("findings", {}))
            for fields in truth.get("packets", {}).values():  # some are said on a later pass
                seen |= {field[len("wrtcsig."):] for field in fields}
            if capture.startswith(HEALTHY):
                self.assertEqual(host.truth(capture).get("findings", {}),
                                 CROSSING.get(capture, {}), capture)
        self.assertEqual(set(RULES) - seen, set())


class Switches(unittest.TestCase):
    """Preferences and Decode As."""

    def test_normal_close_codes(self):
        capture = "fault-close-application.pcapng"
        self.assertIn("close.abnormal", story.read(capture)["findings"])
        self.assertNotIn("close.abnormal", story.read(
            capture, "-o", "wrtcsig.normal_close_codes:1000-1001,3000-4999")["findings"])

    def test_signaling_connections_only(self):
        option = ["-o", "wrtcsig.signaling_connections_only:TRUE"]
        noisy = next(name for name in host.captures() if name.startswith("plain-graphql"))
        self.assertEqual(story.read(noisy, *option)["findings"], {})
        capture = "fault-unmasked-client.pcapng"
        self.assertEqual(story.read(capture)["findings"], story.read(capture, *option)["findings"])

    def test_call_sdp(self):
        def sdp_layers(*args):
            return len(host.fields("relay-plain.pcapng", ["frame.number"], "-Y", "sdp", *args))
        self.assertEqual(sdp_layers(), 4)
        self.assertEqual(sdp_layers("-o", "wrtcsig.call_sdp:FALSE"), 0)

    def test_sdp_sets_up_no_rtp(self):
        """A re-offer names a real port: STUN and DTLS on it must stay what they are."""
        for capture in host.captures():
            if capture.startswith(("fault-", "plain-")):
                continue
            with self.subTest(capture):
                protocols = ["frame.number", "_ws.malformed", "rtp.setup-frame", "stun.type"]
                path = ["-Y", "udp && !tcp"]
                ours = host.fields(capture, protocols, *path)
                without = host.fields(capture, protocols, *path, "-o", "wrtcsig.call_sdp:FALSE")
                self.assertEqual(ours, without)

    def test_decode_as(self):
        """Forced on a port, the dissector takes messages that the heuristic never sees."""
        self.assertEqual(story.read("relay-plain.pcapng", "-d", "ws.port==8080,wrtcsig",
                                    "--disable-heuristic", "wrtcsig_ws")["items"],
                         story.read("relay-plain.pcapng")["items"])

    def test_dialect_by_port(self):
        """The table of dialects beats the URL, and names what has no name; other ports it leaves."""
        def dialects(*args):
            return {tuple(value[0] if value else None for value in row) for row in host.fields(
                "peerjs.pcapng", ["wrtcsig.dialect", "wrtcsig.dialect.evidence"], "-Y",
                "wrtcsig.dialect", *args)}
        def option(port, dialect):
            return ["-o", 'uat:wrtcsig_dialects:"%s","%s"' % (port, dialect)]
        port = host.fields("peerjs.pcapng", ["tcp.dstport"], "-Y", "wrtcsig.from_client == 1")[0][0][0]
        self.assertEqual(dialects(), {("peerjs", "url")})
        self.assertEqual(dialects(*option(port, "peerjs")), {("peerjs", "preference")})
        self.assertEqual(dialects(*option(port, "ayame")), {("ayame", "preference")})
        self.assertEqual(dialects(*option(port, "ayame"), "-2"), {("ayame", "preference")})
        self.assertEqual(dialects(*option(1, "ayame")), {("peerjs", "url")})

    def test_dialect_evidence(self):
        """Subprotocol, URL, else messages that agree: none for the first of those."""
        for capture, expected in (
                ("janus-echotest.pcapng", {("janus", "subprotocol")}),
                ("jingle-prosody.pcapng", {("jingle", "subprotocol")}),
                ("peerjs.pcapng", {("peerjs", "url")}),
                ("crafted-gstreamer.pcapng", {("gstreamer", "messages")}),
                ("crafted-nonsense.pcapng",
                 {("janus", "subprotocol"), ("janus", None), ("janus", "messages")}),
                ("plain-words.pcapng", set())):
            with self.subTest(capture):
                rows = host.fields(capture, ["wrtcsig.dialect", "wrtcsig.dialect.evidence"], "-Y",
                                   "wrtcsig.dialect")
                self.assertEqual({(row[0][0], row[1][0] if row[1] else None) for row in rows},
                                 expected)

    def test_dialect_by_port_without_upgrade(self):
        """Where it is not known who the client is, either port may be the server's."""
        capture = "fault-midstream.pcapng"
        ports = host.fields(capture, ["tcp.srcport", "tcp.dstport"], "-Y", "wrtcsig.kind",
                            *host.options(capture))[0]
        for port in ports:
            found = host.fields(capture, ["wrtcsig.dialect.evidence"], "-Y", "wrtcsig.dialect",
                                "-o", 'uat:wrtcsig_dialects:"%s","galene"' % port[0])
            self.assertEqual({row[0][0] for row in found if row[0]}, {"preference"})

    def test_unknown_dialect_is_refused(self):
        for row, complaint in (('"8080","nosuch"', "no dialect that is known: sip, "),
                               ('"0","janus"', "no TCP port"), ('"70000","janus"', "no TCP port")):
            run = subprocess.run(host.command("tshark", "-o", "uat:wrtcsig_dialects:" + row, "-r",
                                              host.capture_path("peerjs.pcapng")),
                                 capture_output=True, text=True, check=False)
            self.assertNotEqual(run.returncode, 0)
            self.assertIn(complaint, run.stderr)

    def test_separate_key_log(self):
        """TLS keys in a file of their own, or none at all."""
        for name in ("relay-wss.pcapng", "wss-proxy.pcapng"):
            bare, keys = without_keys(name)
            self.assertEqual(story.read(bare)["items"], [])
            self.assertEqual(story.read(bare, "-o", "tls.keylog_file:" + keys), story.read(name))

    def test_json_tree_stays(self):
        rows = host.fields("relay-plain.pcapng", ["json.key"], "-Y", 'wrtcsig && json.key == "type"')
        self.assertGreater(len(rows), 0)


class Doors(unittest.TestCase):
    """What stands before Wireshark's dissectors."""
    SIP = ("OPTIONS sip:a@example.test SIP/2.0\r\nVia: SIP/2.0/WS x;branch=z9hG4bK1\r\n"
           "From: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n"
           "Content-Length: 0\r\n\r\n")

    def capture(self, messages, protocol=None):
        made = benchmark_captures.Capture()
        socket = benchmark_captures.WebSocket(made, ("192.0.2.7", 5000), "/", protocol)
        for i, text in enumerate(messages):
            socket.message(i % 2, text)
        socket.end()
        path = host.home() / "captures" / (self.id() + ".pcapng")
        made.save(path)
        path.chmod(0o644)
        return path

    def test_sip_that_wireshark_refuses(self):
        path = self.capture([self.SIP, "this is no SIP"], "sip")
        rows = host.fields(path, ["sip", "wrtcsig.dialect", "wrtcsig.malformed"], "-Y", "wrtcsig.kind")
        self.assertEqual([(bool(sip), dialect, bool(bad)) for sip, dialect, bad in rows],
                         [(True, ["sip"], False), (False, ["sip"], True), (False, [], False),
                          (False, [], False)])

    def test_no_head_in_a_message(self):
        """HTTP that somebody sends in a message begins no connection."""
        head = ("GET /other HTTP/1.1\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
        path = self.capture([self.SIP, head, head, "HTTP/1.1 401 No\r\n\r\n"], "sip")
        rows = host.fields(path, ["wrtcsig.connection", "wrtcsig.upgrade.refused"], "-Y", "wrtcsig")
        self.assertEqual({(tuple(c), tuple(r)) for c, r in rows}, {(("0",), ())})

    def test_disabled(self):
        """Who disables the plugin keeps TCP, UDP, WebSocket and SIP."""
        path = self.capture([self.SIP], "sip")
        out = host.tshark("-r", path, "--disable-protocol", "wrtcsig", "-Y", "sip || tcp.flags.syn==1")
        self.assertEqual(len(out.splitlines()), 3)


class Readme(unittest.TestCase):
    """The filters that it gives away."""
    CAPTURE = "livekit-v0.pcapng"

    def steps(self):
        text = (host.ROOT / "README.md").read_text(encoding="utf-8")
        section = text.split("### Follow one call by filters")[1].split("\n#")[0]
        return [row.replace("\\|", "|") for row in re.findall(r"^\| \d\. [^|]*\| `(.*?)` \|", section,
                                                            flags=re.M)]

    def test_follow_one_call(self):
        """Each step against what the applications said, and nothing of another call."""
        names = ["frame.number", "wrtcsig.kind", "wrtcsig.session", "wrtcsig.answer_in",
                 "wrtcsig.offer_in", "wrtcsig.candidate", "wrtcsig.close.step",
                 "wrtcsig.close.initiator", "wrtcsig.close.code", "wrtcsig.close.reason",
                 "http.response.code", "wrtcsig.upgrade.response_in", "udp.length"]
        found = [[dict(zip(names, row)) for row in host.fields(self.CAPTURE, names, "-2", "-Y", step)]
                 for step in self.steps()]
        self.assertEqual(len(found), 7)
        handshake, upgrade, offers, answers, candidates, media, close = found
        truth = host.truth(self.CAPTURE)
        call = truth["sessions"][0]["exchanges"]
        self.assertEqual(len(handshake), 2)
        self.assertEqual([row["http.response.code"] for row in upgrade], [[], ["101"]])
        self.assertEqual(upgrade[0]["wrtcsig.upgrade.response_in"], upgrade[1]["frame.number"])
        self.assertEqual(len(offers), len(call))
        self.assertEqual([row["wrtcsig.answer_in"] for row in offers],
                         [row["frame.number"] for row in answers])
        self.assertEqual([row["wrtcsig.offer_in"] for row in answers],
                         [row["frame.number"] for row in offers])
        self.assertTrue(all(row["wrtcsig.candidate"] for row in candidates))
        self.assertTrue(all(row["wrtcsig.session"] == ["0"] for row in candidates))
        self.assertTrue(media and all(row["udp.length"] for row in media))
        first = truth["closes"][0]
        self.assertEqual([row["wrtcsig.close.step"] for row in close], [["1"], ["2"], ["3"], ["3"]])
        self.assertEqual((close[0]["wrtcsig.close.initiator"], close[0]["wrtcsig.close.code"],
                          close[0]["wrtcsig.close.reason"]),
                         ([first["initiator"]], [str(first["code"])], [first["reason"]]))


class Silence(unittest.TestCase):
    """Where nothing is ours, the packets look as they do without us."""

    def test_no_trace_in_other_traffic(self):
        off = ["--disable-protocol", "wrtcsig"]
        for capture in host.captures():
            if not capture.startswith("plain-"):
                continue
            with self.subTest(capture):
                path = ["-r", host.capture_path(capture), "-V", "-Y", "!(websocket.opcode == 8)"]
                ours = host.tshark(*path, "-Y", "!wrtcsig")
                for passes in ([], ["-2"]):
                    numbers = host.fields(capture, ["frame.number"], *passes, "-Y",
                                          "wrtcsig && !wrtcsig.close.step")
                    self.assertEqual(numbers, [])
                self.assertEqual(ours, host.tshark(
                    "-r", host.capture_path(capture), "-V", "-Y",
                    "!(%s)" % " || ".join(
                        ["frame.number == 0"] +
                        ["frame.number == " + row[0][0]
                         for row in host.fields(capture, ["frame.number"], "-Y", "wrtcsig")]),
                    *off))


if __name__ == "__main__":
    unittest.main()
