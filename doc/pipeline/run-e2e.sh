#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# run-e2e.sh FOLDER COMMAND [ARGUMENT ...]: records what goes over the loopback interface while
# COMMAND, an end-to-end test, runs, and checks it. FOLDER then holds e2e.pcapng, findings.xml (JUnit)
# and findings.sarif. Exit status: that of wrtcsig-lint, or 10 if it is 0 and COMMAND has failed.
set -u
folder=$1
shift
mkdir -p "$folder" || exit 2

# Browsers write the TLS keys there, so wss can be read; Node does with --tls-keylog.
SSLKEYLOGFILE=$(realpath -- "$folder")/tls.keys
export SSLKEYLOGFILE

: > "$folder/dumpcap.log"
dumpcap -q -i lo -w "$folder/e2e.pcapng" 2> "$folder/dumpcap.log" &
dumpcap=$!
until grep -q '^File:' "$folder/dumpcap.log"; do
    kill -0 $dumpcap 2> /dev/null || { cat "$folder/dumpcap.log"; exit 11; }
    sleep 0.1
done

"$@"
test=$?

sleep 1 # until the last packets are through
kill -INT $dumpcap
wait $dumpcap
if [ -s "$SSLKEYLOGFILE" ]; then
    editcap --inject-secrets "tls,$SSLKEYLOGFILE" "$folder/e2e.pcapng" "$folder/with-keys.pcapng" &&
        mv "$folder/with-keys.pcapng" "$folder/e2e.pcapng"
fi

wrtcsig-lint --format sarif --output "$folder/findings.sarif" "$folder/e2e.pcapng" > /dev/null
wrtcsig-lint --format junit --output "$folder/findings.xml" "$folder/e2e.pcapng"
lint=$?
[ $lint = 0 ] && [ $test != 0 ] && exit 10
exit $lint
