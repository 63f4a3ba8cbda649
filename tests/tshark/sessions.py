# SPDX-License-Identifier: GPL-2.0-or-later
"""Peer connections: `sessions` of a truth file (recordings/TRUTH.md) against what the plugin says.

The states are reckoned here anew, from the truth's exchanges and the order of the messages."""
import collections


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


def states(found, roles):
    """(item, the state that it leaves) for each description, in the order of the capture."""
    calls = collections.defaultdict(Call)
    for item in found:
        lane = item["connection"], item["from_client"]
        if item["kind"] == "rollback":
            for call in calls.values():
                call.rollback(lane)
        if item.get("sdp_sha256") not in roles:
            continue
        session, place = roles[item["sdp_sha256"]]
        call = calls[session]
        if item["kind"] == "offer":
            call.offer(place, lane)
        elif place is not None:
            call.answer(place, item["kind"] == "pranswer")
        yield item, call.state()


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
    """offer_in and answer_in lead to frames that hold the right description. A copy of an offer that
    comes after the first copy of its answer may lead to none, as may an answer before its offer."""
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
        backwards = first < int(item["frame"]) if is_offer else first > int(item["frame"])
        if not link and backwards:
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
        words = (item.get("candidate") or "").split(" ")
        ufrag = words[words.index("ufrag") + 1] if "ufrag" in words[:-1] else None
        wanted = owners.get(ufrag) or (alone if item["kind"] == "candidate" and not ufrag else None)
        if wanted and item["session"] not in wanted:
            complain("#%s candidate of ufrag %s: session %s, expected %s" % (
                item["frame"], ufrag, item["session"], wanted))


def differences(truth, found):
    """`found`: the items of story.read() on a second pass."""
    if "sessions" not in truth:
        return []
    complaints = []
    roles = roles_of(truth)
    items = sorted(found["items"], key=lambda item: item["frame"])
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
                   for item, state in states(items, roles) if item["state"] != state]
    return complaints
