# SPDX-License-Identifier: GPL-2.0-or-later
"""Telephony > VoIP Calls and its flow sequence, through sharkd (which has them from 4.4 on)."""
import json
import subprocess
import unittest

import host


def taps(capture, name):
    """What sharkd's tap of that name says of a capture."""
    requests = [("load", {"file": host.capture_path(capture)}), ("tap", {"tap0": name})]
    run = subprocess.run(
        host.command("sharkd", "-"), timeout=120, check=False, capture_output=True, text=True,
        input="".join(json.dumps({"jsonrpc": "2.0", "id": number, "method": method,
                                  "params": params}) + "\n"
                      for number, (method, params) in enumerate(requests, 1)))
    answers = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    return answers[1]["result"]["taps"][0]


@unittest.skipIf(host.version() < (4, 4), "sharkd has no voip-calls before 4.4")
class Calls(unittest.TestCase):
    """Sessions are calls."""

    def test_sessions_are_calls(self):
        for capture, count in (("relay-plain.pcapng", 1), ("janus-videoroom.pcapng", 2)):
            with self.subTest(capture):
                calls = [call for call in taps(capture, "voip-calls")["calls"]
                         if call["protocol"] == "WebRTC"]
                self.assertEqual(len(calls), count)
                sessions = {row[0][0] for row in host.fields(
                    capture, ["wrtcsig.session"], "-2", "-Y", "wrtcsig.session")}
                self.assertEqual({call["comment"].split(",")[0] for call in calls},
                                 {"session " + session for session in sessions})
                for call in calls:
                    self.assertTrue(call["from"] and call["to"], call)
                    self.assertEqual(call["state"], "COMPLETED")

    def test_flow_sequence(self):
        capture = "relay-plain.pcapng"
        labels = [row["label"] for row in taps(capture, "voip-convs:0")["convs"]]
        self.assertTrue(labels[0].startswith("Offer: audio"), labels[:2])
        self.assertTrue(any(label.startswith("Answer") for label in labels))
        self.assertTrue(any(label.startswith("Close 1000") for label in labels))

    def test_chat_is_no_call(self):
        self.assertEqual(taps("plain-chat.pcapng", "voip-calls").get("calls", []), [])


if __name__ == "__main__":
    unittest.main()
