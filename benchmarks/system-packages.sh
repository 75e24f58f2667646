#!/bin/sh
# MiniZinc with Chuffed, and a Java for Timefold: peers that no Python package brings. They are installed where apt may;
# elsewhere the benchmarks leave out the peers that need them, and say so.
set -e
wanted=""
if ! command -v minizinc >/dev/null; then wanted="minizinc"; fi
if ! command -v fzn-chuffed >/dev/null; then wanted="$wanted chuffed-flatzinc"; fi
if ! command -v java >/dev/null; then wanted="$wanted default-jre-headless"; fi
if [ -z "$wanted" ]; then exit 0; fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    # shellcheck disable=SC2086 - one word a package
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null ||
        echo "apt could not install$wanted: the peers that need them will be left out."
else
    echo "Missing, and apt cannot be used here:$wanted. The peers that need them will be left out."
fi
