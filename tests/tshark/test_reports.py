# SPDX-License-Identifier: GPL-2.0-or-later
"""-z wrtcsig,...: the reports say what the fields say, after one pass as after two."""
import collections
import functools
import json
import os
import re
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import host
import schema
import story

CALLS = ["relay-plain.pcapng", "relay-wss.pcapng", "renegotiate.pcapng", "janus-videoroom.pcapng",
         "livekit.pcapng", "sip-kamailio.pcapng", "jingle-prosody.pcapng", "firefox-mdns.pcapng"]
SCHEMA = json.loads((host.ROOT / "doc/report.schema.json").read_text(encoding="utf-8"))
FINDING = re.compile(r"^(\d+): (error|warn|note|chat): ([a-z0-9_.]+): (.+)$")
TOTAL = re.compile(r"^(\d+) errors, (\d+) warnings, (\d+) notes, (\d+) chats$")


def report(capture, *names, args=()):
    """What tshark prints for these -z, and nothing else."""
    asked = [word for name in names for word in ("-z", name)]
    return host.tshark("-q", "-r", host.capture_path(capture), *host.options(capture), *args,
                       *asked)


@functools.lru_cache(maxsize=None)
def all_reports(capture, *args):
    """(lint, document, text): each report of one run of tshark, which is all that time allows."""
    names = ["wrtcsig,lint", "wrtcsig,json", "wrtcsig,sessions", "wrtcsig,ladder"]
    text = report(capture, *names, args=args)
    start, end = re.search(r"(?m)^\{$", text).start(), re.search(r"(?m)^\}$", text).end()
    document, text = json.loads(text[start:end]), text[:start] + text[end:]
    lines = text.splitlines()
    ours = [line for line in lines if FINDING.match(line) or TOTAL.match(line)]
    return rows_of(ours), document, [line for line in lines if line not in ours]


def lint(capture, *args, name="wrtcsig,lint"):
    """[(frame, severity, rule)] of the report."""
    if name == "wrtcsig,lint":
        return all_reports(capture, *args)[0]
    return rows_of(report(capture, name, args=args).splitlines())


def rows_of(report_lines):
    """The same of these lines, their total checked."""
    *lines, total = report_lines
    rows = [FINDING.match(line).groups()[:3] for line in lines]
    counts = collections.Counter(severity for _, severity, _ in rows)
    assert [int(n) for n in TOTAL.match(total).groups()] == [
        counts[name] for name in ("error", "warn", "note", "chat")], total
    return [(int(frame), severity, rule) for frame, severity, rule in rows]


@functools.lru_cache(maxsize=None)
def rule_names():
    """Of lint.def."""
    text = (host.ROOT / "signaling/lint.def").read_text(encoding="utf-8")
    return re.findall(r'^RULE\(\w+, "([^"]+)"', text, flags=re.M)


def expert_infos(capture, *args):
    """[(frame, rule)] by the fields of a second pass, which knows the future."""
    rules = rule_names()
    rows = host.fields(capture, ["frame.number", *("wrtcsig." + rule for rule in rules)], "-2",
                       "-Y", "wrtcsig || wrtcsig.media", *args)
    return sorted((int(row[0][0]), rule) for row in rows for rule, value in zip(rules, row[1:])
                  for _ in value)


class Lint(unittest.TestCase):
    """frame: severity: rule: text"""
    maxDiff = 2000

    def test_agrees_with_the_fields_and_passes_agree(self):
        for capture in host.captures():
            with self.subTest(capture):
                one = lint(capture)
                self.assertEqual(sorted((frame, rule) for frame, _, rule in one),
                                 expert_infos(capture))
                self.assertEqual(one, lint(capture, "-2"))
                self.assertEqual([frame for frame, *_ in one], sorted(frame for frame, *_ in one))

    def edited(self, name, *keep):
        """relay-plain without some packets, and with one of 100 seconds later."""
        source, folder = host.capture_path("relay-plain.pcapng"), tempfile.mkdtemp(dir=host.home())
        part, later, whole = ("%s/%s.pcapng" % (folder, word) for word in ("part", "later", name))
        subprocess.run(["tshark", "-r", source, "-w", part, "-Y", *keep], check=True,
                       stderr=subprocess.DEVNULL)
        subprocess.run(["editcap", "-t", "100", "-r", source, later, "232"], check=True,
                       stderr=subprocess.DEVNULL)
        subprocess.run(["mergecap", "-w", whole, part, later], check=True)
        for path in (folder, whole):
            os.chmod(path, 0o755)
        return whole

    def test_future_is_told_once_by_either_pass(self):
        for rule, keep in (("offer.unanswered", "!(frame.number in {23, 35})"),
                           ("media.never_connected", "!(stun.type == 0x0101)")):
            with self.subTest(rule):
                capture = self.edited("lost", keep)
                asked = ["-q", "-r", capture, "-z", "wrtcsig,lint"]
                one, two = (rows_of(host.tshark(*asked, *more).splitlines())
                            for more in ([], ["-2"]))
                self.assertEqual(one, two)
                self.assertIn(rule, [name for _, _, name in one])
                frames = [frame for frame, _, name in one if name == rule]
                self.assertEqual(len(frames), len(set(frames)))

    def test_filter(self):
        capture = "fault-close-data-after.pcapng"
        whole = lint(capture)
        self.assertGreater(len(whole), 0)
        frame = whole[0][0]
        self.assertEqual(lint(capture, name="wrtcsig,lint,frame.number == %d" % frame),
                         [row for row in whole if row[0] == frame])
        self.assertEqual(lint(capture, name="wrtcsig,lint,frame.number < 1"), [])

    def test_bad_filter_is_an_error(self):
        run = subprocess.run(host.command(
            "tshark", "-q", "-r", host.capture_path("relay-plain.pcapng"), "-z",
            "wrtcsig,lint,wrtcsig.kind =="), capture_output=True, text=True, check=False)
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("wrtcsig,lint", run.stderr)


class Machines(unittest.TestCase):
    """JSON and JUnit."""

    def test_schema_and_agreement_with_lint(self):
        for capture in host.captures():
            with self.subTest(capture):
                document = all_reports(capture)[1]
                self.assertEqual(schema.complaints(document, SCHEMA), [])
                findings = [(f["frame"], f["severity"], f["rule"]) for f in document["findings"]]
                self.assertEqual(findings, lint(capture))
                self.assertEqual(document["totals"], {
                    name: sum(severity == name for _, severity, _ in findings)
                    for name in ("chat", "note", "warn", "error")})

    def test_the_validator_can_fail(self):
        good = json.loads(report("relay-plain.pcapng", "wrtcsig,json"))
        for path, value in ((("schema",), 2), (("sessions", 0, "state"), "ready"),
                            (("sessions", 0, "begin"), "0"), (("sessions", 0, "more"), 1),
                            (("totals", "warn"), -1)):
            bad = json.loads(json.dumps(good))
            place = bad
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = value
            self.assertEqual(len(schema.complaints(bad, SCHEMA)), 1, path)
        del good["sessions"][0]["media"]
        self.assertEqual(len(schema.complaints(good, SCHEMA)), 1)

    def test_passes_agree(self):
        for capture in host.captures():
            with self.subTest(capture):
                self.assertEqual(all_reports(capture)[1:], all_reports(capture, "-2")[1:])

    def test_sessions_agree_with_the_fields(self):
        for capture in CALLS:
            with self.subTest(capture):
                document = json.loads(report(capture, "wrtcsig,json"))
                by_fields = collections.defaultdict(set)
                offers = set()
                for session, connection, kind, frame in host.fields(
                        capture, ["wrtcsig.session", "wrtcsig.connection", "wrtcsig.kind",
                                  "frame.number"], "-2", "-Y", "wrtcsig.session"):
                    for number in session:
                        by_fields[int(number)] |= {int(c) for c in connection}
                    offers |= {int(frame[0])} if "offer" in kind else set()
                self.assertEqual({s["session"]: set(s["connections"])
                                  for s in document["sessions"]}, dict(by_fields))
                told = {n["offer"]["frame"] for s in document["sessions"]
                        for n in s["negotiations"] if n["offer"]}
                self.assertLessEqual(told, offers)
                self.assertGreater(len(told), 0)

    def test_candidates_agree_with_the_log(self):
        """Trickled ones, by type: each counts once, on however many hops the applications had it."""
        compared = 0
        for capture in host.captures():
            truth = host.truth(capture)
            logged = {(item["candidate"], item.get("mid"), item.get("app_session"))
                      for item in truth.get("items", [])
                      if item["kind"] == "candidate"}
            limited = any(item.get("host_limit") for item in truth.get("items", []))
            if not logged or not truth.get("sessions") or truth.get("findings") or limited:
                continue
            types = collections.Counter(re.search(" typ (\\w+)", text)[1] for text, _, _ in logged)
            told = collections.Counter()
            for session in json.loads(report(capture, "wrtcsig,json"))["sessions"]:
                for agent in session["candidates"].values():
                    told.update(agent)
            with self.subTest(capture):
                self.assertEqual(+told, types)
            compared += 1
        self.assertGreater(compared, 30)

    def test_media_agrees_with_the_fields(self):
        capture = "relay-plain.pcapng"
        session = json.loads(report(capture, "wrtcsig,json"))["sessions"][0]
        packets = host.fields(capture, ["frame.number"], "-2", "-Y",
                              "rtp && wrtcsig.media.session == 0")
        self.assertEqual(sum(flow["packets"] for flow in session["media"]["rtp"]), len(packets))
        pair = host.fields(capture, ["frame.number", "wrtcsig.media.pair"], "-Y",
                           "stun && wrtcsig.media.pair")
        self.assertIn([[str(session["media"]["pair"]["frame"])], [session["media"]["pair_text"]]],
                      pair)

    def test_junit(self):
        for capture in ["relay-plain.pcapng", "renegotiate.pcapng", "fault-close-invalid.pcapng"]:
            with self.subTest(capture):
                suite = ElementTree.fromstring(report(capture, "wrtcsig,junit"))
                cases = suite.findall("testcase")
                failed = [case for case in cases if case.find("failure") is not None]
                rows = lint(capture)
                self.assertEqual(len(cases), int(suite.get("tests")))
                self.assertEqual(len(failed), int(suite.get("failures")))
                self.assertEqual([case.get("name") for case in failed],
                                 ["frame %d: %s" % (frame, rule) for frame, severity, rule in rows
                                  if severity in ("error", "warn")])
        self.assertIn('name="session 0"', report("relay-plain.pcapng", "wrtcsig,junit"))


class Sessions(unittest.TestCase):
    """For people: the numbers are those of the JSON, the lines fit."""

    def test_blocks(self):
        for capture in CALLS:
            with self.subTest(capture):
                text = report(capture, "wrtcsig,sessions")
                document = json.loads(report(capture, "wrtcsig,json"))
                blocks = text.strip().split("\n\n")
                self.assertEqual(len(blocks), len(document["sessions"]))
                for block, session in zip(blocks, document["sessions"]):
                    self.assertTrue(block.startswith("session %d: %s," % (
                        session["session"], session["state"])), block[:60])
                    for negotiation in session["negotiations"][:20]:
                        event = negotiation["offer"] or negotiation["answer"]
                        self.assertRegex(block, r"(?m)^ +#%d " % event["frame"])
                    if session["media"]["pair"]:
                        self.assertRegex(block, r"(?m)^ +#%d .*\| pair$" %
                                         session["media"]["pair"]["frame"])

    def test_width(self):
        for capture in host.captures():
            for line in all_reports(capture)[2]:
                if not re.match(r"  (error|warn|note|chat) ", line): # a finding stands in full
                    self.assertLessEqual(len(line), 80, (capture, line))

    def test_one_session_and_filter(self):
        capture = "janus-videoroom.pcapng"
        whole = report(capture, "wrtcsig,sessions")
        second = report(capture, "wrtcsig,sessions,1")
        self.assertEqual(whole.strip().split("\n\n")[1], second.strip())
        self.assertEqual(report(capture, "wrtcsig,sessions,wrtcsig.session == 1").splitlines()[0],
                         second.splitlines()[0])
        self.assertEqual(report(capture, "wrtcsig,sessions,7"), "no session\n")
        self.assertEqual(report("plain-chat.pcapng", "wrtcsig,sessions"), "no session\n")


class Ladder(unittest.TestCase):
    """Who sent what to whom."""

    def test_relay(self):
        capture = "relay-plain.pcapng"
        text = report(capture, "wrtcsig,ladder,0")
        rows = re.findall(r"(?m)^ +#(\d+) +[\d.]+ ms ([|<>~ -]+?)  (\w.*)$", text)
        expected = [(int(frame[0])) for frame, _ in host.fields(
            capture, ["frame.number", "wrtcsig.session"], "-2", "-Y", "wrtcsig.session == 0")]
        signaling = [int(frame) for frame, picture, text in rows
                     if "~" not in picture and not text.startswith(("Close", "TCP"))]
        self.assertEqual(signaling, expected)
        self.assertEqual([int(row[0]) for row in rows], sorted(int(row[0]) for row in rows))
        # The offer goes from the left to the server, and on; the answer comes back.
        self.assertRegex(text, r"\|-+>\|  +\|  Offer")
        self.assertRegex(text, r"\|  +\|-+>\|  Offer")
        self.assertRegex(text, r"\|  +\|<-+\|  Answer")
        self.assertRegex(text, r"~+  pair: host/udp")

    def test_filter(self):
        text = report("relay-plain.pcapng", "wrtcsig,ladder,0,wrtcsig.kind == \"offer\"")
        self.assertIn("Offer", text)
        self.assertNotIn("Answer:", text)


class Tap(unittest.TestCase):
    """What the reports are made of: -z wrtcsig,records prints it."""

    CAPTURES = [name + ".pcapng" for name in (
        "relay-plain call-signalr call-stomp call-mqtt sip-offers jingle-prosody livekit-v0 socketio2 "
        "janus-videoroom hard-segments hard-proxy hard-port-reuse fault-upgrade-refused plain-chat").split()]

    def test_one_record_each(self):
        """One for each connection and each application message, on every pass, as the tree has them."""
        for capture in self.CAPTURES:
            for passes in ((), ("-2",)):
                connections, messages = set(), collections.Counter()
                for packet in host.packets(capture, *passes):
                    frame = story.show(packet.find("proto[@name='frame']"), "frame.number")
                    for layer in story.layers(packet):
                        connections |= {story.show(layer, "wrtcsig.connection")} - {None}
                        if story.named(layer, "wrtcsig.path") is not None:
                            messages[frame] += len(story.messages_of(layer))
                rows = [line.split(" ") for line in
                        report(capture, "wrtcsig,records", args=passes).splitlines()]
                with self.subTest((capture, passes)):
                    said = [row[2] for row in rows if row[1] == "connection"]
                    self.assertEqual(sorted(said), sorted("connection=" + c for c in connections))
                    self.assertEqual(collections.Counter(row[0] for row in rows
                                                         if row[1] == "message"), messages)
                    first = {}
                    for row in rows:  # a connection comes before all that is about it
                        if len(row) > 2 and row[2].startswith("connection="):
                            first.setdefault(row[2], row[1])
                    self.assertLessEqual(set(first.values()), {"connection"})

    def test_items_of_messages(self):
        """A message says how many items follow it."""
        rows = [line.split(" ") for line in
                report("call-signalr.pcapng", "wrtcsig,records").splitlines()]
        left = 0
        for row in rows:
            if row[1] == "message":
                self.assertEqual(left, 0)
                left = int(next(word for word in row if word.startswith("items="))[6:])
            left -= row[1] == "item"
        self.assertEqual(left, 0)
        self.assertIn("message", {row[1] for row in rows})


class Ways(unittest.TestCase):
    """Standard input, several reports at once, statistics tree."""

    def test_stdin(self):
        for capture in CALLS[:4]:
            with open(host.capture_path(capture), "rb") as file:
                run = subprocess.run(host.command("tshark", "-q", "-r", "-", *host.options(capture),
                                                  "-z", "wrtcsig,json"), stdin=file,
                                     capture_output=True, check=True)
            self.assertEqual(run.stdout.decode(), report(capture, "wrtcsig,json"))

    def test_several_at_once(self):
        capture = "renegotiate.pcapng"
        names = ["wrtcsig,lint", "wrtcsig,sessions", "wrtcsig,ladder,0", "wrtcsig,json",
                 "wrtcsig,junit", "wrtcsig,lint,frame.number < 1"]
        together = report(capture, *names)
        for name in names:
            alone = report(capture, name)
            self.assertIn(alone, together)
            together = together.replace(alone, "", 1)
        self.assertEqual(together.strip(), "")

    def test_tree(self):
        for capture in CALLS:
            with self.subTest(capture):
                kinds = collections.Counter(value for row in host.fields(
                    capture, ["wrtcsig.kind"], "-Y", "wrtcsig.kind") for value in row[0])
                for args in ((), ("-2",)):
                    text = report(capture, "wrtcsig,tree", args=args)
                    part = text[text.index("Kinds"):text.index("Candidate types")]
                    counted = {name: int(n) for name, n in re.findall(
                        r"(?m)^ +([a-z-]+) +(\d+) ", part)}
                    self.assertEqual(counted, dict(kinds))


if __name__ == "__main__":
    unittest.main(verbosity=1)
