# SPDX-License-Identifier: GPL-2.0-or-later
"""What people rely on: the names that they type, copied here so that a change shows, and that the
Info column, which people paste into mails, never repeats a secret."""
import re
import unittest

import host
from test_host import RULES

STRING, FRAME, TIME, FLAG = "FT_STRING", "FT_FRAMENUM", "FT_RELATIVE_TIME", "FT_BOOLEAN"
NUMBERS = {"8": "FT_UINT8", "16": "FT_UINT16", "32": "FT_UINT32"}
FIELDS = {
    STRING: """kind dialect method transaction room peer_from peer_to app_session path sdp.origin
        sdp.bundle sdp.media sdp.mid sdp.direction sdp.codec sdp.setup sdp.fingerprint ice.ufrag
        ice.pwd ice.options candidate candidate.foundation candidate.transport candidate.address
        candidate.hostname candidate.type candidate.related_address candidate.tcptype
        candidate.ufrag candidate.mid state close.name close.reason close.class close.initiator
        media.mid media.codec media.pair""",
    FRAME: """answer_in offer_in upgrade.request_in upgrade.response_in close.first_in
        close.reply_in media.offer_in media.answer_in""",
    TIME: "answer_time upgrade.time connect.time close.time",
    FLAG: "from_client sdp.rejected ice.restart media.fingerprint_match",
    NUMBERS["8"]: "candidate.type_preference close.step",
    NUMBERS["16"]: """candidate.component candidate.local_preference candidate.port
        candidate.related_port close.code""",
    NUMBERS["32"]: """connection session sdp.candidates candidate.priority candidate.generation
        media.session""",
    "FT_IPv4": "candidate.ipv4",
    "FT_IPv6": "candidate.ipv6",
}
# Their types are open.
ANY_TYPE = "candidate.network_id candidate.network_cost candidate.mline_index"
FINDINGS = {
    "ERROR": """frame.control_too_long frame.control_fragmented close.reserved_code
        close.invalid_code close.short_body close.reason_not_utf8 upgrade.bad_accept malformed
        candidate.malformed sdp.malformed media.fingerprint_mismatch""",
    "WARN": """frame.unmasked_client frame.masked_server frame.reserved_bits close.abnormal
        close.data_after_close close.no_handshake upgrade.refused offer.unanswered offer.glare
        answer.unexpected candidate.unknown_ufrag candidate.after_end media.never_connected""",
    "NOTE": "close.code_mismatch",
}
PREFERENCES = """normal_close_codes signaling_connections_only call_sdp decode_media
    decode_unsignaled"""


class Contract(unittest.TestCase):
    """Names, once released, do not change."""

    @classmethod
    def setUpClass(cls):
        rows = [line.split("\t") for line in host.glossary("fields").splitlines()]
        cls.types = {row[2]: row[3] for row in rows if row[0] == "F"}
        cls.protocols = {row[2]: row[1] for row in rows if row[0] == "P"}

    def test_protocol(self):
        self.assertEqual(self.protocols["wrtcsig"], "WebRTC Signaling")

    def test_fields(self):
        for kind, names in FIELDS.items():
            for name in names.split():
                self.assertEqual(self.types.get("wrtcsig." + name), kind, name)
        for name in ANY_TYPE.split():
            self.assertIn("wrtcsig." + name, self.types)

    def test_findings(self):
        for severity, names in FINDINGS.items():
            for name in names.split():
                self.assertIn("wrtcsig." + name, self.types)
                self.assertEqual(RULES.get(name), severity, name)

    def test_preferences(self):
        known = host.glossary("currentprefs")
        for name in PREFERENCES.split():
            self.assertRegex(known, r"(?m)^#?wrtcsig\.%s:" % name)

    def test_reports(self):
        for report in ("tree", "sessions", "lint"):
            host.tshark("-r", host.capture_path("relay-plain.pcapng"), "-q", "-z",
                        "wrtcsig," + report)


WORDS = (r"(?:access_?token|refresh_?token|token|jwt|password|passwd|turn_?password|credential|pwd|"
         r"api_?secret|secret|secret_key|signaling_?key|pin|authorization|join_request|"
         r"turnServerCredential|turnCredential|X-Amz-Signature|X-Amz-Security-Token)")
IN_URL = re.compile(r"[?&]%s=([^&\s]+)" % WORDS, re.I)
IN_JSON = re.compile(r'\\*"%s\\*"\s*:\s*\\*"([^"\\]+)' % WORDS, re.I)
IN_TREE = re.compile(r"^%s:(.+)$" % WORDS, re.I | re.S)
IN_MEMBER = re.compile(r"(?:^|\.)%s = (.+)$" % WORDS, re.I)
WANTED = ["frame.number", "_ws.col.Info", "http.request.uri", "websocket.payload.text",
          "json.member_with_value", "wrtcsig.member", "wrtcsig.ice.pwd"]
SHORT = 4  # a secret that short is in everything


def secrets_of(rows):
    """What a capture holds of them: in URLs, in JSON at any depth, in binary messages, in SDP."""
    found = set()
    for _, _, uri, texts, tree, members, pwd in rows:
        found |= {value for part in uri for value in IN_URL.findall(part)}
        found |= {value for text in texts for value in IN_JSON.findall(text)}
        found |= {value for part in tree for value in IN_TREE.findall(part)}
        found |= {value for part in tree for value in IN_JSON.findall(part)}
        found |= {value for part in members for value in IN_MEMBER.findall(part)}
        found |= set(pwd)
    return {value for value in found if len(value) >= SHORT}


class Secrets(unittest.TestCase):
    """Tokens, passwords and credentials are in the tree only."""

    def test_no_secret_in_info(self):
        total = 0
        for capture in host.captures():
            if capture.startswith("plain-"):
                continue
            rows = host.fields(capture, WANTED, "-2", "-Y", "http.request || websocket || wrtcsig")
            secrets = secrets_of(rows)
            total += len(secrets)
            for number, info, *_ in rows:
                # A request line is of Wireshark's HTTP dissector.
                ours = re.sub(r"(GET|POST) \S*", "", " ".join(info))
                for secret in secrets:
                    self.assertFalse(secret in ours, "%s #%s: %s" % (capture, number, secret))
        self.assertGreater(total, 100)


if __name__ == "__main__":
    unittest.main()
