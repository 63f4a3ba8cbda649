#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Runs the one-command test in a clean Debian of each supported Wireshark version.
#
#   tools/matrix.sh [--fresh] [4.0|4.4|4.6 ...] [-- COMMAND [ARGUMENT ...]]
#
# Without versions: all of them. COMMAND (./test.sh unless given) runs as root in a copy
# of this checkout, uncommitted work included, inside a minimal chroot: bookworm for 4.0,
# trixie for 4.4, forky for 4.6. A chroot is made once, in a few minutes and about 2 GB,
# and used again later; --fresh makes it anew. It appears under its own name only when it
# is complete, so an interrupted run leaves nothing that a later one would trust.
#
# Everything runs in mount and process namespaces of its own: however this script ends, even
# killed, no mount and no process stays behind.
#
#   WRTCSIG_MATRIX_DIR     where the chroots are (/var/tmp/wrtcsig-matrix)
#   WRTCSIG_MATRIX_MIRROR  Debian mirror; unless given, the one this machine's apt uses
#
# Needs: root on a Debian-like machine, debootstrap (is installed where missing).
# Ends with a table. Exit status: 0 every version passed, 1 one failed, 2 wrong use, 3 none
# failed but one could not be run (no namespaces, no chroot, or Debian has another Wireshark
# there by now).
set -euo pipefail

readonly dir=${WRTCSIG_MATRIX_DIR:-/var/tmp/wrtcsig-matrix}
readonly keyring=/usr/share/keyrings/debian-archive-keyring.gpg
readonly apt_options=(-o DPkg::Lock::Timeout=900 -o Acquire::Check-Valid-Until=false
    -o Acquire::Retries=3)

# die STATUS MESSAGE
die() {
    local status=$1
    shift
    echo "matrix.sh: $*" >&2
    exit "$status"
}

suite_of() {
    case $1 in
    4.0) echo bookworm ;;
    4.4) echo trixie ;;
    4.6) echo forky ;;
    *) return 1 ;;
    esac
}

usage() { sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"; }

fresh=no
versions=()
while (($#)); do
    case $1 in
    -h | --help)
        usage
        exit 0
        ;;
    --fresh) fresh=yes ;;
    --)
        shift
        break
        ;;
    *)
        suite_of "$1" >/dev/null || die 2 "unknown argument '$1' (4.0, 4.4, 4.6, --fresh, --help)"
        versions+=("$1")
        ;;
    esac
    shift
done
((${#versions[@]})) || versions=(4.0 4.4 4.6)
if (($#)); then command=("$@"); else command=(./test.sh); fi

((EUID == 0)) || die 2 "must run as root: it makes chroots"

# The work is done by a copy of this script that is the first process of new namespaces; its
# end, or this process's, takes all the others and all the mounts with it.
namespaces=(unshare --mount --pid --fork --kill-child --mount-proc --propagation private)
if [[ ${WRTCSIG_MATRIX_INNER:-} != "$PPID" ]]; then
    "${namespaces[@]}" true || die 3 "this machine allows no namespaces"
    fresh_option=()
    [[ $fresh == no ]] || fresh_option=(--fresh)
    setpriv --pdeathsig KILL "${namespaces[@]}" env WRTCSIG_MATRIX_INNER=0 "$BASH" \
        "${BASH_SOURCE[0]}" "${fresh_option[@]}" "${versions[@]}" -- "${command[@]}" &
    child=$!
    trap 'kill -KILL "$child" 2>/dev/null || true; wait "$child" || true; exit 130' INT TERM HUP
    result=0
    wait "$child" || result=$?
    exit "$result"
fi

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root
# shellcheck source-path=SCRIPTDIR source=packages.sh disable=SC1091
. "$root/tools/packages.sh"
mkdir -p "$dir"

debian_sites() {
    # shellcheck disable=SC2016  # apt's own placeholder
    apt-get indextargets --format '$(SITE)' 'Label: Debian' 'Created-By: Packages' \
        'Component: main' || true
}

# The Debian mirror of this machine, from apt's own configuration.
mirror() {
    if [[ -n ${WRTCSIG_MATRIX_MIRROR:-} ]]; then
        echo "$WRTCSIG_MATRIX_MIRROR"
        return
    fi
    local found
    found=$(debian_sites)
    if [[ -z $found ]]; then # on a new machine apt has not looked yet
        apt-get -q "${apt_options[@]}" update >&2 || true
        found=$(debian_sites)
    fi
    [[ -n $found ]] || die 3 "apt knows no Debian mirror here; set WRTCSIG_MATRIX_MIRROR"
    echo "${found%%$'\n'*}"
}

# in_chroot DIR COMMAND...: with /proc, /dev and /tmp, an environment of its own, no standard
# input, in namespaces that end with the command, and with a private /etc/resolv.conf.
in_chroot() {
    local where=$1
    shift
    cp -L /etc/resolv.conf "$where/etc/resolv.conf" 2>/dev/null || true
    # shellcheck disable=SC2016  # expanded by the inner shell
    unshare --mount --pid --fork --kill-child --propagation private bash -euc '
        where=$1; shift
        mount -t proc proc "$where/proc"
        mount --rbind /dev "$where/dev"
        mount -t tmpfs tmpfs "$where/dev/shm"
        exec chroot "$where" /usr/bin/env -i "$@"' in_chroot "$where" \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive CI="${CI:-}" \
        ${http_proxy:+http_proxy="$http_proxy"} "$@" </dev/null
}

# make_chroot SUITE: leaves a complete chroot in $dir/SUITE.
make_chroot() {
    local suite=$1 where=$dir/$1 part=$dir/$1.part script=/usr/share/debootstrap/scripts/$1
    [[ $fresh == yes || ! -f $where/.complete ]] || return 0
    echo "== $suite: making $where"
    need_packages debootstrap debian-archive-keyring || return
    # A debootstrap older than the suite has no script for it; all newer ones are alike.
    [[ -e $script ]] || script=/usr/share/debootstrap/scripts/sid

    rm -rf --one-file-system "$part" "$where" || return
    local from
    from=$(mirror) || return
    local check=()
    [[ ! -f $keyring ]] || check=(--keyring="$keyring")
    # It mounts /proc in what it makes, hence the mount namespace of its own.
    unshare --mount --propagation private \
        debootstrap --variant=minbase --include=ca-certificates "${check[@]}" \
        "$suite" "$part" "$from" "$script" </dev/null || return
    printf 'Acquire::Check-Valid-Until "false";\nAcquire::Languages "none";\n' \
        >"$part/etc/apt/apt.conf.d/90matrix"
    in_chroot "$part" apt-get "${apt_options[@]}" update || return
    in_chroot "$part" apt-get "${apt_options[@]}" install -y --no-install-recommends \
        git ca-certificates "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}" || return
    in_chroot "$part" apt-get clean || return
    touch "$part/.complete"
    mv "$part" "$where"
}

# copy_checkout DIR: what git would commit, or where this is no git checkout, everything.
copy_checkout() {
    local to=$1
    rm -rf --one-file-system "$to" || return
    mkdir -p "$to" || return
    if git -C "$root" rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        git -C "$root" ls-files -z --cached --others --exclude-standard |
            while IFS= read -r -d '' file; do
                if [[ -e $root/$file || -L $root/$file ]]; then printf '%s\0' "$file"; fi
            done | tar -C "$root" --null --no-recursion -T - -cf - | tar -C "$to" -xf - --no-same-owner
    else
        tar -C "$root" --exclude=./.git --exclude='./build*' -cf - . |
            tar -C "$to" -xf - --no-same-owner
    fi
}

# run VERSION SUITE: 0 if the command passed there, 3 if it could not be run; sets $found.
found=
run() {
    local version=$1 suite=$2 where=$dir/$2
    found=none
    exec {lock}>"$dir/$suite.lock"
    flock "$lock"
    if ! make_chroot "$suite"; then
        echo "== $suite: the chroot could not be made" >&2
        return 3
    fi
    found=$(in_chroot "$where" tshark --version 2>/dev/null |
        sed -n '1s/^TShark (Wireshark) \([0-9.]*[0-9]\).*/\1/p') || true
    echo "== $version: ${command[*]} in $where (Wireshark ${found:=none})"
    if [[ ${found%.*} != "$version" ]]; then
        echo "== $suite has Wireshark $found, not $version" >&2
        return 3
    fi
    copy_checkout "$where/srv/wrtcsig" || return 3
    in_chroot "$where" bash -c 'cd /srv/wrtcsig && exec "$@"' bash "${command[@]}" || return 1
}

# A proxy that apt has been told of is debootstrap's and the chroot's too.
proxy=
eval "$(apt-config shell proxy Acquire::http::Proxy)"
[[ -z $proxy ]] || export http_proxy=$proxy

table=()
failed=no
left_out=no
for version in "${versions[@]}"; do
    suite=$(suite_of "$version")
    SECONDS=0
    status=0
    run "$version" "$suite" || status=$?
    exec {lock}>&-
    case $status in
    0) result=pass ;;
    3)
        result='not run'
        left_out=yes
        ;;
    *)
        result=FAIL
        failed=yes
        ;;
    esac
    table+=("$(printf '%-10s %-10s %-16s %-8s %4d s' "$version" "$suite" "$found" \
        "$result" "$SECONDS")")
done

printf '\n%-10s %-10s %-16s %-8s %6s\n' wireshark debian tshark result time
printf '%s\n' "${table[@]}"
[[ $failed == no ]] || exit 1
[[ $left_out == no ]] || exit 3
