#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Records one scenario: recordings/record.sh NAME
# The call runs in namespaces of its own: no network but the loopback interface, and whatever is
# left running ends with the scenario.
set -eu
cd "$(dirname "$0")"
name=$1
export WRTCSIG_CAPTURES=${WRTCSIG_CAPTURES:-../test-captures} # where the results go
[ -f "scenarios/$name.mjs" ] || { echo "no scenario $name; there are:"; ls scenarios; exit 2; }

if [ -z "${IN_NAMESPACE:-}" ]; then
    missing=
    for pair in dumpcap:wireshark-common tshark:tshark chromium:chromium firefox-esr:firefox-esr \
                janus:janus openssl:openssl ip:iproute2 node:nodejs npm:npm; do
        command -v "${pair%%:*}" > /dev/null || missing="$missing ${pair##*:}"
    done
    for package in $(sed -n 's|^// needs: packages ||p' "scenarios/$name.mjs"); do
        dpkg -s "$package" > /dev/null 2>&1 || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        apt-get -o DPkg::Lock::Timeout=900 update
        DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=900 install -y \
            --no-install-recommends $missing
    fi
    [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts
    exec unshare --net --pid --fork --kill-child --mount-proc env IN_NAMESPACE=1 "$PWD/record.sh" "$name"
fi

ip link set lo up
if grep -q '^// needs: interface' "scenarios/$name.mjs"; then  # for what does not use loopback
    ip link add test0 type veth peer name test1
    ip address add 192.0.2.10/24 dev test0
    ip link set test0 up
    ip link set test1 up
    ip route add default dev test0
fi

ports=$(sed -n 's|^// needs: port |or tcp port |p' "scenarios/$name.mjs")
work=$(mktemp -d)
dumpcap -q -i lo -f "udp or tcp portrange 7000-9999 $ports" -w "$work/raw.pcapng" 2> "$work/dumpcap.log" &
dumpcap=$!
trap 'kill $dumpcap 2> /dev/null || true; rm -rf "$work"' EXIT
touch "$work/dumpcap.log"
until grep -q '^File:' "$work/dumpcap.log"; do sleep 0.1; done

WORK=$work NAME=$name timeout 180 node "scenarios/$name.mjs"
sleep 1
kill -INT $dumpcap
wait $dumpcap || true

if grep -q '^// needs: all media' "scenarios/$name.mjs"; then  # small calls, compared with getStats()
    export RTP_KEPT=500 RTCP_KEPT=500
fi
node lib/trim.mjs "$work/raw.pcapng" "$work/trimmed.pcapng"
if [ -s "$work/keys.log" ]; then
    editcap --inject-secrets "tls,$work/keys.log" "$work/trimmed.pcapng" "$work/with-keys.pcapng"
    mv "$work/with-keys.pcapng" "$work/trimmed.pcapng"
fi
mkdir -p "$WRTCSIG_CAPTURES"
cp "$work/trimmed.pcapng" "$WRTCSIG_CAPTURES/$name.pcapng"
cp "$work/truth.json" "$WRTCSIG_CAPTURES/$name.truth.json"
node lib/check.mjs "$name"
node lib/list.mjs
