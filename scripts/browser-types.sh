#!/bin/sh
# The types of the browser's modules, which JSDoc tells: checked by the TypeScript of package-lock.json, which needs Node.
# Where there is no Node, or (but for CI) no registry to take TypeScript from, it says so and the modules stay unchecked.
set -e
if ! command -v node >/dev/null; then
    echo "Node is missing: the types of the browser's modules were NOT checked."
    exit 0
fi
installed=node_modules/.package-lock.json
if [ ! -e $installed ] || [ package-lock.json -nt $installed ]; then
    if ! npm ci --no-audit --no-fund --silent; then
        if [ "$CI" = true ]; then exit 1; fi
        echo "TypeScript could not be installed: the types of the browser's modules were NOT checked."
        exit 0
    fi
    touch $installed
fi
node_modules/.bin/tsc
echo "Types of the browser's modules: no issue found."
