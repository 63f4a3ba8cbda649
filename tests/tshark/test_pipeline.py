# SPDX-License-Identifier: GPL-2.0-or-later
"""doc/pipeline: a real end-to-end test in headless Chromium, recorded on the loopback interface and
checked: green when all is well, red with a name for each of the server's faults.

Exit status 77 (skipped, for ctest) and the reason where there is no browser, or nobody may capture."""
import ctypes
import fcntl
import json
import os
import pathlib
import re
import shlex
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import host

EXAMPLE = host.ROOT / "doc/pipeline"
SKIPPED = 77
# Of e2e.py: does its test pass all the same, and what is found?
FAULTS = {"drop-answer": (False, "answer.undelivered"), "setup": (False, "sdp.setup_answer"),
          "close-code": (True, "close.abnormal")}


def own_loopback():
    """A network namespace with nobody else's packets on lo, where that is permitted."""
    if ctypes.CDLL(None).unshare(0x40000000) != 0:  # CLONE_NEWNET
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, 0x8914, struct.pack("16sh14x", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP


def hindrance():
    """Why the example cannot run here, or None."""
    if not shutil.which("chromium"):
        return "no chromium"
    own_loopback()
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(["dumpcap", "-q", "-i", "lo", "-a", "duration:1", "-w",
                              folder + "/try.pcapng"], capture_output=True, text=True, check=False)
    return None if run.returncode == 0 else "no capture on lo: " + run.stderr.strip()[-300:]


class Pipeline(unittest.TestCase):
    """run-e2e.sh as a pipeline runs it."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(dir=host.home()))
        cls.folder.chmod(0o755)
        # As root tshark loads the global plugin only: the one under test is the unprivileged user's,
        # who may not read what root has recorded until it is opened to all.
        tshark = cls.folder / "tshark"
        tshark.write_text('#!/bin/sh\nfor word; do [ ! -f "$word" ] || chmod a+r "$word"; done\n'
                          'exec %s "$@"\n' % shlex.join(host.command("tshark")), encoding="utf-8")
        tshark.chmod(0o755)
        cls.environment = {**os.environ, "WRTCSIG_TSHARK": str(tshark),
                           "PATH": "%s:%s" % (host.ROOT / "bin", os.environ["PATH"])}

    def run_example(self, name, *command):
        """(exit status, output, rules that junit and SARIF have as failed)"""
        run = subprocess.run([EXAMPLE / "run-e2e.sh", name, *command], cwd=self.folder, text=True,
                             env=self.environment, stdout=subprocess.PIPE, check=False,
                             stderr=subprocess.STDOUT, timeout=120)
        suites = ElementTree.parse(self.folder / name / "findings.xml").getroot()
        failed = {case.get("name").split()[-1] for case in suites.iter("testcase")
                  if case.find("failure") is not None}
        sarif = json.loads((self.folder / name / "findings.sarif").read_text(encoding="utf-8"))
        results = sarif["runs"][0]["results"]
        for result in results:
            place = result["locations"][0]["physicalLocation"]
            self.assertEqual(place["artifactLocation"]["uri"], name + "/e2e.pcapng")
            self.assertGreater(place["region"]["startLine"], 0)
        self.assertLessEqual(failed, {result["ruleId"] for result in results})
        return run.returncode, run.stdout, failed

    def test_good_is_green(self):
        status, out, failed = self.run_example("good", EXAMPLE / "e2e.py")
        self.assertEqual((status, failed), (0, set()), out)
        self.assertIn("end-to-end test: passed", out)
        suites = ElementTree.parse(self.folder / "good/findings.xml").getroot()
        self.assertEqual([case.get("name") for case in suites.iter("testcase")], ["session 0"])

    def test_faults_are_red_and_named(self):
        for fault, (works, rule) in FAULTS.items():
            with self.subTest(fault):
                status, out, failed = self.run_example(fault, EXAMPLE / "e2e.py", fault)
                self.assertEqual(status, 1, out)
                self.assertIn(rule, failed)
                self.assertRegex(out, r"e2e\.pcapng:\d+: (warn|error): %s: " % re.escape(rule))
                self.assertEqual("end-to-end test: passed" in out, works, out)

    def test_every_command_of_the_documentation_was_run(self):
        told = set()
        for name in ("README.md", "doc/guide.md"):
            text = (host.ROOT / name).read_text(encoding="utf-8")
            told |= set(re.findall(r"(?m)^ *\$ (doc/pipeline/.*?) *(?:# exit status \d+)?$", text))
        command = "doc/pipeline/run-e2e.sh findings doc/pipeline/e2e.py"
        self.assertEqual(told, {command} | {"%s %s" % (command, fault) for fault in FAULTS})
        job = [line for line in (EXAMPLE / "gitlab-ci.yml").read_text(encoding="utf-8").splitlines()
               if not line.startswith("#")]
        self.assertIn("\n".join("    " + line for line in job), (host.ROOT / "README.md").read_text(
            encoding="utf-8"))

    def test_failed_test_without_findings(self):
        status, out, failed = self.run_example("other", "false")
        self.assertEqual((status, failed), (10, set()), out)

    def test_files_in_the_pipelines(self):
        """What the pipelines' files name is there, or is made by the script."""
        made = {"findings", "findings/findings.xml", "findings/findings.sarif", "findings/e2e.pcapng"}
        for name in ("gitlab-ci.yml", "github-workflow.yml"):
            text = (EXAMPLE / name).read_text(encoding="utf-8")
            named = set(re.findall(r"\bfindings(?:/[\w.]+)?(?![\w/-])", text))
            self.assertLessEqual(named, made, name)
            scripts = re.findall(r"doc/pipeline/[\w.-]+", text)
            self.assertEqual(len(scripts), 2, name)
            for script in scripts:
                self.assertTrue(os.access(host.ROOT / script, os.X_OK), script)


if __name__ == "__main__":
    REASON = hindrance()
    if REASON:
        print("pipeline example not tried: " + REASON)
        sys.exit(SKIPPED)
    unittest.main()
