# SPDX-License-Identifier: GPL-2.0-or-later
"""The archive of the target `tarball`, unpacked in a user's ~/.local: plugin, commands, profile."""
import os
import pathlib
import subprocess
import tempfile
import unittest

import host

BUILD = pathlib.Path(os.environ["WRTCSIG_PLUGIN"]).parent


class Tarball(unittest.TestCase):
    """As doc/contributing.md has it."""

    def test_use(self):
        subprocess.run(["cmake", "--build", BUILD, "--target", "tarball"], check=True,
                       capture_output=True)
        archive, = BUILD.glob("wrtcsig-*-wireshark-%d.%d-*.tar.gz" % host.version())
        home = pathlib.Path(tempfile.mkdtemp(dir=host.home()))
        (home / ".local").mkdir()
        subprocess.run(["tar", "-xzf", archive, "-C", home / ".local", "--no-same-owner"], check=True)
        if os.geteuid() == 0:
            for path in [home, *home.rglob("*")]:
                os.chown(path, host.NOBODY, host.NOBODY, follow_symlinks=False)

        def run(line):
            return subprocess.run(
                host.command("env", "HOME=%s" % home, "sh", "-c", "PATH=$HOME/.local/bin:$PATH; " + line),
                capture_output=True, text=True, check=False, timeout=120)

        self.assertIn(str(home), run("tshark -G plugins | grep wrtcsig").stdout)
        self.assertEqual(run("wrtcsig-lint " + host.capture_path("relay-plain.pcapng")).returncode, 0)
        bad = run("wrtcsig-lint " + host.capture_path("fault-close-invalid.pcapng"))
        self.assertEqual(bad.returncode, 1, bad.stderr)
        self.assertEqual(run("wrtcsig-profile install").returncode, 0)
        used = run("tshark -C WebRTC -r %s -Y wrtcsig.kind" % host.capture_path("relay-plain.pcapng"))
        self.assertEqual(used.returncode, 0, used.stderr)
        self.assertIn("Offer", used.stdout)
        self.assertEqual(run("wrtcsig-profile remove").returncode, 0)
        self.assertFalse((home / ".config/wireshark/profiles/WebRTC").exists())


if __name__ == "__main__":
    unittest.main()
