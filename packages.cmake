# packages.cmake: `cpack` makes a Debian package, `cmake --build B --target tarball` an archive to be
# unpacked in ~/.local
#
# SPDX-License-Identifier: GPL-2.0-or-later

set(series ${Wireshark_MAJOR_VERSION}.${Wireshark_MINOR_VERSION})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME wireshark-plugin-wrtcsig)
set(CPACK_PACKAGE_VERSION ${WRTCSIG_VERSION}+wireshark${series})
set(CPACK_PACKAGE_CONTACT "The wrtcsig project <wrtcsig@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "WebRTC signaling over WebSocket in Wireshark")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "A dissector plugin for Wireshark ${series}: offers, answers, candidates and close reasons of WebRTC
 calls, whatever envelope carries them, with findings, reports, and wrtcsig-lint for pipelines.")
# Which libwireshark it is, dpkg-shlibdeps reads from the module: it has the series in its name.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "wireshark | tshark, python3")
set(CPACK_STRIP_FILES ON)
include(CPack)

set(stage ${CMAKE_CURRENT_BINARY_DIR}/tarball)
install(TARGETS wrtcsig LIBRARY DESTINATION lib/wireshark/plugins/${series}/epan
        COMPONENT personal EXCLUDE_FROM_ALL)
add_custom_target(tarball
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${stage}
    COMMAND ${CMAKE_COMMAND} --install ${CMAKE_CURRENT_BINARY_DIR} --prefix ${stage} --strip
            --component personal
    COMMAND ${CMAKE_COMMAND} --install ${CMAKE_CURRENT_BINARY_DIR} --prefix ${stage}
            --component common
    COMMAND ${CMAKE_COMMAND} -E chdir ${stage} ${CMAKE_COMMAND} -E tar cz
            ../wrtcsig-${WRTCSIG_VERSION}-wireshark-${series}-${CMAKE_SYSTEM_PROCESSOR}.tar.gz
            bin lib share
    DEPENDS wrtcsig
    VERBATIM)
