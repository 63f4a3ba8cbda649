# SPDX-License-Identifier: GPL-2.0-or-later
"""Every command and every filter in doc/*.md works; the documents for search engines are sound."""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import host

DOCS = host.ROOT / "doc"


def text_of(name):
    return (DOCS / name).read_text(encoding="utf-8")


def commands(name):
    """The lines "$ ..." of console blocks, with the exit status that they announce."""
    for block in re.findall(r"(?ms)^```console\n(.*?)^```", text_of(name)):
        for line in re.findall(r"(?m)^\$ (.+)$", block):
            status = re.search(r"# exit status (\d+)", line)
            if not line.startswith("doc/pipeline/"):  # test_pipeline.py runs these
                yield line, int(status[1]) if status else 0


def once(pairs):
    """A JSON object; a name that stands twice is an error, as for a bulk load."""
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), names
    return dict(pairs)


class Commands(unittest.TestCase):
    """As a reader would type them."""

    def setUp(self):
        folder = pathlib.Path(tempfile.mkdtemp(dir=host.home()))
        (folder / "test-captures").symlink_to(host.home() / "captures")
        (folder / "share").mkdir()
        (folder / "bin").mkdir()
        for command in ("wrtcsig-lint", "wrtcsig-profile"):
            (folder / "bin" / command).write_bytes((host.ROOT / "bin" / command).read_bytes())
            (folder / "bin" / command).chmod(0o755)
        (folder / "share/profile").mkdir()
        for file in (host.ROOT / "share/profile").iterdir():
            (folder / "share/profile" / file.name).write_bytes(file.read_bytes())
        if os.geteuid() == 0:
            os.chown(folder, host.NOBODY, host.NOBODY)
        self.folder = folder

    def run_line(self, line):
        return subprocess.run(
            host.command("sh", "-c", "PATH=%s/bin:$PATH; %s" % (self.folder, line)),
            cwd=self.folder, capture_output=True, text=True, check=False, timeout=300)

    def run_all(self, name, least):
        lines = list(commands(name))
        self.assertGreaterEqual(len(lines), least)
        for line, status in lines:
            with self.subTest(line):
                run = self.run_line(line)
                self.assertEqual(run.returncode, status, run.stderr)
                if ">" not in line and not line.startswith("sed"):
                    self.assertNotEqual(run.stdout.strip(), "", line)

    def test_guide(self):
        self.run_all("guide.md", 15)

    def test_filters(self):
        self.run_all("filters.md", 5)
        mapping = json.loads((self.folder / "mapping.json").read_text(encoding="utf-8"))
        self.assertIs(mapping["mappings"].get("dynamic", True), True)  # 4.6 leaves the default
        documents, bulk = ((self.folder / name).read_text(encoding="utf-8").splitlines()
                           for name in ("documents.ndjson", "bulk.ndjson"))
        self.assertEqual(len(documents), len(bulk))
        self.assertGreater(len(bulk), 20)
        for line in bulk:
            json.loads(line, object_pairs_hook=once)

    def test_profile_is_accepted(self):
        """Wireshark reads it without complaint, and its colours and columns are used."""
        self.run_line("wrtcsig-profile install")
        run = self.run_line("tshark -C WebRTC --color -2 -r test-captures/renegotiate.pcapng "
                            "-Y wrtcsig.kind==\\\"offer\\\" -T fields -e frame.coloring_rule.name "
                            "-e frame.number")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertNotRegex(run.stderr, r"(?i)color|filter|preference|error")
        rules = {line.split("\t")[0] for line in run.stdout.splitlines()}
        self.assertIn("WebRTC offer", rules)
        self.assertIn("WebRTC finding, warning", rules)
        self.run_line("wrtcsig-profile remove")


class Cookbook(unittest.TestCase):
    """Each row: valid, and it finds something."""

    def test_filters(self):
        rows = re.findall(r"(?m)^\| [^|]+ \| `(.+)` \| ([a-z0-9-]+) \|$", text_of("filters.md"))
        self.assertGreaterEqual(len(rows), 40)
        by_capture = {}
        for expression, capture in rows:
            by_capture.setdefault(capture + ".pcapng", []).append(expression.replace("\\|", "|"))
        for capture, expressions in by_capture.items():
            for expression in expressions:
                with self.subTest(expression):
                    self.assertNotEqual(host.tshark(
                        "-2", "-r", host.capture_path(capture), *host.options(capture), "-Y",
                        expression).strip(), "")


class Search(unittest.TestCase):
    """-T ek and -G elastic-mapping."""

    def test_mapping_and_documents(self):
        mapping = json.loads(host.tshark("-G", "elastic-mapping", "--elastic-mapping-filter",
                                         "frame,wrtcsig"))
        layers = mapping["mappings"]["properties"]["layers"]["properties"]
        mapped = layers["wrtcsig"]["properties"]
        self.assertIn("wrtcsig_wrtcsig_session", mapped)
        self.assertIn("wrtcsig_wrtcsig_candidate_port", mapped)
        for capture in ("relay-plain.pcapng", "livekit.pcapng", "janus-videoroom.pcapng"):
            lines = host.tshark("-2", "-r", host.capture_path(capture), "-Y", "wrtcsig", "-T", "ek",
                                "-J", "frame wrtcsig").splitlines()
            self.assertEqual(len(lines) % 2, 0)
            seen = set()
            for action, document in zip(lines[::2], lines[1::2]):
                self.assertIn("index", json.loads(action))
                parsed = json.loads(document)
                ours = parsed["layers"].get("wrtcsig")
                for layer in ours if isinstance(ours, list) else [ours]:
                    seen |= set(layer or ())
            self.assertIn("wrtcsig_wrtcsig_kind", seen, capture)
            self.assertIn("wrtcsig_wrtcsig_session", seen, capture)


if __name__ == "__main__":
    unittest.main()
