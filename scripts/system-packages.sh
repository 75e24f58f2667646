#!/bin/sh
# LibreOffice, poppler and Chromium turn what we write into pages that tests read back and look at. They are installed
# where apt may; elsewhere the tests that need them skip and say so (under CI=true they fail instead).
set -e
if command -v soffice >/dev/null && command -v pdftotext >/dev/null && command -v chromium >/dev/null; then exit 0; fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libreoffice-calc poppler-utils chromium fonts-liberation >/dev/null
else
    echo "LibreOffice, poppler or Chromium is missing and apt cannot be used here: the tests that look at pages will skip."
fi
