# SPDX-License-Identifier: GPL-2.0-or-later
"""The packets of calls: every one is dissected and named, no other is touched; by an oracle that reads
the captures without Wireshark (oracle.py)."""
import collections
import functools
import json
import random
import subprocess
import unittest

import host
import oracle

SAID = ["frame.number", "frame.protocols", "rtp.ssrc", "rtp.seq", "rtp.p_type", "_ws.malformed",
        "wrtcsig.media.session", "wrtcsig.media.mid", "wrtcsig.media.codec",
        "wrtcsig.media.from_offerer", "wrtcsig.media.offer_in", "wrtcsig.media.answer_in",
        "wrtcsig.media.pair", "wrtcsig.media.fingerprint_match", "wrtcsig.media.request_in",
        "wrtcsig.media.round_trip"]
Said = collections.namedtuple("Said", "number protocols ssrc sequence payload_type malformed session "
                                      "mid codec from_offerer offer_in answer_in pair match request_in "
                                      "round_trip")

# The signaling of these is read by the oracle too, completely: all their media is named by it.
READABLE = ("relay-plain.pcapng", "relay-nested.pcapng", "renegotiate.pcapng", "simplepeer.pcapng",
            "socketio2.pcapng", "socketio4.pcapng", "peerjs.pcapng", "firefox-chromium.pcapng",
            "janus-echotest.pcapng", "janus-videoroom.pcapng", "kurento-stub.pcapng",
            "verto-stub.pcapng", "sip-offers.pcapng", "sip-kamailio.pcapng", "sip-sipjs.pcapng",
            "turn-udp.pcapng", "turn-tcp.pcapng", "two-calls.pcapng", "same-ports.pcapng",
            "janus-simulcast.pcapng", "call-phoenix.pcapng", "call-signalr.pcapng", "call-stomp.pcapng")
# Not even the plugin can read the signaling that its flows go back to.
UNREADABLE = ("y-webrtc-password.pcapng",)
PREFERENCES = ("decode_media", "decode_unsignaled")


@functools.lru_cache(maxsize=None)
def truth_of(name):
    """(flows, descriptions) by the oracle."""
    found = oracle.packets(name)
    return oracle.Flows(found), oracle.descriptions(found)


def said_of(name, *args):
    """{frame number: Said} of the UDP and TCP packets."""
    return {int(row[0][0]): Said(*row) for row in host.fields(name, SAID, *args)}


@functools.lru_cache(maxsize=None)
def one_pass(name):
    """What tshark with the plugin says."""
    return said_of(name)


def off(*names):
    """Options that switch preferences off."""
    return [word for name in names for word in ("-o", "wrtcsig.%s:FALSE" % name)]


def is_media(what):
    """RTP or RTCP?"""
    return what in ("rtp", "rtcp")


def latest(all_of_them, ufrag, number):
    """The last description with that ufrag before a frame."""
    fitting = [one for one in all_of_them if ufrag in one.ufrags and one.number < number]
    return fitting[-1] if fitting else None


def expected_codec(media, sdps, payload_type):
    """The receiver's description says what the sender may send; None: nothing certain."""
    to = media.usernames and latest(sdps, media.usernames[0], media.number)
    names = to.codecs.get(payload_type) if to else None
    return next(iter(names)) if names and len(names) == 1 else None


class Mids:
    """RFC 9143 section 9.2, as far as it is certain: the header extension, for its SSRC from then on;
    a=ssrc; a payload type of one m-section only."""

    def __init__(self, sdps):
        self.sdps, self.said = sdps, {}

    def expected(self, media, payload_type, ssrc, extensions):
        """The mid, or None."""
        by = media.usernames and latest(self.sdps, media.usernames[1], media.number)
        to = media.usernames and latest(self.sdps, media.usernames[0], media.number)
        if by and by.mid_id in extensions:
            self.said[media.key, ssrc] = extensions[by.mid_id].decode()
        known = self.said.get((media.key, ssrc)) or (by and by.sources.get(ssrc))
        if known:
            return known
        mids = to.mids.get(payload_type, ()) if to else ()
        return next(iter(mids)) if len(mids) == 1 else None


class Packets(unittest.TestCase):
    """Every packet of every capture."""

    def test_every_one_is_dissected(self):
        total = 0
        for name in host.captures():
            flows, _ = truth_of(name)
            said = one_pass(name) if flows.media else {}
            with self.subTest(name):
                for media in flows.media:
                    protocols = said[media.number].protocols[0].split(":")
                    wanted = {"rtp": {"rtp"}, "rtcp": {"rtcp", "srtcp"}, "dtls": {"dtls"}}.get(
                        media.what, set(protocols))
                    self.assertTrue(wanted & set(protocols), (media.number, media.what, protocols))
                    if is_media(media.what):  # of DTLS it says that of a retransmission
                        self.assertEqual(said[media.number].malformed, [], media.number)
                    if media.what == "rtp":
                        payload_type, ssrc, _ = oracle.rtp(media.payload)
                        self.assertIn("0x%08x" % ssrc, said[media.number].ssrc)
                        self.assertIn(str(payload_type), said[media.number].payload_type)
                total += sum(is_media(media.what) for media in flows.media)
        self.assertGreater(total, 4000)

    def test_no_other_is_touched(self):
        for name in host.captures():
            flows, _ = truth_of(name)
            expected = {media.number for media in flows.media} | flows.of_ice
            with self.subTest(name):
                touched = {number for number, said in one_pass(name).items() if said.session or
                           {"rtp", "rtcp", "srtcp"} & set(said.protocols[0].split(":"))}
                self.assertEqual(touched - expected, set())

    def test_every_one_is_named(self):
        for name in host.captures():
            flows, _ = truth_of(name)
            if name in UNREADABLE or not flows.media:
                continue
            with self.subTest(name):
                unnamed = [media.number for media in flows.media
                           if is_media(media.what) and not one_pass(name)[media.number].session]
                self.assertEqual(unnamed, [])


class Names(unittest.TestCase):
    """Session, mid, codec and sender, where the oracle reads the signaling itself."""

    def test_codec_and_mid(self):
        for name in READABLE:
            flows, sdps = truth_of(name)
            mids, compared = Mids(sdps), collections.Counter()
            sharing = collections.Counter(media.number for media in flows.media
                                          if media.what == "rtp")  # over TCP several share a frame
            with self.subTest(name):
                for media in flows.media:
                    if media.what != "rtp":
                        continue
                    payload_type, ssrc, extensions = oracle.rtp(media.payload)
                    said = one_pass(name)[media.number]
                    codec = expected_codec(media, sdps, payload_type)
                    mid = mids.expected(media, payload_type, ssrc, extensions)
                    self.assertEqual(len(said.ssrc), sharing[media.number], media.number)
                    if codec:
                        self.assertIn(codec, said.codec, media.number)
                    if mid:
                        self.assertIn(mid, said.mid, media.number)
                    if sharing[media.number] == 1:
                        self.assertLessEqual(len(said.codec) + len(said.mid), 2, media.number)
                    compared.update(codec=codec is not None, mid=mid is not None, all=1)
                self.assertGreaterEqual(compared["codec"], compared["all"] * 0.9, compared)
                self.assertGreaterEqual(compared["mid"], compared["all"] * 0.9, compared)

    def test_session(self):
        """One peer connection, one session: the ufrags say which."""
        for name in READABLE:
            flows, _ = truth_of(name)
            by_ufrag, by_session = collections.defaultdict(set), collections.defaultdict(set)
            signaled = {}
            for number, kinds, ufrags, sessions in host.fields(
                    name, ["frame.number", "wrtcsig.kind", "wrtcsig.ice.ufrag", "wrtcsig.session"],
                    "-Y", "wrtcsig.ice.ufrag && wrtcsig.session"):
                if len(set(sessions)) == 1:
                    signaled.update({ufrag: sessions[0] for ufrag in ufrags})
            with self.subTest(name):
                for media in flows.media:
                    said = one_pass(name)[media.number]
                    if not is_media(media.what) or not media.usernames:
                        continue
                    for ufrag in media.usernames:
                        by_ufrag[ufrag].update(said.session)
                        by_session[said.session[0]].add(ufrag)
                        if ufrag in signaled:
                            self.assertEqual(set(said.session), {signaled[ufrag]}, media.number)
                self.assertTrue(all(len(sessions) == 1 for sessions in by_ufrag.values()), by_ufrag)

    def test_sender(self):
        """What one end sends is all of one agent, what the other sends of the other."""
        for name in READABLE:
            flows, _ = truth_of(name)
            agents = collections.defaultdict(set)
            for media in flows.media:
                if is_media(media.what) and media.usernames:
                    said = one_pass(name)[media.number]
                    agents[said.session[0], media.usernames[1]].update(said.from_offerer)
            with self.subTest(name):
                self.assertTrue(all(len(value) == 1 for value in agents.values()), agents)


class Statistics(unittest.TestCase):
    """What the pages' getStats() says: pair, SSRCs, codecs, mids, packets."""

    def rows(self, name):
        """{ssrc: (mid, codec, session, sender)}, {(session, sender, mid): packets}; each packet counts
        on one hop."""
        streams, seen = {}, set()
        for said in one_pass(name).values():
            if len(said.ssrc) == 1 and said.mid and said.codec:
                key = said.session[0], said.from_offerer[0], said.mid[0]
                streams.setdefault(int(said.ssrc[0], 16), set()).add((said.mid[0], said.codec[0], key))
                seen.add((key, said.ssrc[0], said.sequence[0]))
            elif len(said.ssrc) > 1:  # over TCP several share a frame
                for ssrc, sequence in zip(said.ssrc, said.sequence):
                    seen.add(((said.session[0], said.from_offerer[0], said.mid[0]), ssrc, sequence))
        return streams, collections.Counter(key for key, _, _ in seen)

    def test_streams(self):
        compared = 0
        for name in host.captures():
            statistics = (host.truth(name) or {}).get("statistics", [])
            streams, counts = self.rows(name) if statistics else ({}, {})
            for entry in statistics:
                with self.subTest((name, entry["connection"])):
                    for stream in entry["sent"] + entry["received"]:
                        if not stream["packets"] or not stream.get("codec"):
                            continue
                        found = streams.get(stream["ssrc"], set())
                        self.assertTrue(found, stream)
                        self.assertEqual({mid for mid, _, _ in found}, {stream["mid"]})
                        self.assertTrue({stream["codec"].lower(), "red"} &  # red has the codec in it
                                        {codec.split("/")[0].lower() for _, codec, _ in found})
                        self.assertGreaterEqual(counts[next(iter(found))[2]], stream["packets"], stream)
                        compared += 1
        self.assertGreater(compared, 10)

    def test_pair(self):
        for name in host.captures():
            statistics = (host.truth(name) or {}).get("statistics", [])
            pairs = statistics and {pair for said in one_pass(name).values() for pair in said.pair}
            for entry in statistics:
                with self.subTest((name, entry["connection"])):
                    if entry.get("pair") is None:
                        self.assertEqual(pairs, set())
                        continue
                    local, remote = (":%d" % entry["pair"][end]["port"] for end in ("local", "remote"))
                    self.assertTrue(any({pair.split(" -> ")[0][-len(local):],
                                         pair.split(" -> ")[1][-len(remote):]} == {local, remote} or
                                        {pair.split(" -> ")[0][-len(remote):],
                                         pair.split(" -> ")[1][-len(local):]} == {local, remote}
                                        for pair in pairs), (entry["pair"], pairs))


class Pairs(unittest.TestCase):
    """The nominated pair: where a check with USE-CANDIDATE is answered, and nowhere else, between the two
    ends of that packet (RFC 8445 section 8.1.1)."""

    def test_nominated(self):
        compared = 0
        for name in host.captures():
            flows, _ = truth_of(name)
            with self.subTest(name):
                for number, said in one_pass(name).items():
                    if not said.pair or "stun" not in said.protocols[0] or number not in flows.of_ice:
                        continue
                    if "turn" in name or said.protocols[0].count(":tcp:"):
                        continue  # within TURN; several messages a frame
                    self.assertIn(number, flows.nominated)
                    ends = {"%s:%d" % (end[0] if ":" not in end[0] else "[%s]" % end[0], end[1])
                            for end in ((oracle.text(where), port)
                                        for where, port in flows.nominated[number])}
                    told = {end.split(" ")[1] for end in said.pair[0].split(" -> ")}
                    self.assertEqual(told, ends, number)
                    compared += 1
                named = {number for number in flows.nominated if one_pass(name)[number].session}
                unsaid = {number for number in named if not one_pass(name)[number].pair}
                self.assertEqual(unsaid, set())
        self.assertGreater(compared, 100)


class Findings(unittest.TestCase):
    """What only the whole capture tells is said on the second pass, once, where it is so."""

    RULES = ("never_connected", "dtls_unfinished", "one_way")
    EXPECTED = {"hard-media.pcapng": {rule: 1 for rule in RULES},
                "udp-dropped.pcapng": {"never_connected": 1},
                "answer-dropped.pcapng": {"dtls_unfinished": 1}}

    def test_future(self):
        for name in host.captures():
            fields = ["wrtcsig.media." + rule for rule in self.RULES]
            rows = host.fields(name, fields, "-2", "-Y", " || ".join(fields))
            counts = collections.Counter(rule for row in rows
                                         for rule, value in zip(self.RULES, row) if value)
            with self.subTest(name):
                self.assertEqual(dict(counts), self.EXPECTED.get(name, {}))

    def test_tried(self):
        """The text says what was tried, by candidate type."""
        texts = host.fields("hard-media.pcapng", ["_ws.expert.message"], "-2", "-Y",
                            "wrtcsig.media.never_connected")
        self.assertIn("6 checks, host -> host 6", " ".join(texts[0][0]))


class Preferences(unittest.TestCase):
    """decode_media, decode_unsignaled."""

    def protocols(self, name, *args, stock=False):
        """(frame number, protocols) of each packet, without our own."""
        command = host.command("tshark", "-r", host.capture_path(name), *host.options(name), *args,
                               "-T", "fields", "-e", "frame.number", "-e", "frame.protocols", "udp")
        if stock:
            command = ["HOME=/nonexistent" if word.startswith("HOME=") else word for word in command]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        return run.stdout.replace(":wrtcsig.media", "").replace(":wrtcsig", "")

    def test_off_is_stock(self):
        for name in ("relay-plain.pcapng", "janus-echotest.pcapng", "relay-wss.pcapng",
                     "firefox-chromium.pcapng", "livekit.pcapng"):
            with self.subTest(name):
                stock = self.protocols(name, stock=True)
                self.assertEqual(self.protocols(name, *off(*PREFERENCES)), stock)
                self.assertNotEqual(self.protocols(name), stock)

    def test_unsignaled(self):
        """Without the keys of wss: dissected, but without a session; not even that when it is off."""
        name, keys = "relay-wss.pcapng", ["-o", "tls.desegment_ssl_records:FALSE", "-d",
                                          "tcp.port==8443,data", "-d", "tcp.port==8080,data"]
        flows, _ = truth_of(name)
        for preferences, dissected in (((), True), (("decode_unsignaled",), False),
                                       (("decode_media",), False)):
            said = said_of(name, *keys, *off(*preferences))
            with self.subTest(preferences):
                for media in flows.media:
                    if media.what == "rtp":
                        self.assertEqual("rtp" in said[media.number].protocols[0].split(":"),
                                         dissected, media.number)
                        self.assertEqual(said[media.number].session, [])

    def test_media_off_still_names_checks(self):
        """The signaling's tie to the checks does not hang on the preference."""
        said = said_of("relay-plain.pcapng", *off(*PREFERENCES))
        flows, _ = truth_of("relay-plain.pcapng")
        self.assertTrue(any(said[number].session for number in flows.of_ice))


class Passes(unittest.TestCase):
    """One pass and two, and any order, say the same of media."""

    def test_two_passes_agree(self):
        for name in host.captures():
            if not truth_of(name)[0].media:
                continue
            with self.subTest(name):
                again = said_of(name, "-2")
                flows = truth_of(name)[0]
                expected = {media.number for media in flows.media} | flows.of_ice
                self.assertEqual([one_pass(name)[number] for number in sorted(expected)],
                                 [again[number] for number in sorted(expected)])

    def test_any_order(self):
        for name in ("relay-plain.pcapng", "janus-echotest.pcapng", "renegotiate.pcapng"):
            numbers = [media.number for media in truth_of(name)[0].media][:120]
            shuffled = random.Random(1).sample(numbers, len(numbers))
            with self.subTest(name):
                forward = host.clicks(name, numbers)
                self.assertIn("wrtcsig.media", json.dumps(forward))
                self.assertEqual(forward, host.clicks(name, shuffled))


if __name__ == "__main__":
    unittest.main()
