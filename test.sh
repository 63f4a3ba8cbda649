#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# ./test.sh [CTEST OPTIONS]: installs what is missing, builds with warnings as errors, runs all tests
# against the installed Wireshark. With WRTCSIG_BROWSER=no it installs no browser; what needs one is then
# skipped, and ctest says so.
set -euo pipefail
cd -- "$(dirname -- "$0")"
. tools/packages.sh

need_packages "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
[ "${WRTCSIG_BROWSER:-}" = no ] || need_packages "${BROWSER_PACKAGES[@]}"
echo "All tests take about half an hour of two cores, half of it under sanitizers; without those:"
echo "    ./test.sh -E with-"
build=build-test-$(id -u)
CC=gcc cmake -S . -B "$build" -G Ninja -DWRTCSIG_WERROR=ON -DWRTCSIG_WHOLE_SUITE=ON
cmake --build "$build"
ctest --test-dir "$build" --output-on-failure -j "$(nproc)" "$@"
