#!/bin/sh
# The pictures of docs/installer.md: the installer under Wine, in a virtual screen. It needs xvfb, xdotool and imagemagick,
# and `make windows`; a picture that was taken too early is taken again with more patience.
set -e
cd "$(dirname "$0")/../.."
home=$(mktemp -d)
Xvfb :77 -screen 0 1100x760x24 & screen=$!
trap 'WINEPREFIX="$home/prefix" wineserver -k; kill $screen' EXIT
export DISPLAY=:77 HOME="$home" WINEPREFIX="$home/prefix" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe="
wineboot --init
picture() { import -window root -crop 498x334+301+226 +repage -strip "docs/images/installer-$1.png"; }
wine build/windows/tpplanner-*-setup.exe &
sleep "${PATIENCE:-30}"; picture accueil
xdotool windowfocus "$(xdotool search --name tpplanner | tail -1)" key Return
sleep "${PATIENCE:-30}"; picture en-cours
sleep $((4 * ${PATIENCE:-30})); picture fin
