#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tools/try-deb.sh PACKAGE.deb [ROOT]: installs the package into a copy of ROOT (/) that is gone
# afterwards, uses it, removes it, and sees that nothing is left. As root.
set -euo pipefail
deb=$(realpath -- "$1")
root=$(realpath -- "${2:-/}")
here=$(cd -- "$(dirname -- "$0")/.." && pwd)
[ "${TRY_DEB_INNER:-}" = yes ] ||
    exec unshare --mount --pid --fork --kill-child --propagation private \
        env TRY_DEB_INNER=yes "$BASH" "$0" "$deb" "$root"

work=$(mktemp -d)
mount -t tmpfs tmpfs "$work"
mkdir "$work/upper" "$work/work" "$work/root"
mount -t overlay overlay -o "lowerdir=$root,upperdir=$work/upper,workdir=$work/work" "$work/root"
mount -t proc proc "$work/root/proc"
mount --rbind /dev "$work/root/dev"
mkdir -p "$work/root/try"
cp "$deb" "$work/root/try/it.deb"
cp "$here"/test-captures/{relay-plain,fault-close-invalid}.pcapng "$work/root/try/"
chroot "$work/root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive sh -euxc '
    cd /try
    # Copies that were installed by hand would hide the package.
    find / -xdev -path "*/plugins/*" -name wrtcsig.so -delete 2>/dev/null || true
    rm -rf /usr/local/bin/wrtcsig-*
    find / -xdev -name "*wrtcsig*" ! -path "/proc/*" ! -path "/work/*" ! -path "/tmp/*" \
        ! -path "/root/*" ! -path "/var/tmp/*" ! -path "/srv/*" | sort >before
    dpkg -i it.deb
    tshark -G plugins 2>/dev/null | grep wrtcsig
    wrtcsig-lint relay-plain.pcapng
    status=0; wrtcsig-lint fault-close-invalid.pcapng || status=$?
    [ $status = 1 ]
    wrtcsig-profile install
    tshark -C WebRTC -r relay-plain.pcapng -Y wrtcsig.kind 2>/dev/null | head -n 2
    wrtcsig-profile remove
    dpkg -r wireshark-plugin-wrtcsig
    dpkg -P wireshark-plugin-wrtcsig
    find / -xdev -name "*wrtcsig*" ! -path "/proc/*" ! -path "/work/*" ! -path "/tmp/*" \
        ! -path "/root/*" ! -path "/var/tmp/*" ! -path "/srv/*" | sort >after
    diff before after
    [ "$(tshark -G plugins 2>/dev/null | grep -c wrtcsig)" = 0 ]'
echo "installs, works and leaves nothing behind"
