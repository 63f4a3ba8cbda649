# SPDX-License-Identifier: GPL-2.0-or-later
"""Peer connections: `sessions` of a truth file (recordings/TRUTH.md) against what the plugin says.

The states are reckoned here anew, from the truth's exchanges and the order of the messages; the times
between offer and answer from the packets' time stamps, read by oracle.py."""
import collections

import oracle


DESCRIPTIONS = ("offer", "answer", "pranswer")


def listed(value):
    """None, one, or several: a hop may have changed a description on its way."""
    return value if isinstance(value, list) else [value] if value else []


def roles_of(truth):
    """By digest: (session, exchange or None). One text in two sessions would tell nothing."""
    roles = {}
    for number, session in enumerate(truth["sessions"]):
        for place, exchange in enumerate(session["exchanges"]):
            for kind in DESCRIPTIONS:
                for digest in listed(exchange.get(kind)):
                    assert roles.get(digest, (number, place)) == (number, place), digest
                    roles[digest] = number, place
        for digest in session.get("stray", []):
            roles[digest] = number, None
    return roles


def answered_of(truth):
    """(session, exchange) of those that got an answer."""
    return {(number, place) for number, session in enumerate(truth["sessions"])
            for place, exchange in enumerate(session["exchanges"]) if "answer" in exchange}


class Exchange:
    """An offer on its way, as the states need it."""

    def __init__(self, lane):
        self.lane = lane
        self.status = "open"


class Call:
    """One session, its messages in the order of the capture."""

    def __init__(self):
        self.exchanges = {}
        self.provisional = False

    def state(self):
        opened = any(exchange.status == "open" for exchange in self.exchanges.values())
        return ("have-pranswer" if self.provisional else "have-offer") if opened else "stable"

    def offer(self, place, lane):
        """A first sighting; it takes the place of what the same agent had open."""
        if place in self.exchanges:
            return
        for exchange in self.exchanges.values():
            if exchange.lane == lane:
                exchange.status = "over"
        self.exchanges[place] = Exchange(lane)
        self.provisional = False

    def answer(self, place, provisional):
        exchange = self.exchanges.get(place)
        if exchange is None or exchange.status != "open":
            return
        self.provisional = provisional
        if not provisional:
            for other in self.exchanges.values():
                other.status = "over"

    def rollback(self, lane):
        for exchange in self.exchanges.values():
            if exchange.lane == lane:
                exchange.status = "over"


def states(found, roles, answered):
    """(item, the state that it leaves) for each description, and each candidate that names the ufrag of a
    description before it, in the order of the capture. Not of candidates of an offer that gets no answer
    (not in `answered`): an error may have refused it, and truth files do not say of which offer one is."""
    calls, owners = collections.defaultdict(Call), {}
    for item in found:
        lane = item["connection"], item["from_client"]
        if item["kind"] == "rollback":
            for call in calls.values():
                call.rollback(lane)
        if item["kind"] == "candidate" and ufrag_of(item) in owners and item["state"] != "closed":
            yield item, owners[ufrag_of(item)].state()
        if item.get("sdp_sha256") not in roles:
            continue
        session, place = roles[item["sdp_sha256"]]
        call = calls[session]
        if (session, place) in answered:
            owners.update({ufrag: call for ufrag in ufrags(item["text"])})
        if item["kind"] == "offer":
            call.offer(place, lane)
        elif place is not None:
            call.answer(place, item["kind"] == "pranswer")
        yield item, call.state()


def ufrag_of(item):
    """What a candidate says of it, or None."""
    words = (item.get("candidate") or "").split(" ")
    return words[words.index("ufrag") + 1] if "ufrag" in words[:-1] else None


def ufrags(text):
    """Of a description."""
    return {line[len("a=ice-ufrag:"):] for line in text.splitlines()
            if line.startswith("a=ice-ufrag:")}


def numbers_of(found, roles, complain):
    """The plugin's number of each session; equal within one, different between."""
    numbers = collections.defaultdict(set)
    for item in found:
        if item.get("sdp_sha256") in roles:
            numbers[roles[item["sdp_sha256"]][0]].add(item["session"])
    for session, said in numbers.items():
        if len(said) != 1 or None in said:
            complain("session %d is %s" % (session, sorted(map(str, said))))
    every = [number for said in numbers.values() for number in said]
    if len(every) != len(set(every)):
        complain("two sessions are one: %s" % dict(numbers))
    return numbers


def check_links(found, truth, roles, complain):
    """offer_in and answer_in lead to frames that hold the right description. An answer before its offer
    may lead to none."""
    held = collections.defaultdict(set)
    for item in found:
        held[item["frame"]].add(item.get("sdp_sha256"))
    for item in found:
        session, place = roles.get(item.get("sdp_sha256"), (None, None))
        if session is None:
            continue
        exchange = truth["sessions"][session]["exchanges"][place] if place is not None else {}
        is_offer = item["kind"] == "offer"
        kinds = (("answer",) if exchange.get("answer") else ("pranswer",)) if is_offer else ("offer",)
        wanted = {digest for kind in kinds for digest in listed(exchange.get(kind))}
        link = item["answer_in" if is_offer else "offer_in"]
        first = min((int(frame) for frame, digests in held.items() if wanted & digests), default=0)
        if not link and not is_offer and first > int(item["frame"]):
            continue
        if bool(link) != bool(wanted) or (link and not wanted & held[link]):
            complain("#%s %s of session %s: linked to %s, which holds %s" % (
                item["frame"], item["kind"], session, link, held.get(link)))


def check_candidates(found, texts, roles, numbers, complain):
    """A candidate that names its ufrag is of the session that has it."""
    owners = collections.defaultdict(set)
    for digest, text in texts.items():
        if digest in roles:
            for ufrag in ufrags(text):
                owners[ufrag] |= numbers[roles[digest][0]]
    alone = set().union(*numbers.values()) if len(numbers) == 1 else None
    for item in found:
        ufrag = ufrag_of(item)
        wanted = owners.get(ufrag) or (alone if item["kind"] == "candidate" and not ufrag else None)
        if wanted and item["session"] not in wanted:
            complain("#%s candidate of ufrag %s: session %s, expected %s" % (
                item["frame"], ufrag, item["session"], wanted))


def check_times(found, times, complain):
    """answer_time is what lies between the two packets; and of several copies of the other half, the
    link is to one on the same connection, where there is one."""
    for item in found:
        link = item["answer_in"] or item["offer_in"]
        late = item["answer_in"] and item["answer_in"] < item["frame"]  # a copy of an answered offer
        if bool(link and not late) != bool(item["answer_time"]):
            complain("#%s: a link to %s, a time of %s" % (item["frame"], link, item["answer_time"]))
        if not link or late:
            continue
        between = abs(times[item["frame"]] - times[link])
        said = item["answer_time"].replace(".", "") if "." in item["answer_time"] else "none"
        if said.lstrip("0") != str(between).lstrip("0"):
            complain("#%s: answer_time %s, by the packets %d ns" % (
                item["frame"], item["answer_time"], between))


def check_near(found, complain):
    """The other half of the same connection, where it has been there before."""
    for item in found:
        link = item["answer_in"] or item["offer_in"]
        others = {other.get("sdp_sha256") for other in found if other["frame"] == link} - {None}
        near = [other["frame"] for other in found if other.get("sdp_sha256") in others
                and other["connection"] == item["connection"]
                and (other["frame"] < item["frame"]) == bool(item["offer_in"])]
        if near and link not in near:
            complain("#%s is linked to #%s, though its own connection has %s" % (
                item["frame"], link, near))


def lanes(items):
    """In their order, by connection and direction."""
    result = collections.defaultdict(list)
    for item in items:
        result[item["connection"], item["from_client"]].append(item)
    return result


def check_ids(truth, found, numbers, complain):
    """The application's own id of a peer connection is in the truth's items: Jingle's sid, mediasoup's
    transport. It and the plugin's number say the same of each item."""
    said = lanes(found)
    for lane, wanted in lanes(truth["items"]).items():
        for item, got in zip(wanted, said[lane]):
            name = item.get(truth["session_id"])
            if name:
                numbers[name].add(got["session"])
    known = {session["id"] for session in truth["sessions"]}
    if set(numbers) != known:
        complain("sessions by their ids: %s, expected %s" % (sorted(numbers), sorted(known)))
    for name, numbers_of_one in numbers.items():
        if len(numbers_of_one) != 1 or None in numbers_of_one:
            complain("%s is of sessions %s" % (name, numbers_of_one))
    every = [number for numbers_of_one in numbers.values() for number in numbers_of_one]
    if len(every) != len(set(every)):
        complain("two sessions are one: %s" % dict(numbers))


def named_by_ufrag(items):
    """Descriptions without SDP change on their way (Jingle's, at a server); their ufrags do not."""
    return [{**item, "sdp_sha256": "ufrag " + item["contents"][0]["ufrag"]}
            if item["kind"] in DESCRIPTIONS else item for item in items]


def differences(truth, found):
    """`found`: what story.read() says on a second pass."""
    numbers = {item["session"] for item in found["items"]} - {None}
    numbers |= {int(number) for number in found["media_sessions"]}
    if "sessions" not in truth:
        return [] if truth.get("items") else ["a session without a message: %s" % number
                                              for number in numbers]
    complaints = []
    if len(numbers) != len(truth["sessions"]):
        complaints.append("%d sessions, expected %d" % (len(numbers), len(truth["sessions"])))
    roles = roles_of(truth)
    items = sorted(found["items"], key=lambda item: item["frame"])
    check_times(items, oracle.times(truth["capture"]), complaints.append)
    if "session_id" in truth:
        check_ids(truth, items, collections.defaultdict(set), complaints.append)
        items = named_by_ufrag(items)
    check_near(items, complaints.append)
    texts = {item["sdp_sha256"]: item["text"] for item in items if item.get("text")}
    missing = {item["sdp_sha256"] for item in items if item.get("sdp_sha256")} - set(roles)
    if missing:
        complaints.append("descriptions of no session: %s" % sorted(missing))
    absent = set(roles) - set(texts)
    if absent:
        complaints.append("sessions have descriptions that nobody sent: %s" % sorted(absent))
    numbers = numbers_of(items, roles, complaints.append)
    check_links(items, truth, roles, complaints.append)
    check_candidates(items, texts, roles, numbers, complaints.append)
    complaints += ["#%s %s: state %s, expected %s" % (item["frame"], item["kind"], item["state"],
                                                      state)
                   for item, state in states(items, roles, answered_of(truth))
                   if item["state"] != state]
    return complaints
