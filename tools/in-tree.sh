#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Builds the plugin as a part of Wireshark's own source tree (CUSTOM_PLUGIN_SRC_DIR), with a
# tshark beside it, and dissects a capture with the two.
#
#   tools/in-tree.sh [--jobs N] [4.0|4.4|4.6]    in tools/matrix.sh's chroot of that version
#   tools/in-tree.sh [--jobs N] --here           on this machine, for the Wireshark installed
#
# The source is the Debian source package of the very Wireshark that is installed there, from
# the mirror that apt uses there, unpacked as upstream released it. The first run builds all
# of libwireshark (some ten minutes of one core, about 3 GB), later ones the plugin alone.
# Warnings of the plugin's own files are errors.
#
#   WRTCSIG_IN_TREE_DIR    source and build of --here (/var/tmp/wrtcsig-in-tree)
set -euo pipefail

die() {
    echo "in-tree.sh: $*" >&2
    exit 1
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
here=no
version=4.0
jobs=$(nproc)
while (($#)); do
    case $1 in
    --here) here=yes ;;
    --jobs)
        jobs=${2:?--jobs needs a number}
        shift
        ;;
    4.*) version=$1 ;;
    -h | --help)
        sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"
        exit 0
        ;;
    *) die "unknown argument '$1'" ;;
    esac
    shift
done

if [[ $here == no ]]; then
    exec "$root/tools/matrix.sh" "$version" -- ./tools/in-tree.sh --here --jobs "$jobs"
fi

((EUID == 0)) || die "must run as root: it installs packages"
export DEBIAN_FRONTEND=noninteractive
readonly dir=${WRTCSIG_IN_TREE_DIR:-/var/tmp/wrtcsig-in-tree}
mkdir -p "$dir"
exec {lock}>"$dir/lock"
flock "$lock"

# Only what Wireshark insists on, and what its HTTP/2 and deflate dissection needs.
apt_get=(apt-get -q -o DPkg::Lock::Timeout=900 -o Acquire::Retries=3)
packages=(tshark libwireshark-dev cmake ninja-build gcc g++ libc6-dev pkg-config python3 perl
    flex libglib2.0-dev libgcrypt20-dev libc-ares-dev libpcre2-dev libpcap-dev libspeexdsp-dev
    libxml2-dev zlib1g-dev libnghttp2-dev libgnutls28-dev libjsmn-dev bzip2 xz-utils util-linux)
missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || true
    [[ $status == installed ]] || missing+=("$package")
done
if ((${#missing[@]})); then
    "${apt_get[@]}" update
    "${apt_get[@]}" install -y --no-install-recommends "${missing[@]}"
fi

# shellcheck disable=SC2016  # dpkg's placeholder
wanted=$(dpkg-query -W -f '${source:Version}' libwireshark-dev)
upstream=${wanted%-*}
source=$dir/wireshark-$upstream
build=$dir/build-$upstream

if [[ ! -d $source ]]; then
    # Source lists of our own, so that the machine's stay as they are.
    mkdir -p "$dir/lists/partial"
    signed=
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [[ ! -f $keyring ]] || signed="[signed-by=$keyring] "
    apt-get indextargets --format "deb-src $signed\$(SITE) \$(RELEASE) \$(COMPONENT)" \
        'Created-By: Packages' 'Origin: Debian' | sort -u >"$dir/sources.list"
    own=("${apt_get[@]}" -o Dir::Etc::sourcelist="$dir/sources.list" -o Dir::Etc::sourceparts=-
        -o Dir::State::lists="$dir/lists" -o Acquire::Check-Valid-Until=false
        -o APT::Sandbox::User=root)
    "${own[@]}" update
    (cd "$dir" && "${own[@]}" source --download-only --tar-only "wireshark=$wanted") ||
        die "no source package wireshark $wanted on this machine's Debian mirror"
    tarballs=("$dir"/wireshark_"$upstream".orig.tar.*)
    rm -rf "$dir/unpack"
    mkdir "$dir/unpack"
    tar -C "$dir/unpack" -xf "${tarballs[0]}" --strip-components=1 --no-same-owner
    mv "$dir/unpack" "$source" # only now does it count as there
    rm -f "${tarballs[@]}"
fi

# CMake takes CUSTOM_PLUGIN_SRC_DIR only from inside Wireshark's tree: a link does it.
ln -sfn "$root" "$source/plugins/epan/wrtcsig"
# The plugin's own objects are made anew, so that every warning is seen.
rm -rf "$build/plugins/epan/wrtcsig"
nice cmake -G Ninja -S "$source" -B "$build" -DCUSTOM_PLUGIN_SRC_DIR=plugins/epan/wrtcsig \
    -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS_DEBUG=-O0 -DCMAKE_CXX_FLAGS_DEBUG=-O0 \
    -DBUILD_wireshark=OFF -DENABLE_LUA=OFF -DENABLE_WERROR=OFF \
    -DENABLE_COMPILER_COLOR_DIAGNOSTICS=OFF >"$dir/cmake.log" 2>&1 ||
    { tail -n 40 "$dir/cmake.log" >&2; die "cmake failed"; }
# -k 0: all that is wrong with the plugin at once.
nice ninja -C "$build" -j "$jobs" -k 0 wrtcsig tshark >"$dir/ninja.log" 2>&1 ||
    { grep -A 30 -e '^FAILED' -e 'error:' "$dir/ninja.log" | head -n 200 >&2
      die "the build failed, see $dir/ninja.log"; }
if grep -A 8 'plugins/epan/wrtcsig/.*warning:' "$dir/ninja.log" >&2; then
    die "warnings in the plugin"
fi
plugins=("$build"/run/plugins/*/epan/wrtcsig.so)
[[ -f ${plugins[0]} ]] || die "no wrtcsig.so in $build/run/plugins"

# As root, tshark would look for plugins in the system's folder instead.
tree_tshark() {
    (cd / && setpriv --reuid=65534 --regid=65534 --clear-groups env -i PATH=/usr/bin:/bin \
        HOME=/nonexistent LANG=C.UTF-8 WIRESHARK_RUN_FROM_BUILD_DIRECTORY=1 \
        "$build/run/tshark" "$@")
}
tree_tshark -G plugins </dev/null | grep '^wrtcsig\.so' || die "tshark did not load the plugin"
capture=$root/test-captures/relay-plain.pcapng
frames=$(tree_tshark -r - -Y wrtcsig -T fields -e frame.number <"$capture" 2>"$dir/tshark.err" |
    wc -l)
if [[ -s $dir/tshark.err ]]; then
    cat "$dir/tshark.err" >&2
    die "tshark complained"
fi
((frames)) || die "no frame of ${capture##*/} is wrtcsig"
echo "in-tree.sh: Wireshark $upstream with the plugin in its tree: ${frames} frames of" \
    "${capture##*/} dissected"
