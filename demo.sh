#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# ./demo.sh [CAPTURE]: installs what is missing, builds and installs the plugin, and shows the
# signaling in a capture. As root the plugin goes into the global plugin folder (root's Wireshark
# reads no other), otherwise into the user's own.
set -euo pipefail
case ${1:-} in
-h | --help) sed -n '4,6s/^# //p' "$0"; exit 0 ;;
esac
capture=$(realpath -- "${1:-$(dirname -- "$0")/test-captures/relay-plain.pcapng}")
cd -- "$(dirname -- "$0")"
. tools/packages.sh

[ -f "$capture" ] && [ -r "$capture" ] || { echo "demo.sh: cannot read $capture" >&2; exit 1; }
need_packages "${BUILD_PACKAGES[@]}"

build=build-demo-$(id -u)
personal=$([ "$(id -u)" = 0 ] && echo OFF || echo ON)
echo "Building ..."
cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF \
      -DWRTCSIG_INSTALL_PERSONAL="$personal" > "$build.log" 2>&1 &&
    cmake --build "$build" >> "$build.log" 2>&1 &&
    cmake --install "$build" >> "$build.log" 2>&1 ||
    { tail -n 40 "$build.log"; echo "demo.sh: the build failed; all of it is in $build.log" >&2; exit 1; }

# Of two copies Wireshark takes the first that it finds, and the global folder comes first.
version=$(tshark --version 2>/dev/null | sed -n 's/^TShark (Wireshark) \([0-9]*\.[0-9]*\).*/\1/p')
global=$(pkg-config --variable=plugindir wireshark)
mine=$([ "$personal" = ON ] && echo "$HOME/.local/lib/wireshark/plugins/$version" || echo "$global")
used=$(tshark -G plugins 2>/dev/null | awk -F'\t' '$1 ~ /^wrtcsig/ { print $NF; exit }')
[ -n "$used" ] || { echo "demo.sh: tshark does not load the plugin" >&2; exit 1; }
if [ "$used" != "$mine/epan/wrtcsig.so" ]; then
    remove=$([ -w "$(dirname -- "$used")" ] && echo rm || echo "sudo rm")
    echo "demo.sh: another copy of the plugin hides the one just built: $used" >&2
    echo "         Remove it and start again:  $remove '$used'" >&2
    exit 1
fi
echo "Plugin: $used"

say_nothing='Running as user "root"'
columns='gui.column.format:"No.","%m","Time","%t","Source","%s","Destination","%d","Protocol","%p","Info","%i"'
show() { tshark -r "$capture" -o "$columns" "$@" 2> >(grep -v "$say_nothing" >&2); }

echo
echo "tshark -r $capture -2 -Y wrtcsig"
show -2 -Y wrtcsig
first=$(show -Y 'wrtcsig.kind && wrtcsig.kind != "close"' -T fields -e frame.number | sed -n 1p)
if [ -n "$first" ]; then
    echo
    echo "tshark -r $capture -2 -Y frame.number==$first -O wrtcsig"
    show -2 -Y "frame.number==$first" -O wrtcsig
    echo
    echo "tshark -r $capture -q -z wrtcsig,lint -z wrtcsig,sessions"
    show -q -z wrtcsig,lint -z wrtcsig,sessions # tshark prints the last one first
    echo
    echo "Your own:    ./demo.sh CAPTURE, wrtcsig-lint CAPTURE, or open it in Wireshark (apt install wireshark)"
    echo "What it means, step by step: doc/guide.md; the findings: README.md, Reference"
else
    echo
    echo "No signaling found. Is the WebSocket traffic readable (wss needs the TLS keys)?"
fi
