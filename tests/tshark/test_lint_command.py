# SPDX-License-Identifier: GPL-2.0-or-later
"""bin/wrtcsig-lint: exit status, formats, baseline, and what it says when something is missing."""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import host
import schema

COMMAND = host.ROOT / "bin/wrtcsig-lint"
GOOD, WARNS, FAILS = "relay-plain.pcapng", "renegotiate.pcapng", "fault-close-invalid.pcapng"
SCHEMA = json.loads((host.ROOT / "doc/report.schema.json").read_text(encoding="utf-8"))


class Scratch(unittest.TestCase):
    """A folder that the unprivileged user may write to."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=host.home()))
        if os.geteuid() == 0:
            os.chown(self.folder, host.NOBODY, host.NOBODY)

    def path(self, name, content=None, mode=0o644):
        """A file there; its content, if any, is written by us."""
        path = self.folder / name
        if content is not None:
            path.write_bytes(content)
            path.chmod(mode)
        return str(path)

    def lint(self, *args):
        """(exit status, stdout, stderr); a name of a capture becomes its path."""
        words = [host.capture_path(word) if str(word).endswith(".pcapng") else str(word)
                 for word in args]
        program = host.home() / "wrtcsig-lint"
        program.write_bytes(COMMAND.read_bytes())
        run = subprocess.run(host.command("python3", str(program), *words), capture_output=True,
                             check=False, cwd=self.folder, timeout=300)
        return run.returncode, run.stdout.decode(), run.stderr.decode()


class Status(Scratch):
    """By severity."""

    def test_good_and_bad(self):
        self.assertEqual(self.lint(GOOD)[0], 0)
        status, out, _ = self.lint(FAILS)
        self.assertEqual(status, 1)
        self.assertRegex(out, r"fault-close-invalid\.pcapng:\d+: error: close\.invalid_code: ")
        self.assertEqual(self.lint(GOOD, FAILS)[0], 1)

    def test_fail_on(self):
        self.assertEqual(self.lint(WARNS)[0], 1)
        self.assertEqual(self.lint("--fail-on", "error", WARNS)[0], 0)
        self.assertEqual(self.lint("--fail-on=note", GOOD)[0], 0)
        self.assertEqual(self.lint("--fail-on", "never", GOOD)[0], 2)

    def test_disable(self):
        self.assertEqual(self.lint("--disable", "offer.glare", WARNS)[0], 0)
        status, _, err = self.lint("--disable", "offer.nonsense", WARNS)
        self.assertEqual(status, 2)
        self.assertIn("offer.nonsense", err)

    def test_total(self):
        out = self.lint(GOOD, WARNS, FAILS)[1].splitlines()
        self.assertRegex(out[-1], r"^3 captures: \d+ errors, \d+ warnings, \d+ notes, \d+ chats$")
        counts = [int(n) for n in re.findall(r"\d+", out[-1])[1:]]
        self.assertEqual(sum(counts), len(out) - 1)


class Formats(Scratch):
    """For machines."""

    def test_json(self):
        status, out, _ = self.lint("--format", "json", GOOD, WARNS)
        document = json.loads(out)
        self.assertEqual((status, document["status"]), (1, 1))
        for capture in document["captures"]:
            self.assertEqual(schema.complaints(capture["report"], SCHEMA), [])
        self.assertEqual([len(c["findings"]) for c in document["captures"]],
                         [0, len(document["captures"][1]["report"]["findings"])])

    def test_junit(self):
        out = self.lint("--format=junit", GOOD, WARNS, self.path("none.pcapng"))[1]
        suites = ElementTree.fromstring(out.encode()).findall("testsuite")
        self.assertEqual([(suite.get("failures"), suite.get("errors")) for suite in suites],
                         [("0", "0"), ("1", "0"), ("0", "1")])
        for suite in suites:
            self.assertEqual(int(suite.get("tests")), len(suite.findall("testcase")))

    def test_sarif(self):
        run = json.loads(self.lint("--format=sarif", WARNS, FAILS)[1])["runs"][0]
        rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
        self.assertEqual({row["ruleId"] for row in run["results"]}, rules)
        self.assertLessEqual({"offer.glare", "close.invalid_code"}, rules)
        self.assertEqual({row["level"] for row in run["results"]} - {
            "none", "note", "warning", "error"}, set())

    def test_sarif_places(self):
        """Where GitHub demands them: a uri and a line."""
        path = self.path("a b.pcapng", pathlib.Path(host.capture_path(FAILS)).read_bytes())
        for name, uri in ((path, pathlib.Path(path).as_uri()), ("./a b.pcapng", "a%20b.pcapng")):
            run = subprocess.run(
                host.command("python3", str(COMMAND), "--format=sarif", name), cwd=self.folder,
                capture_output=True, check=False)
            results = json.loads(run.stdout)["runs"][0]["results"]
            self.assertGreater(len(results), 0)
            for result in results:
                where = result["locations"][0]["physicalLocation"]
                self.assertEqual(where["artifactLocation"]["uri"], uri)
                self.assertGreater(where["region"]["startLine"], 0)

    def test_github(self):
        status, out, _ = self.lint("--format=github", GOOD, WARNS, FAILS, self.path("no,ne.pcapng"))
        self.assertEqual(status, 3)
        rows = [re.fullmatch(r"::(error|warning|notice) title=([a-z_.]+)::(.+)", line).groups()
                for line in out.splitlines()]
        self.assertIn(("warning", "offer.glare"), [row[:2] for row in rows])
        self.assertIn(("error", "close.invalid_code"), [row[:2] for row in rows])
        self.assertEqual(rows[-1][:2], ("error", "capture"))

    def test_output(self):
        path = self.path("out.xml")
        out = self.lint("--format=junit", "--output", path, WARNS)[1]
        self.assertIn("offer.glare", out)
        self.assertEqual(ElementTree.parse(path).getroot().tag, "testsuites")


class Baseline(Scratch):
    """What is known does not count; one more of it does."""

    def test_round(self):
        known = self.path("known.json")
        self.assertEqual(self.lint("--write-baseline", known, WARNS)[0], 0)
        status, out, _ = self.lint("--baseline", known, WARNS)
        self.assertEqual(status, 0)
        self.assertRegex(out, r"[1-9]\d* suppressed")
        self.assertEqual(self.lint("--baseline", known, FAILS)[0], 1)
        document = json.loads(pathlib.Path(known).read_text(encoding="utf-8"))
        for row in document["findings"]:
            row["count"] -= 1
        fewer = self.path("fewer.json", json.dumps(document).encode())
        self.assertEqual(self.lint("--baseline", fewer, WARNS)[0], 1)

    def test_not_a_baseline(self):
        self.assertEqual(self.lint("--baseline", self.path("b.json", b"[]"), WARNS)[0], 2)
        self.assertEqual(self.lint("--baseline", self.path("missing.json"), WARNS)[0], 2)


class Missing(Scratch):
    """Clear words for what is not there."""

    def test_truncated_is_read_in_part(self):
        whole = pathlib.Path(host.capture_path(WARNS)).read_bytes()
        cut = self.path("cut.pcapng", whole[:len(whole) - 1001])
        status, out, _ = self.lint(cut)
        self.assertEqual(status, 3)
        self.assertIn("offer.glare", out)
        self.assertIn("cut.pcapng: read in part: ", out)

    def test_unreadable(self):
        self.assertEqual(self.lint(self.path("none.pcapng"))[0], 3)
        status, out, _ = self.lint(GOOD, self.path("text.pcapng", b"this is no capture\n" * 9))
        self.assertEqual(status, 3)
        self.assertIn("not read: ", out)
        if os.geteuid() == 0:
            secret = self.path("secret.pcapng", b"x", mode=0o600)
            self.assertEqual(self.lint(secret)[0], 3)

    def test_no_tshark(self):
        status, _, err = self.lint("--tshark", "/nowhere/tshark", GOOD)
        self.assertEqual(status, 4)
        self.assertIn("/nowhere/tshark", err)
        self.assertEqual(self.lint("--tshark", "/bin/true", GOOD)[0], 4)

    def test_no_plugin(self):
        bare = self.path("tshark", b"#!/bin/sh\nHOME=/nowhere exec tshark \"$@\"\n", mode=0o755)
        status, _, err = self.lint("--tshark", bare, GOOD)
        self.assertEqual(status, 4)
        self.assertIn("has not loaded the plugin wrtcsig", err)

    def test_other_version_of_the_plugin(self):
        other = self.path("tshark", b"#!/bin/sh\nif [ \"$1\" = -G ]; then "
                          b"printf 'wrtcsig.so\\t9.9.9\\tdissector\\t/x\\n'; else "
                          b"exec tshark \"$@\"; fi\n", mode=0o755)
        status, _, err = self.lint("--tshark", other, GOOD)
        self.assertEqual(status, 4)
        self.assertIn("9.9.9", err)

    def test_timeout(self):
        slow = self.path("tshark", b"#!/bin/sh\ncase \"$*\" in *-r*) exec sleep 20;; esac\n"
                         b"exec tshark \"$@\"\n", mode=0o755)
        status, out, _ = self.lint("--tshark", slow, "--timeout", "1", GOOD)
        self.assertEqual(status, 3)
        self.assertIn("longer than 1 second", out)

    def test_version_is_the_projects(self):
        project = re.search(r"set\(WRTCSIG_VERSION (\S+)\)", (host.ROOT / "CMakeLists.txt").read_text(
            encoding="utf-8"))[1]
        self.assertEqual(self.lint("--version")[1].split()[-1], project)
        page = (host.ROOT / "doc/wrtcsig-lint.1").read_text(encoding="utf-8")
        self.assertIn("wrtcsig %s" % project, page)


class Many(Scratch):
    """Several at once give the same as one after the other, in the order asked for."""

    def test_jobs(self):
        captures = [FAILS, WARNS, GOOD, "fault-close-short.pcapng", "livekit.pcapng"]
        self.assertEqual(self.lint("--jobs=1", *captures), self.lint("--jobs=4", *captures))


if __name__ == "__main__":
    unittest.main(verbosity=1)
