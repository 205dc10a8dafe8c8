#!/usr/bin/env bash
# Installs the Debian packages of requirements/system.txt where that can be done without asking (root, apt-get); elsewhere it says what is missing.
# Nothing fails without them: files that need them end in a coded error, and the tests of these say that they are skipped.
set -u
cd "$(dirname "$0")/.."
missing=""
command -v soffice >/dev/null || missing="$missing libreoffice"
command -v tesseract >/dev/null || missing="$missing tesseract-ocr"
tesseract --list-langs 2>/dev/null | grep -qx vie || missing="$missing tesseract-ocr-vie"
[ -z "$missing" ] && exit 0
packages=$(grep -v '^#' requirements/system.txt | tr '\n' ' ')
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing Debian packages: $packages"
    # shellcheck disable=SC2086 # one word a package
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends $packages >/dev/null; } && exit 0
fi
echo "not installed:$missing (Word 97, RTF, ODT and scans are not read without them); to install: apt-get install $packages"
