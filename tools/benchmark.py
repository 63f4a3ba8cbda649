#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""benchmark.py MODULE [CASE...]: what the plugin costs, in instructions, not in time.

Makes captures, runs tshark over them with and without MODULE (wrtcsig.so), and prints two tables:
what a packet costs, and how the cost grows with ten times as much of something. Start-up is
subtracted. Instructions are counted by perf where the machine lets it, else by valgrind.

  --list      the cases
  --scale X   captures X times as large (default 1; perf can do with 100)
  --mode M    plain, filter or two-pass only
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import benchmark_captures as captures

NOBODY = 65534
MODES = {
    "plain": [],                                                # tshark -r FILE
    "filter": ["-Y", "frame.len < 0"],                          # any filter: there is a tree
    "two-pass": ["-2", "-T", "fields", "-e", "frame.number"],
}

# Case, units of the smaller capture; the larger one has ten times as many (DECADE) or twice as many.
COST = {
    "json-mix": (captures.json_mix, 700),
    "json-tick": (captures.json_of(captures.tick), 700),
    "json-book": (captures.json_of(captures.book), 400),
    "json-chat": (captures.json_of(captures.chat), 700),
    "json-sensor": (captures.json_of(captures.sensor), 700),
    "json-graphql": (captures.json_of(captures.graphql), 400),
    "ordinary": (captures.ordinary, 1000),
    "strange-checks": (captures.strange_checks, 500),
    "rtp": (captures.media, 1000),
    "calls": (captures.connections, 100),
}
GROWTH = {
    "messages": (captures.json_mix, 300),
    "connections": (captures.connections, 50),
    "open-connections": (captures.open_connections, 50),
    "offers": (captures.offers, 50),
    "unanswered": (captures.unanswered, 50),
    "renegotiations": (captures.renegotiations, 50),
    "same-ufrag": (captures.same_ufrag, 50),
    "candidates": (captures.candidates, 100),
    "orphans": (captures.orphans, 100),
    "in-description": (captures.in_description, 100),
    "sections": (captures.sections, 30),
    "requests": (captures.joins, 200),
    "flows": (captures.flows, 40),
    "strange-checks": (captures.strange_checks, 200),
    "sources": (captures.sources, 300),
    "media": (captures.media, 300),
}
RTP_BY_HAND = ["-d", "udp.port==20000,rtp"]


def has_perf():
    run = subprocess.run(["perf", "stat", "-e", "instructions:u", "true"], capture_output=True,
                         text=True, check=False) if shutil.which("perf") else None
    return bool(run and run.returncode == 0 and "not supported" not in run.stderr)


class Bench:
    """A folder with a HOME with the plugin, one without, and the captures."""

    def __init__(self, folder, module):
        self.folder = pathlib.Path(folder)
        self.perf = has_perf()
        self.counts = {}
        self.homes = {False: self.folder / "without", True: self.folder / "with"}
        version = subprocess.run(["tshark", "--version"], capture_output=True, text=True,
                                 check=True).stdout
        self.version = re.search(r"\d+\.\d+\.\d+", version)[0]
        place = ".local/lib/wireshark/plugins/%s/epan" % self.version.rpartition(".")[0]
        for plugin, home in self.homes.items():
            (home / place).mkdir(parents=True)
            if plugin:
                shutil.copy(module, home / place / "wrtcsig.so")
        if os.geteuid() == 0:
            for entry in [self.folder, *self.folder.rglob("*")]:
                os.chown(entry, NOBODY, NOBODY)

    def capture(self, case, n):
        """The path and number of packets of n units; n == 0: one packet that is nothing."""
        path = self.folder / ("%s-%d.pcap" % (case.__qualname__.replace("<", "").replace(">", "") +
                                              "-%d" % id(case), n))
        made = captures.Capture()
        if n == 0:
            made.udp(("10.9.0.1", 9), ("10.9.0.2", 9), b"")
        else:
            case(made, n)
        if not path.exists():
            made.save(path)
            path.chmod(0o644)
        return path, made.packets

    def count(self, path, plugin, options):
        """Instructions of one run of tshark."""
        key = path, plugin, tuple(options)
        if key in self.counts:
            return self.counts[key]
        counter = (["perf", "stat", "-x,", "-e", "instructions:u"] if self.perf else
                   ["valgrind", "--tool=cachegrind", "--cache-sim=no",
                    "--cachegrind-out-file=/dev/null"])
        drop = ["setpriv", "--reuid=%d" % NOBODY, "--regid=%d" % NOBODY, "--clear-groups"]
        run = subprocess.run(
            [*(drop if os.geteuid() == 0 else []), "env", "HOME=%s" % self.homes[plugin],
             "LC_ALL=C.UTF-8", "TZ=UTC", "XDG_RUNTIME_DIR=", "XDG_CONFIG_HOME=", *counter,
             "tshark", "-n", "-r", str(path), *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        found = re.search(r"^(\d+),.*instructions", run.stderr, re.M) if self.perf else \
            re.search(r"I +refs: +([\d,]+)", run.stderr)
        if run.returncode != 0 or not found:
            sys.exit("tshark %s: exit %d\n%s" % (path, run.returncode, run.stderr[-2000:]))
        self.counts[key] = int(found[1].replace(",", ""))
        return self.counts[key]

    def warm(self, wanted):
        """Counts several (path, plugin, options), as many at a time as there are processors."""
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda one: self.count(*one), wanted))

    def per_packet(self, case, n, options):
        """Without and with the plugin: what the packets cost that twice as many units add."""
        (small, few), (large, many) = self.capture(case, n), self.capture(case, 2 * n)
        self.warm([(path, plugin, options) for path in (small, large) for plugin in (False, True)])
        return [(self.count(large, plugin, options) - self.count(small, plugin, options)) /
                (many - few) for plugin in (False, True)]

    def growth(self, case, n):
        """Without and with the plugin: how often ten times as many units cost as much."""
        empty, small, large = (self.capture(case, units)[0] for units in (0, n, 10 * n))
        options = MODES["filter"]
        self.warm([(path, plugin, options) for path in (large, small, empty)
                   for plugin in (False, True)])
        return [(self.count(large, plugin, options) - self.count(empty, plugin, options)) /
                (self.count(small, plugin, options) - self.count(empty, plugin, options))
                for plugin in (False, True)]


def print_costs(bench, args):
    print("\n%-16s %-9s %12s %12s %8s" % ("a packet of", "mode", "without", "with", "more"))
    for name, (case, n) in COST.items():
        for mode in args.mode:
            if args.cases and name not in args.cases:
                continue
            without, with_plugin = bench.per_packet(case, int(n * args.scale), MODES[mode])
            if name == "rtp":  # without the plugin it is no RTP: somebody has to say so
                small, large = (bench.capture(case, int(k * n * args.scale)) for k in (1, 2))
                by_hand = [*RTP_BY_HAND, *MODES[mode]]
                without = ((bench.count(large[0], False, by_hand) -
                            bench.count(small[0], False, by_hand)) / (large[1] - small[1]))
            print("%-16s %-9s %12.0f %12.0f %+7.1f %%" % (
                name, mode, without, with_plugin, 100 * (with_plugin / without - 1)), flush=True)


def print_growth(bench, args):
    print("\n%-16s %12s %12s   times as much for ten times as many" % ("", "without", "with"))
    for name, (case, n) in GROWTH.items():
        if args.cases and name not in args.cases:
            continue
        print("%-16s %12.2f %12.2f" % (name, *bench.growth(case, int(n * args.scale))), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("module", nargs="?")
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--mode", action="append", choices=MODES)
    parser.add_argument("--only", choices=["cost", "growth"])
    args = parser.parse_intermixed_args()
    if args.list or not args.module:
        print("cost:  ", *COST, "\ngrowth:", *GROWTH)
        return
    args.mode = args.mode or list(MODES)
    with tempfile.TemporaryDirectory(prefix="wrtcsig-benchmark-") as folder:
        bench = Bench(folder, args.module)
        print("Wireshark %s, counted by %s" % (bench.version, "perf" if bench.perf else "valgrind"))
        if args.only != "growth":
            print_costs(bench, args)
        if args.only != "cost":
            print_growth(bench, args)


if __name__ == "__main__":
    main()
