# SPDX-License-Identifier: GPL-2.0-or-later
"""Every capture against what its applications logged: every item found, none invented."""
import unittest

import host
import sessions
import story


class Truth(unittest.TestCase):
    """One test per capture, made below."""


def packet_differences(name, expected):
    """The fields that a truth file knows of certain frames, on the second pass: `packets`."""
    fields = sorted({field for values in expected.values() for field in values})
    numbers = " || ".join("frame.number == " + number for number in expected)
    plain = {"True": "1", "False": "0"}  # booleans, from 4.4 on
    found = {row[0][0]: dict(zip(fields, [[plain.get(value, value) for value in values]
                                          for values in row[1:]]))
             for row in host.fields(name, ["frame.number", *fields], "-2", "-Y", numbers)}
    return ["frame %s: %s is %s, expected %s" % (number, field, found[number][field], value)
            for number, values in expected.items() for field, value in values.items()
            if found[number][field] != value]


def add(name):
    def test(self):
        expected = host.truth(name)
        self.assertIsNotNone(expected, "every capture has a truth file")
        found = story.read(name, "-2")  # with what only later packets tell
        complaints = story.differences(expected, found) + sessions.differences(expected, found)
        if expected.get("packets"):
            complaints += packet_differences(name, expected["packets"])
        self.assertEqual(complaints, [], "\n" + "\n".join(complaints))
    setattr(Truth, "test_" + name.replace(".pcapng", "").replace("-", "_"), test)


for capture in host.captures():
    add(capture)

if __name__ == "__main__":
    unittest.main()
