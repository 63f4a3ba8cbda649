# SPDX-License-Identifier: GPL-2.0-or-later
"""Damaged copies of the captures: no crash, no hang, no dissector bug of ours, one pass and two.

test_damage.py            a sample, for every run of the tests
test_damage.py --copies N that many copies, over all captures in turn
"""
import concurrent.futures
import itertools
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import host
import story

COPIES = 110 if not host.sanitized() else 165
BYTE_ERRORS = "0.02"
DISSECTOR_BUG_OF = re.compile(
    r"Dissector bug, protocol ([^,:]+)(?:, in packet \d+)?: *(\S+: failed assertion \S+?)[\]\n]")
SNAPLENS = ("64", "200", "1000")


def editcap(capture, target, *args):
    """A changed copy, readable for the unprivileged user. editcap 4.0 refuses files with TLS keys in
    them: they go into a file beside it."""
    rest, keys = host.split_secrets((host.CAPTURES / capture).read_bytes())
    key_file, plain = target.with_suffix(".keys"), target.with_suffix(".plain")
    key_file.write_bytes(keys)
    plain.write_bytes(rest)
    subprocess.run(["editcap", *args, str(plain), str(target)], check=True, capture_output=True)
    plain.unlink()
    for path in (target, key_file):
        os.chmod(path, 0o644)


def key_option(path):
    """tshark's option for the keys beside a copy."""
    return ["-o", "tls.keylog_file:%s" % path.with_suffix(".keys")]


def run_tshark(path, capture, *args):
    """(exit status, what it printed)"""
    run = subprocess.run(
        host.command("tshark", "-r", str(path), *key_option(path), *host.options(capture), *args,
                     "-V"),
        capture_output=True, timeout=120, check=False)
    return run.returncode, (run.stdout + run.stderr).decode("utf-8", "replace")


def is_wiresharks_own(text, path, capture, passes):
    """Dissector bugs of other protocols that are there without the plugin as well, and nothing else."""
    bugs = set(DISSECTOR_BUG_OF.findall(text))
    if not bugs or any(name in ("wrtcsig", "WebRTC") for name, _ in bugs) or \
            host.DISSECTOR_BUG.search(DISSECTOR_BUG_OF.sub("", text)):
        return False
    _, stock = run_tshark(path, capture, *passes, "--disable-protocol", "wrtcsig")
    return bugs <= set(DISSECTOR_BUG_OF.findall(stock))


def survive(path, capture):
    """Complaints about one damaged copy. tshark may say that the file is damaged (exit 2)."""
    complaints = []
    for passes in ([], ["-2"]):
        status, text = run_tshark(path, capture, *passes)
        bug = host.DISSECTOR_BUG.search(text)
        if bug and status in (0, 2) and is_wiresharks_own(text, path, capture, passes):
            continue
        if status not in (0, 2) or bug:
            complaints.append("%s %s: exit %d: %s" % (
                path.name, passes, status,
                text[max(0, bug.start() - 300):bug.end() + 2000] if bug else text[-2000:]))
    return complaints


def damage(folder, capture, seed):
    path = pathlib.Path(folder) / ("%s-%d.pcapng" % (capture.replace(".pcapng", ""), seed))
    editcap(capture, path, "-E", BYTE_ERRORS, "--seed", str(seed))
    complaints = survive(path, capture)
    path.unlink()
    path.with_suffix(".keys").unlink()
    return complaints


def damage_many(copies):
    host.home()
    with tempfile.TemporaryDirectory() as folder, \
            concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        os.chmod(folder, 0o755)
        jobs = [pool.submit(damage, folder, capture, seed) for seed, capture in
                zip(range(1, copies + 1), itertools.cycle(host.captures()))]
        return [complaint for job in jobs for complaint in job.result()]


class Damage(unittest.TestCase):
    """Hostile bytes."""

    def test_flipped_bytes(self):
        self.assertEqual(damage_many(COPIES), [])

    def test_short_snapshots(self):
        """Cut by the capture: what is there is shown, and nobody is accused of it."""
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            for capture in ("relay-plain.pcapng", "socketio4.pcapng", "crafted-forms.pcapng",
                            "hard-ipv6.pcapng"):
                for snaplen in SNAPLENS:
                    with self.subTest(capture=capture, snaplen=snaplen):
                        path = pathlib.Path(folder) / "short.pcapng"
                        editcap(capture, path, "-s", snaplen)
                        self.assertEqual(survive(path, capture), [])
                        rows = host.fields(path, ["wrtcsig.malformed", "wrtcsig.sdp.malformed",
                                                  "wrtcsig.candidate.malformed"], "-Y", "wrtcsig")
                        self.assertTrue(all(not value for row in rows for value in row), rows)
                        self.assertLessEqual(set(story.read(path)["findings"]),
                                             set(host.truth(capture).get("findings", {})))


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--copies":
        problems = damage_many(int(sys.argv[2]))
        print("\n".join(problems) or "%s damaged copies: clean" % sys.argv[2])
        sys.exit(1 if problems else 0)
    unittest.main()
