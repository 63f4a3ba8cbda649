#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# record.sh NAME... | fault | plain | crafted | all
# Records test-captures/NAME.pcapng with its truth file. Each recording has a network of its own
# (unshare -n), so ports never clash and nothing else is in the capture. Wants root, dumpcap,
# tshark, editcap, Node 20, and `npm ci` in this folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${WRTCSIG_CAPTURES:-$here/../../test-captures}

inside() {
    local name=$1 dir=$2
    # TLS records in one packet, as a network card hands them over that glues segments together
    local mtu=1500
    [ "$name" = tls-records ] && mtu=65536
    ip link set lo up mtu "$mtu"
    ethtool -K lo tso off gso off gro off >/dev/null 2>&1 || true
    dumpcap -q -i lo -f tcp -w "$dir/$name.pcapng" 2>"$dir/dumpcap.log" &
    local dumpcap=$!
    for _ in $(seq 50); do
        grep -q '^File:' "$dir/dumpcap.log" && break
        sleep 0.1
    done
    sleep 0.5
    local status=0
    timeout 60 node "$here/run.js" "$name" "$dir/$name.truth.json" || status=$?
    sleep 0.7
    kill -INT "$dumpcap"
    wait "$dumpcap" || true
    return $status
}

# TLS keys that a scenario left behind go into the capture.
embed_keys() {
    local file=$1 keys=${1%.pcapng}.keys
    [ -e "$keys" ] || return 0
    editcap -F pcapng --inject-secrets "tls,$keys" "$file" "$file.keyed"
    mv "$file.keyed" "$file"
}

# What a capture that misses one end of a connection looks like.
cut_capture() {
    local name=$1 file=$2 first last
    case $name in
    fault-midstream)
        last=$(tshark -r "$file" -Y 'http.response.code == 101' -T fields -e frame.number 2>/dev/null)
        editcap -F pcapng "$file" "$file.cut" "1-$last"
        mv "$file.cut" "$file"
        ;;
    fault-cut-end)
        first=$(tshark -r "$file" -Y 'websocket.opcode == 8' -T fields -e frame.number 2>/dev/null | head -1)
        editcap -F pcapng -r "$file" "$file.cut" "1-$((first - 1))"
        mv "$file.cut" "$file"
        ;;
    esac
}

if [ "${1:-}" = --inside ]; then
    inside "$2" "$3"
    exit
fi

[ $# -gt 0 ] || { sed -n '3,6s/^# //p' "$0"; exit 2; }
names=()
for word in "$@"; do
    case $word in
    all) mapfile -t -O ${#names[@]} names < <(node "$here/run.js") ;;
    fault | plain | crafted) mapfile -t -O ${#names[@]} names < <(node "$here/run.js" | grep "^$word-") ;;
    *) names+=("$word") ;;
    esac
done
failed=0
for name in "${names[@]}"; do
    dir=$(mktemp -d)
    chmod 777 "$dir"
    if unshare -n bash "$0" --inside "$name" "$dir" && cut_capture "$name" "$dir/$name.pcapng" &&
        embed_keys "$dir/$name.pcapng"; then
        cp "$dir/$name.pcapng" "$dir/$name.truth.json" "$out/"
        chmod 644 "$out/$name.pcapng" "$out/$name.truth.json"
        echo "$name: recorded, $(stat -c %s "$dir/$name.pcapng") bytes"
    else
        echo "$name: FAILED" >&2
        failed=1
    fi
    rm -r "$dir"
done
exit $failed
