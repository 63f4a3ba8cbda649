#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# ./demo.sh [CAPTURE]: installs what is missing, builds and installs the plugin, and shows the
# signaling in a capture. As root the plugin goes into the global plugin folder (root's Wireshark
# reads no other), otherwise into the user's own.
set -euo pipefail
capture=$(realpath -- "${1:-$(dirname -- "$0")/test-captures/relay-plain.pcapng}")
cd -- "$(dirname -- "$0")"
. tools/packages.sh

[ -r "$capture" ] || { echo "demo.sh: cannot read $capture" >&2; exit 1; }
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
folders=("$(pkg-config --variable=plugindir wireshark)" "$HOME/.local/lib/wireshark/plugins/$version")
used=$(tshark -G plugins 2>/dev/null | awk -F'\t' '$1 ~ /^wrtcsig/ { print $NF; exit }')
for folder in "${folders[@]}"; do
    for copy in "$folder"/{,epan/}wrtcsig.so; do
        if [ -e "$copy" ] && ! cmp -s "$copy" "$build/wrtcsig.so"; then
            echo "WARNING: there is another copy of the plugin, $copy."
            [ "$copy" = "$used" ] && echo "         It hides the one just built. Remove it: rm '$copy'"
        fi
    done
done
[ -n "$used" ] || { echo "demo.sh: tshark does not load the plugin" >&2; exit 1; }
echo "Plugin: $used"

say_nothing='Running as user "root"'
columns='gui.column.format:"No.","%m","Time","%t","Source","%s","Destination","%d","Protocol","%p","Info","%i"'
show() { tshark -r "$capture" -o "$columns" "$@" 2> >(grep -v "$say_nothing" >&2); }

echo
echo "tshark -r $capture -Y wrtcsig"
show -2 -Y wrtcsig
first=$(show -Y 'wrtcsig.kind && wrtcsig.kind != "close"' -T fields -e frame.number | sed -n 1p)
if [ -n "$first" ]; then
    echo
    echo "tshark -r $capture -Y frame.number==$first -O wrtcsig"
    show -Y "frame.number==$first" -O wrtcsig
else
    echo
    echo "No signaling found. Is the WebSocket traffic readable (wss needs the TLS keys)?"
fi
