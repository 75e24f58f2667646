#!/bin/sh
# LibreOffice and poppler turn our workbooks into pages that tests read back. They are installed where apt may;
# elsewhere the tests that need them skip and say so (under CI=true they fail instead).
set -e
if command -v soffice >/dev/null && command -v pdftotext >/dev/null; then exit 0; fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libreoffice-calc poppler-utils fonts-liberation >/dev/null
else
    echo "LibreOffice or poppler is missing and apt cannot be used here: the tests that look at pages will skip."
fi
