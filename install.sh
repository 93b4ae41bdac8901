#!/bin/sh
# Installs a release of the emulator:
#
#   curl -fsSL https://raw.githubusercontent.com/eventbridge-connections/emulator/main/install.sh | sh
#
# EMULATOR_VERSION picks a version, such as 1.0.0 (default: the latest), EMULATOR_BIN the folder to
# install to (default: ~/.local/bin), and EMULATOR_RELEASES where the releases are.
set -eu

fail() { echo "install.sh: error: $*" >&2; exit 1; }

releases=${EMULATOR_RELEASES:-https://github.com/eventbridge-connections/emulator/releases}
bin=${EMULATOR_BIN:-$HOME/.local/bin}

system=$(uname -s | tr '[:upper:]' '[:lower:]')
case $system in
  linux | darwin) ;;
  *) fail "there is no archive for $system: load the one for Windows by hand from $releases" ;;
esac
case $(uname -m) in
  x86_64 | amd64) arch=amd64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) fail "there is no archive for $(uname -m)" ;;
esac

version=${EMULATOR_VERSION:-}
if [ -z "$version" ]; then
  # The latest release redirects to the one of its tag.
  latest=$(curl -fsSL -o /dev/null -w '%{url_effective}' "$releases/latest")
  version=${latest##*/v}
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
archive=emulator_${version}_${system}_${arch}.tar.gz
curl -fsSL -o "$scratch/$archive" "$releases/download/v$version/$archive"
curl -fsSL -o "$scratch/checksums.txt" "$releases/download/v$version/checksums.txt"

cd "$scratch"
grep "  $archive\$" checksums.txt >sum || fail "checksums.txt has no $archive"
if command -v sha256sum >/dev/null; then
  sha256sum -c sum >/dev/null || fail "$archive is not what was released"
else
  shasum -a 256 -c sum >/dev/null || fail "$archive is not what was released"
fi
tar -xzf "$archive"
mkdir -p "$bin"
mv emulator "$bin/emulator"
echo "installed $bin/emulator $version"
case :$PATH: in
  *:"$bin":*) ;;
  *) echo "$bin is not on PATH" ;;
esac
