# SPDX-License-Identifier: GPL-2.0-or-later
"""Every capture against what its applications logged: every item found, none invented."""
import unittest

import host
import story


class Truth(unittest.TestCase):
    """One test per capture, made below."""


def add(name):
    def test(self):
        expected = host.truth(name)
        self.assertIsNotNone(expected, "every capture has a truth file")
        complaints = story.differences(expected, story.read(name))
        self.assertEqual(complaints, [], "\n" + "\n".join(complaints))
    setattr(Truth, "test_" + name.replace(".pcapng", "").replace("-", "_"), test)


for capture in host.captures():
    add(capture)

if __name__ == "__main__":
    unittest.main()
