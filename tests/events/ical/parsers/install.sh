#!/bin/sh
# Installs the parsers that judge our calendar files, and a subscriber, on Debian and its kin. Run it again at
# will: what is there stays. It says only what it installs, and everything when something goes wrong.
set -eu

PACKAGES="gcc libc6-dev pkg-config libical-dev php-cli php-sabre-vobject libdata-ical-perl khal calcurse vdirsyncer"
NPM_PACKAGES="ical.js@2.2.1 node-ical@0.26.1"
NPM_FOLDER="${XDG_CACHE_HOME:-$HOME/.cache}/wagtail-tta/parsers"

quietly() {
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        exit 1
    fi
    rm -f "$log"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

is_installed() {
    dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

has_npm_package() {
    grep -qs "\"version\": \"${1##*@}\"" "$NPM_FOLDER/node_modules/${1%@*}/package.json"
}

missing=""
for package in $PACKAGES; do
    is_installed "$package" || missing="$missing $package"
done
# Node may come from elsewhere than Debian, and then brings npm along.
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"
if [ -n "$missing" ]; then
    echo "Installing$missing"
    quietly as_root apt-get update
    # shellcheck disable=SC2086 # words, on purpose
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $missing
fi

missing=""
for package in $NPM_PACKAGES; do
    has_npm_package "$package" || missing="$missing $package"
done
if [ -n "$missing" ]; then
    echo "Installing$missing into $NPM_FOLDER"
    mkdir -p "$NPM_FOLDER"
    # shellcheck disable=SC2086
    quietly npm install --prefix "$NPM_FOLDER" --no-save --no-package-lock --no-audit --no-fund --ignore-scripts $NPM_PACKAGES
fi
