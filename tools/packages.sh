# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034
#
# Sourced by demo.sh and test.sh: installs what is missing, with apt, as root or with sudo.

BUILD_PACKAGES=(tshark wireshark-dev libwireshark-dev libglib2.0-dev libjsmn-dev pkg-config cmake
                ninja-build gcc libc6-dev)
TEST_PACKAGES=(clang libclang-rt-dev python3 util-linux binutils wireshark-common valgrind)
BROWSER_PACKAGES=(chromium) # for the test pipeline-chromium

installed()
{
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root()
{
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

need_packages()
{
    local package missing=()
    for package in "$@"; do
        installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return
    echo "Installing: ${missing[*]}"
    local quiet=(-qq -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0)
    as_root apt-get "${quiet[@]}" update
    as_root env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes \
        apt-get "${quiet[@]}" install -y --no-install-recommends "${missing[@]}" > /dev/null
}
