# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin says of a capture, in the form of a truth file (recordings/TRUTH.md)."""
import collections
import hashlib
import re

import host

TRUTH_KINDS = {"offer", "answer", "pranswer", "rollback", "candidate", "end-of-candidates",
               "transport-parameters"}


def named(element, name):
    """The first field below an element, at any depth."""
    return next((field for field in element.iter("field") if field.get("name") == name), None)


def show(element, name):
    """Its value as it is shown, or None."""
    field = named(element, name)
    return None if field is None else field.get("show")


def layers(packet):
    """Our layers: one per message or note."""
    return [proto for proto in packet.iter("proto") if proto.get("name") in ("wrtcsig", "wrtcsig.media")]


def direction(layer):
    """True from the client, False from the server, None when it is not known."""
    value = show(layer, "wrtcsig.from_client")
    return None if value is None else value in ("1", "True")


CONTENT = {"wrtcsig.sdp.media": "media", "wrtcsig.sdp.mid": "mid", "wrtcsig.ice.ufrag": "ufrag",
           "wrtcsig.ice.pwd": "pwd", "wrtcsig.sdp.fingerprint": "fingerprint",
           "wrtcsig.sdp.setup": "setup"}


def contents_of(kind):
    """Jingle's contents: one for each m-section; transport parameters that several share are one."""
    sections = [field for field in kind.iter("field")
                if field.get("name") == "wrtcsig.sdp.media"] or [kind]
    return [{CONTENT[field.get("name")]: field.get("show") for field in section.iter("field")
             if field.get("name") in CONTENT} for section in sections]


def without_candidates(contents, shared):
    """The truth's contents as contents_of() has them; those that are shared without their names."""
    found = [{key: value for key, value in content.items()
              if key in CONTENT.values() and not (shared and key == "mid")} for content in contents]
    return [content for number, content in enumerate(found) if content not in found[:number]]


def item_of(kind, connection, from_client):
    item = {"connection": connection, "from_client": from_client, "kind": kind.get("show")}
    if item["kind"] in ("offer", "answer", "pranswer"):
        raw = bytes.fromhex(kind.get("value"))
        item["sdp_sha256"] = hashlib.sha256(raw).hexdigest()
        item["text"] = raw.decode("utf-8", "replace")
        item["media"] = [field.get("show") for field in kind.iter("field")
                         if field.get("name") == "wrtcsig.sdp.media"]
        item["contents"] = contents_of(kind)
    elif item["kind"] == "transport-parameters":
        item["contents"] = contents_of(kind)
    elif item["kind"] == "candidate":
        item["candidate"] = show(kind, "wrtcsig.candidate")
    item["mid"] = show(kind, "wrtcsig.candidate.mid")
    return item


def links_of(kind, message):
    """What the item is to others: its session, its state, its partner. The message says for all
    items what is the same for all."""
    whole = {field.get("name"): field.get("show") for field in message}
    links = {name: show(kind, "wrtcsig." + name) or whole.get("wrtcsig." + name)
             for name in ("session", "state")}
    links |= {name: show(kind, "wrtcsig." + name)
              for name in ("offer_in", "answer_in", "answer_time")}
    return {name: int(value) if value and value.isdigit() else value
            for name, value in links.items()}


def messages_of(layer):
    """The application messages of a layer: itself, or each of several."""
    return [field for field in layer.iter("field")
            if field.get("name") == "wrtcsig.record"] or [layer]


def kinds_of(layer):
    """(message, item) for all items of a layer."""
    for part in messages_of(layer):
        for field in part.iter("field"):
            if field.get("name") == "wrtcsig.kind":
                yield part, field


def message_of(layer, connection, from_client):
    """The envelope of one message, for a known dialect."""
    kinds = [field.get("show") for field in layer.iter("field")
             if field.get("name") == "wrtcsig.kind"]
    message = {"connection": connection, "from_client": from_client, "kind": ",".join(kinds)}
    message["carrier"] = ",".join(field.get("show") for field in layer.iter("field")
                                  if field.get("name") == "wrtcsig.carrier")
    for name in ("dialect", "method", "transaction", "room", "peer_from", "peer_to", "app_session"):
        message[name] = show(layer, "wrtcsig." + name)
    if message["method"] == "trickle" and message["kind"].startswith("candidate"):
        message["target"] = (show(layer, "wrtcsig.pc") or "").upper()  # LiveKit's word for it
    return message


def close_of(kind, connection, from_client):
    close = {"connection": connection, "from_client": from_client}
    code = show(kind, "wrtcsig.close.code")
    if code is not None:
        close["code"] = int(code)
        close["reason"] = show(kind, "wrtcsig.close.reason") or ""
    close["initiator"] = show(kind, "wrtcsig.close.initiator")
    return close


def findings_of(layer):
    """Names of the expert infos, without "wrtcsig."."""
    for field in layer.iter("field"):
        if field.get("name") == "_ws.expert":
            for child in field.iter("field"):
                name = child.get("name")
                if name.startswith("wrtcsig."):
                    yield name[len("wrtcsig."):]


def read(name, *args):
    """The story of a capture."""
    items, closes, messages, media = [], [], [], set()
    findings = collections.Counter()
    for packet in host.packets(name, *args):
        frame = int(show(packet.find("proto[@name='frame']"), "frame.number"))
        for layer in layers(packet):
            findings.update(findings_of(layer))
            if show(layer, "wrtcsig.connection") is None:  # a packet of media
                media.add(show(layer, "wrtcsig.media.session"))
                continue
            connection = int(show(layer, "wrtcsig.connection"))
            from_client = direction(layer)
            if show(layer, "wrtcsig.dialect"):
                messages += [message_of(part, connection, from_client)
                             for part in messages_of(layer)]
            for part, kind in kinds_of(layer):
                if kind.get("show") == "close":
                    closes.append(close_of(kind, connection, from_client))
                elif kind.get("show") in TRUTH_KINDS:
                    items.append({"frame": frame, **item_of(kind, connection, from_client),
                                  **links_of(kind, part)})
    return {"items": items, "closes": closes, "messages": messages, "findings": dict(findings),
            "media_sessions": media - {None}}


# What the comparison knows of an entry; a truth file may say more.
COMPARED = ("kind", "sdp_sha256", "media", "candidate", "mid", "code", "reason", "initiator",
            "dialect", "carrier", "method", "transaction", "room", "app_session", "target",
            "peer_from", "peer_to", "contents")


# What travels in them may be anything, so their own messages are shown once a connection is known
# to carry signaling.
CARRIERS = re.findall(r"^CARRIER\((\w+)\)", (host.ROOT / "signaling/carriers.def").read_text(),
                      flags=re.M)


# Systems whose connections are silent until something proves that there is signaling: XMPP's are chats too.
WAITING = [name for name in re.findall(r"^DIALECT\((\w+)\)",
                                       (host.ROOT / "signaling/dialects.def").read_text(), flags=re.M)
           if "waits_for_proof = true" in
           (host.ROOT / ("signaling/dialect-%s.c" % name)).read_text(encoding="utf-8")]


def with_early_unproven(truth, messages):
    """Those before the first proof of their connection may be missing, unless its URL is a proof."""
    proved = {connection["index"] for connection in truth.get("connections", [])
              if "room=" in (connection.get("path") or "")}
    for message in messages:
        if (TRUTH_KINDS | {"ice-servers"}) & set(message["kind"].split(",")):
            proved.add(message["connection"])
        if message["connection"] not in proved:
            message["unproven"] = True
    return messages


def without_early(messages):
    """Without those that come before the first item of their connection."""
    known, kept = set(), []
    for message in messages:
        if TRUTH_KINDS & set(message["kind"].split(",")):
            known.add(message["connection"])
        if message["connection"] in known:
            kept.append(message)
    return kept


def without_carriers(messages, truth):
    """Without the own messages of carriers that the truth file does not speak of."""
    told = {truth.get("dialect")} | {entry.get("dialect") for entry in truth.get("messages", [])}
    return [message for message in messages
            if message["dialect"] not in CARRIERS or message["dialect"] in told]


def without_untold_ends(messages, truth):
    """homeassistant-stub was recorded before its decoder knew that the end of an offer's subscription is a
    message of the call; a truth file that has such messages is held to them."""
    told = {entry.get("method") for entry in truth.get("messages", [])}
    return [message for message in messages
            if message.get("method") != "unsubscribe_events" or "unsubscribe_events" in told]


def expected_of(truth):
    """A truth file without what Wireshark itself keeps from the plugin."""
    expected = {part: [dict(entry) for entry in truth.get(part, [])
                       if not entry.get("host_limit")]
                for part in ("items", "closes", "messages")}
    if truth.get("dialect") in CARRIERS:
        expected["messages"] = without_early(expected["messages"])
    if truth.get("dialect") in WAITING:
        expected["messages"] = with_early_unproven(truth, expected["messages"])
    for connection in reversed(truth.get("connections", [])):
        offer = connection.get("url_offer")  # LiveKit's join_request
        if "join_request=" in (connection.get("path") or ""):
            where = {"connection": connection["index"], "from_client": True}
            if expected["messages"]:
                expected["messages"].insert(0, {**where, "kind": "offer" if offer else "join",
                                                "method": "join_request"})
            if offer:
                expected["items"].insert(0, {**where, "kind": "offer",
                                             "sdp_sha256": offer["sdp_sha256"]})
    expected["messages"] = [{"dialect": truth.get("dialect"), **message}
                            for message in expected["messages"]]
    if truth.get("sides") == "unknown":
        for entry in expected["items"] + expected["closes"]:
            entry["from_client"] = None
            if "initiator" in entry:
                entry["initiator"] = None
    return {**expected, "findings": truth.get("findings", {})}


def seen(wanted, got):
    """What says nothing by itself may be missing while the dialect cannot be known (evidence.h)."""
    kept = []
    for entry in wanted:
        next_one = got[len(kept)] if len(kept) < len(got) else {}
        if entry.get("unproven") and any(entry.get(key) != next_one.get(key)
                                         for key in ("kind", "method")):
            continue
        kept.append(entry)
    return kept


def lanes(entries):
    """By connection and direction; only within one does the order count."""
    by_lane = collections.defaultdict(list)
    for entry in entries:
        by_lane[entry["connection"], entry["from_client"]].append(entry)
    return by_lane


def differences(expected, found):
    """What a truth file demands and the plugin does not say, and the other way round."""
    complaints = []
    compared = expected.get("compare", ["items", "closes", "messages"])
    dialect = expected.get("dialect")
    limited = [entry["candidate"] for entry in expected.get("items", []) if entry.get("host_limit")]
    found = {**found, "items": [item for item in found["items"]
                                if item.get("candidate") not in limited]}
    found["messages"] = without_untold_ends(without_carriers(found["messages"], expected), expected)
    expected = expected_of(expected)
    for part in ("items", "closes", "messages"):
        # Items and no messages: the truth does not speak of those. Neither: there is nothing to be shown.
        if part not in compared or (part == "messages" and not expected[part] and expected["items"]):
            continue
        want, have = lanes(expected.get(part, [])), lanes(found[part])
        for lane in sorted(set(want) | set(have), key=str):
            want[lane] = seen(want[lane], have[lane])
            if len(want[lane]) != len(have[lane]):
                complaints.append("%s %s: %d expected, %d found: %s" % (
                    part, lane, len(want[lane]), len(have[lane]),
                    [entry.get("kind", entry.get("code")) for entry in have[lane]]))
                continue
            for number, (wanted, got) in enumerate(zip(want[lane], have[lane])):
                if "contents" in wanted:
                    shared = wanted["kind"] == "transport-parameters" and len(wanted["contents"]) > 1
                    wanted["contents"] = without_candidates(wanted["contents"], shared)
                for key in COMPARED:
                    if key in wanted and key in got and got[key] != wanted[key]:
                        complaints.append("%s %s #%d: %s is %r, expected %r" % (
                            part, lane, number, key, got.get(key), wanted[key]))
    known = {message.get("dialect") for message in found["messages"]}
    if dialect and "messages" in compared and dialect not in known:
        complaints.append("no message is known to be %s, but %s" % (dialect, sorted(known)))
    if expected["findings"] != found["findings"]:
        complaints.append("findings %s, expected %s" % (found["findings"], expected["findings"]))
    return complaints
