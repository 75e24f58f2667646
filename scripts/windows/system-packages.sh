#!/bin/sh
# NSIS makes the installer, Wine tries it. They are installed where apt may; elsewhere nothing is built for Windows.
set -e
if command -v makensis >/dev/null && command -v wine >/dev/null; then exit 0; fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nsis wine wine64 >/dev/null
else
    echo "NSIS or Wine is missing and apt cannot be used here: nothing can be built for Windows, nor tried."
    exit 1
fi
