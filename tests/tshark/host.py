# SPDX-License-Identifier: GPL-2.0-or-later
"""tshark with the plugin under test, and nothing else of the machine's configuration.

Run as root, tshark loads plugins from the global folder only, so it is run as an unprivileged user
with a HOME of its own that holds the plugin and a copy of the captures.

Environment: WRTCSIG_PLUGIN (the module), WRTCSIG_PRELOAD (a sanitizer's runtime, optional).
"""
import atexit
import functools
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
CAPTURES = ROOT / "test-captures"
NOBODY = 65534
DISSECTOR_BUG = re.compile(
    r"Dissector bug|ERROR: AddressSanitizer|runtime error:|LeakSanitizer|Segmentation|\*\* \(.*ERROR")


class Trouble(Exception):
    """tshark failed, or said something that it must not say."""


@functools.lru_cache(maxsize=None)
def version():
    """(4, 0) and so on."""
    text = subprocess.run(["tshark", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"TShark \(Wireshark\) (\d+)\.(\d+)", text)
    return int(found[1]), int(found[2])


def sanitized():
    """Is the plugin a build with sanitizers?"""
    return bool(os.environ.get("WRTCSIG_PRELOAD"))


@functools.lru_cache(maxsize=None)
def home():
    """A HOME with the plugin in the personal folder."""
    path = pathlib.Path(tempfile.mkdtemp(prefix="wrtcsig-test-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    folder = path / ".local/lib/wireshark/plugins" / ("%d.%d" % version()) / "epan"
    folder.mkdir(parents=True)
    shutil.copy(os.environ["WRTCSIG_PLUGIN"], folder / "wrtcsig.so")
    (path / "captures").mkdir()
    for capture in CAPTURES.glob("*.pcapng"):
        shutil.copy(capture, path / "captures")
    if os.geteuid() == 0:
        for entry in [path, *path.rglob("*")]:
            os.chown(entry, NOBODY, NOBODY)
    return path


def command(program, *args):
    """The command line that runs a Wireshark program in that HOME."""
    unprivileged = ["setpriv", "--reuid=%d" % NOBODY, "--regid=%d" % NOBODY, "--clear-groups"]
    environment = ["HOME=%s" % home(), "LC_ALL=C.UTF-8", "TZ=UTC", "XDG_RUNTIME_DIR=",
                   "XDG_CONFIG_HOME="]
    preload = os.environ.get("WRTCSIG_PRELOAD")
    if preload:
        environment += ["LD_PRELOAD=" + preload, "WIRESHARK_DEBUG_WMEM_OVERRIDE=simple",
                        "G_SLICE=always-malloc",
                        "ASAN_OPTIONS=detect_leaks=0:abort_on_error=0:exitcode=99",
                        "UBSAN_OPTIONS=print_stacktrace=1"]
    return [*(unprivileged if os.geteuid() == 0 else []), "env", *environment, program, *args]


def capture_path(name):
    """A capture of test-captures by its name, or any path as it is."""
    return str(home() / "captures" / name) if "/" not in str(name) else str(name)


def tshark(*args, timeout=300):
    """Standard output of tshark; Trouble when it fails or reports a bug of a dissector."""
    run = subprocess.run(command("tshark", *args), capture_output=True, timeout=timeout, check=False)
    out = run.stdout.decode("utf-8", "replace")
    err = run.stderr.decode("utf-8", "replace")
    bug = DISSECTOR_BUG.search(out) or DISSECTOR_BUG.search(err)
    if run.returncode != 0 or bug:
        raise Trouble("tshark %s: exit %d\n%s\n%s" % (
            " ".join(map(str, args)), run.returncode, err[-3000:],
            out[max(0, bug.start() - 500):bug.end() + 500] if bug and bug.re and bug.string is out
            else ""))
    return out


def clicks(capture, numbers):
    """Number -> tree of the frames, as sharkd, the GUI's engine, dissects them in this order without
    later passes before; Trouble as for tshark."""
    requests = [{"jsonrpc": "2.0", "id": 1, "method": "load",
                 "params": {"file": capture_path(capture)}}]
    requests += [{"jsonrpc": "2.0", "id": 2 + index, "method": "frame",
                  "params": {"frame": number, "proto": True}}
                 for index, number in enumerate(numbers)]
    run = subprocess.run(
        command("sharkd", "-"), timeout=120, check=False, capture_output=True, text=True,
        input="".join(json.dumps(request) + "\n" for request in requests))
    answers = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    if len(answers) != len(requests) or DISSECTOR_BUG.search(run.stdout):
        raise Trouble("sharkd, %s: exit %d\n%s" % (capture, run.returncode, run.stderr[-3000:]))
    return {number: answer["result"]["tree"] for number, answer in zip(numbers, answers[1:])}


def glossary(name):
    """tshark -G NAME: what is registered."""
    return subprocess.run(command("tshark", "-G", name), capture_output=True, text=True,
                          check=True).stdout


def truth(name):
    """The truth file beside a capture."""
    path = CAPTURES / str(name).replace(".pcapng", ".truth.json")
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def captures():
    """The names of all captures that this Wireshark can read (`since` in the truth file)."""
    def readable(name):
        since = (truth(name) or {}).get("since", "0.0")
        return version() >= tuple(int(number) for number in since.split("."))
    return sorted(path.name for path in CAPTURES.glob("*.pcapng") if readable(path.name))


def split_secrets(pcapng):
    """(the file without its Decryption Secrets Blocks, their content); little-endian files."""
    rest, keys, at = b"", b"", 0
    while at + 12 <= len(pcapng):
        kind, length = struct.unpack_from("<II", pcapng, at)
        if kind == 0x0A:
            size = struct.unpack_from("<I", pcapng, at + 12)[0]
            keys += pcapng[at + 16:at + 16 + size] if size <= length else b""
        else:
            rest += pcapng[at:at + length]
        at += length
    return rest, keys


def options(name):
    """tshark's options that a capture needs, by its truth file."""
    return (truth(name) or {}).get("decode", [])


def packets(name, *args):
    """The packets as PDML, our layer only: a list of <packet> elements."""
    out = tshark("-r", capture_path(name), *options(name), *args, "-T", "pdml", "-J",
                 "wrtcsig wrtcsig.media frame")
    return list(ElementTree.fromstring(out).iter("packet"))


def fields(name, fields_wanted, *args):
    """-T fields: a list of rows, each a list of lists of values."""
    command_line = ["-r", capture_path(name), *options(name), *args, "-T", "fields", "-E",
                    "separator=/t", "-E", "aggregator=\x1f"]
    for field in fields_wanted:
        command_line += ["-e", field]
    return [[value.split("\x1f") if value else [] for value in row.split("\t")]
            for row in tshark(*command_line).split("\n")[:-1]]  # values may hold other line ends
