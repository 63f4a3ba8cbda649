# SPDX-License-Identifier: GPL-2.0-or-later
"""What a capture holds of calls, read without Wireshark and without the plugin: packets, flows that
ICE opened, what is on them (RFC 7983), and the descriptions in its readable WebSockets."""
import base64
import collections
import ipaddress
import json
import re
import struct
import zlib

import host

COOKIE = b"\x21\x12\xa4\x42"
UDP, TCP = 17, 6
ETHERNET, IP = 1, 101  # link types

Packet = collections.namedtuple("Packet", "number protocol source destination payload seq cut")


def blocks(data):
    """(type, body) of each block of a little-endian pcapng."""
    at = 0
    while at + 12 <= len(data):
        kind, length = struct.unpack_from("<II", data, at)
        yield kind, data[at + 8:at + length - 4]
        at += length


def of_frame(number, frame, cut, link):
    """The UDP or TCP payload of an Ethernet frame or a bare IP packet, or None."""
    if len(frame) < 34:
        return None
    bare = 0x86DD if frame[0] >> 4 == 6 else 0x0800
    kind = struct.unpack_from(">H", frame, 12)[0] if link == ETHERNET else bare
    ip = frame[14:] if link == ETHERNET else frame
    if kind == 0x0800:
        protocol, body = ip[9], ip[(ip[0] & 15) * 4:struct.unpack_from(">H", ip, 2)[0]]
        ends = ip[12:16], ip[16:20]
    elif kind == 0x86DD:
        protocol, body = ip[6], ip[40:40 + struct.unpack_from(">H", ip, 4)[0]]
        ends = ip[8:24], ip[24:40]
    else:
        return None
    if protocol not in (UDP, TCP) or len(body) < 8 or (protocol == TCP and len(body) < 20):
        return None
    ports = struct.unpack_from(">HH", body)
    seq = struct.unpack_from(">I", body, 4)[0] if protocol == TCP else 0
    payload = body[(body[12] >> 4) * 4:] if protocol == TCP else body[8:]
    return Packet(number, protocol, (ends[0], ports[0]), (ends[1], ports[1]), payload, seq, cut)


def text(address):
    """An address as people write it."""
    return str(ipaddress.ip_address(address))


def packets(name):
    """All UDP and TCP packets of a capture of test-captures."""
    number, found, link = 0, [], ETHERNET
    for kind, body in blocks((host.CAPTURES / name).read_bytes()):
        if kind == 1:
            link = struct.unpack_from("<H", body)[0]
        if kind != 6:
            continue
        number += 1
        captured, length = struct.unpack_from("<II", body, 12)
        packet = of_frame(number, body[20:20 + captured], captured < length, link)
        if packet:
            found.append(packet)
    return found


def resolution(description):
    """Ticks per second, of an Interface Description Block (if_tsresol)."""
    at = 8
    while at + 4 <= len(description):
        code, size = struct.unpack_from("<HH", description, at)
        if code == 9:
            exponent = description[at + 4]
            return 2 ** (exponent & 127) if exponent & 128 else 10 ** exponent
        at += 4 + (size + 3 & ~3)
    return 10 ** 6


def times(name):
    """Frame number -> nanoseconds since the epoch."""
    number, ticks, found = 0, [], {}
    for kind, body in blocks((host.CAPTURES / name).read_bytes()):
        if kind == 1:
            ticks.append(resolution(body))
        if kind == 6:
            number += 1
            interface, high, low = struct.unpack_from("<III", body)
            found[number] = (high << 32 | low) * 10 ** 9 // ticks[interface]
    return found


# --- STUN, and what is on a port ------------------------------------------------------------------

def stun(payload):
    """(type, transaction, {attribute: value}) of a STUN message, or None."""
    if len(payload) < 20 or payload[0] > 3 or payload[4:8] != COOKIE:
        return None
    kind, length = struct.unpack_from(">HH", payload)
    attributes, at = {}, 20
    while at + 4 <= min(len(payload), 20 + length):
        name, size = struct.unpack_from(">HH", payload, at)
        attributes.setdefault(name, payload[at + 4:at + 4 + size])
        at += 4 + (size + 3 & ~3)
    return kind, payload[8:20], attributes


def contents(payload):
    """RFC 7983 section 7, RFC 5761 section 4."""
    if len(payload) < 4:
        return "other"
    first, second = payload[0], payload[1]
    if first < 4:
        return "stun"
    if 20 <= first < 64:
        return "dtls"
    if 64 <= first < 80:
        return "channel"
    if 128 <= first < 192:
        return "rtcp" if 192 <= second < 224 else "rtp"
    return "other"


# What is sent through a TURN server, with the peer's address or channel as a part of the flow.
Inner = collections.namedtuple("Inner", "peer from_client payload")


class Turn:
    """Allocations by their 5-tuple: channels and the peers that they are bound to."""

    def __init__(self):
        self.channels = {}

    def inner(self, flow, packet):
        """The packet within, or None; learns of channels."""
        payload = packet.payload
        if contents(payload) == "channel":
            number, length = struct.unpack_from(">HH", payload)
            bound = self.channels.get((flow, number))
            return bound and Inner(bound[0], packet.source == bound[1], payload[4:4 + length])
        message = stun(payload)
        if not message:
            return None
        kind, _, attributes = message
        peer = attributes.get(0x0012)
        if kind == 0x0009 and peer and 0x000C in attributes:
            number = struct.unpack_from(">H", attributes[0x000C])[0]
            # the address is XORed with the cookie alone, and so the same in every message (IPv4)
            self.channels[flow, number] = (peer, packet.source)
        if kind in (0x0016, 0x0017) and peer and 0x0013 in attributes:
            return Inner(peer, kind == 0x0016, attributes[0x0013])
        return None


Media = collections.namedtuple("Media", "number what payload usernames key direction")


class Flows:
    """The flows of a capture on which a check with a USERNAME was answered."""

    def __init__(self, found):
        self.asked, self.opened, self.turn = {}, {}, Turn()
        self.nominated = {}    # number of the answer to a check with USE-CANDIDATE -> its two ends
        self.usernames = {}    # (flow, sender) -> its latest USERNAME
        self.media = []        # of opened flows, from the answer on
        self.of_ice = set()    # numbers of all packets of flows with a check, ever
        units = [packet for packet in found if packet.protocol == UDP]
        for (source, destination), chunks in streams(found).items():
            units += [Packet(number, TCP, source, destination, payload, 0, False)
                      for number, payload in units_of(chunks)]
        for packet in sorted(units, key=lambda unit: unit.number):
            self.see(packet)

    def see(self, packet):
        flow = frozenset([packet.source, packet.destination])
        inner = self.turn.inner(flow, packet)
        if inner:
            sender = "client" if inner.from_client else "peer"
            self.see_payload(packet.number, (flow, inner.peer), sender, inner.payload)
        else:
            self.see_payload(packet.number, (flow, None), packet.source, packet.payload)

    def see_payload(self, number, key, sender, payload):
        message = stun(payload)
        if key in self.opened:
            self.of_ice.add(number)
        if not message:
            if key in self.opened:
                self.media.append(Media(number, contents(payload), payload, self.names_of(key, sender),
                                        key, sender))
            return
        kind, transaction, attributes = message
        username = attributes.get(0x0006, b"")
        if kind == 0x0001 and b":" in username:
            self.of_ice.add(number)
            self.asked[key, transaction] = 0x0025 in attributes
            self.usernames[key, sender] = username.decode("utf-8", "replace")
        elif kind in (0x0101, 0x0111) and (key, transaction) in self.asked:
            self.of_ice.add(number)
            if kind == 0x0101:
                self.opened.setdefault(key, number)
            if kind == 0x0101 and self.asked[key, transaction] and key[1] is None:
                self.nominated[number] = key[0]

    def names_of(self, key, sender):
        """(receiver's, sender's) ufrag for what that end sends; None where no check says it."""
        for (flow, who), username in self.usernames.items():
            if flow == key:
                to, _, by = username.partition(":")
                return (to, by) if who == sender else (by, to)
        return None


def units_of(chunks):
    """(frame number, payload) of what is sent over TCP: TURN's messages (RFC 8656 section 12.5), or
    packets with a length before them (RFC 4571)."""
    data = b"".join(payload for _, payload in chunks)
    turn, framed = data[4:8] == COOKIE, data[6:10] == COOKIE
    ends, total = [], 0
    for number, payload in chunks:
        total += len(payload)
        ends.append((total, number))
    at = 0
    while (turn or framed) and at + 4 <= len(data):
        size = int.from_bytes(data[at + 2:at + 4], "big")
        skip = 0
        if framed:
            skip, size = 2, int.from_bytes(data[at:at + 2], "big")
            padded = size
        elif data[at] < 4:
            size = padded = 20 + size
        else:
            size += 4
            padded = size + 3 & ~3
        if at + skip + size > len(data):
            return
        last = next(number for end, number in ends if end >= at + skip + padded or end == total)
        yield last, data[at + skip:at + skip + size]
        at += skip + padded


# --- signaling, where it is simple ----------------------------------------------------------------

def streams(found):
    """The bytes of each direction of each TCP connection, with the frame that brought them."""
    result = collections.defaultdict(list)
    upcoming = {}
    for packet in found:
        if packet.protocol != TCP or not packet.payload:
            continue
        lane = packet.source, packet.destination
        if lane not in upcoming or packet.payload.startswith((b"GET /", b"HTTP/1.1 101")):
            upcoming[lane] = packet.seq
        if packet.seq != upcoming[lane]:
            continue  # a retransmission
        upcoming[lane] = (packet.seq + len(packet.payload)) & 0xFFFFFFFF
        result[lane].append((packet.number, packet.payload))
    return result


def frames(chunks):
    """(frame number, opcode, fin, compressed, payload) of a WebSocket direction."""
    data = b"".join(payload for _, payload in chunks)
    ends, total = [], 0
    for number, payload in chunks:
        total += len(payload)
        ends.append((total, number))
    head = re.search(rb"\r\n\r\n", data)
    if not data.startswith((b"GET /", b"HTTP/1.1 101")) or not head:
        return
    at = head.end()
    while at + 2 <= len(data):
        first, second = data[at], data[at + 1]
        length, here = second & 127, at + 2
        if length == 126:
            length, here = int.from_bytes(data[here:here + 2], "big"), here + 2
        elif length == 127:
            length, here = int.from_bytes(data[here:here + 8], "big"), here + 8
        mask = data[here:here + 4] if second & 128 else b""
        here += len(mask)
        payload = data[here:here + length]
        if len(payload) < length:
            return
        if mask and payload:
            key = (mask * (length // 4 + 1))[:length]
            payload = (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(
                length, "big")
        at = here + length
        number = next(number for end, number in ends if end >= at)
        yield number, first & 15, bool(first & 128), bool(first & 64), payload


def messages(chunks):
    """(frame number, payload) of the data messages of one direction, uncompressed."""
    inflate = zlib.decompressobj(-15)
    parts, compressed = b"", False
    for number, opcode, fin, bit, payload in frames(chunks):
        if opcode >= 8:
            continue
        if opcode:
            parts, compressed = b"", bit
        parts += payload
        if not fin:
            continue
        if compressed:
            try:
                parts = inflate.decompress(parts + b"\x00\x00\xff\xff")
            except zlib.error:
                return
        yield number, parts


def descriptions_in(value):
    """The SDP texts in a value, at any depth."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from descriptions_in(inner)
    if not isinstance(value, str):
        return
    if re.match(r"v=0\r?\n", value):
        yield value
        return
    start = re.search(r"[\[{]", value)
    if start:
        try:
            yield from descriptions_in(json.JSONDecoder().raw_decode(value[start.start():])[0])
            return
        except ValueError:
            pass
    body = re.search(r"\r\n\r\n(v=0\r\n.*)", value, re.S)  # SIP
    if body:
        yield body[1]
    elif re.fullmatch(r"[A-Za-z0-9+/=]{64,}", value):
        try:
            yield from descriptions_in(base64.b64decode(value).decode("utf-8"))
        except ValueError:
            pass


Description = collections.namedtuple("Description", "number ufrags codecs mids mid_id sources fixed")


def read_sdp(number, text):
    """What the packets of its agent can be told by."""
    codecs, mids, sources, mid_id = {}, collections.defaultdict(set), {}, None
    for section in re.split(r"(?m)^(?=m=)", text)[1:]:
        if not re.match(r"m=(audio|video) [1-9]", section) and "a=bundle-only" not in section:
            continue
        mid = re.search(r"(?m)^a=mid:(\S+)", section)
        listed = section.split("\n", 1)[0].split()[3:]
        maps = dict(re.findall(r"(?m)^a=rtpmap:(\d+) (\S+)", section))
        for payload_type in listed:
            if payload_type in maps:
                codecs.setdefault(int(payload_type), set()).add(maps[payload_type])
            if mid:
                mids[int(payload_type)].add(mid[1])
        if mid:
            for ssrc in re.findall(r"(?m)^a=ssrc:(\d+)", section):
                sources[int(ssrc)] = mid[1]
    found = re.search(r"(?m)^a=extmap:(\d+)\S* urn:ietf:params:rtp-hdrext:sdes:mid\s*$", text)
    if found:
        mid_id = int(found[1])
    ufrags = set(re.findall(r"(?m)^a=ice-ufrag:(\S+)", text))
    return Description(number, ufrags, codecs, dict(mids), mid_id, sources, bool(sources))


def descriptions(found):
    """The descriptions of a capture's readable WebSockets, in the order of their frames."""
    result = []
    for chunks in streams(found).values():
        for number, payload in messages(chunks):
            text = payload.decode("utf-8", "replace")
            result += [read_sdp(number, sdp) for sdp in descriptions_in(text)]
    return sorted(result, key=lambda description: description.number)


# --- RTP ------------------------------------------------------------------------------------------

def rtp(payload):
    """(payload type, SSRC, {extension id: value}) of an RTP packet."""
    extensions = {}
    at = 12 + 4 * (payload[0] & 15)
    if payload[0] & 16 and len(payload) >= at + 4:
        profile, words = struct.unpack_from(">HH", payload, at)
        block, here = payload[at + 4:at + 4 + 4 * words], 0
        two = profile & 0xFFF0 == 0x1000
        while here < len(block) and (profile == 0xBEDE or two):
            if block[here] == 0:
                here += 1
                continue
            name = block[here] if two else block[here] >> 4
            size = block[here + 1] if two and here + 1 < len(block) else (block[here] & 15) + 1
            here += 2 if two else 1
            extensions.setdefault(name, block[here:here + size])
            here += size
    return payload[1] & 127, int.from_bytes(payload[8:12], "big"), extensions
