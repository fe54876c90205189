#!/bin/sh
# Installs what lies beside it into a folder, without any package registry; from a newer bundle, upgrades it.
# 由本目录安装，无需联网；以新版本的安装包再次运行即升级。
#
#   sh install.sh [FOLDER]        default: /opt/fazhi; PYTHON=/path/to/python names another interpreter
#
# FOLDER/releases/ keeps each release that was installed, whole; the link FOLDER/.venv names the one in use.
set -eu
umask 022

fail() {
    echo "install.sh: $1" >&2
    [ -z "${2:-}" ] || echo "  what to do · 处理: $2" >&2
    exit 1
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
folder=${1:-/opt/fazhi}

# ---- is the bundle whole, and is it for this machine? ----------------------------------------------------------
echo "校验 · checking the bundle"
(cd "$here" && sha256sum --quiet --check SHA256SUMS) ||
    fail "the bundle is not what was packed." "copy it again, or ask whoever sent it"
. "$here/bundle.conf"

machine=$(uname -m)
case " $architectures " in
*" $machine "*) ;;
*) fail "this machine is $machine, and the bundle is for: $architectures." "ask for a bundle for $machine" ;;
esac
libc=$(getconf GNU_LIBC_VERSION 2>/dev/null || echo "none")
[ "$(printf '%s\n' "$needed_glibc" "${libc#glibc }" | sort -V | head -n 1)" = "$needed_glibc" ] ||
    fail "glibc $needed_glibc or later is needed, and this machine has: $libc." "install on a newer system"
python=${PYTHON:-python$needed_python}
found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || echo "none")
[ "$found" = "$needed_python" ] ||
    fail "Python $needed_python is needed, and $python is: $found." "PYTHON=/path/to/python$needed_python sh install.sh"
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
    fail "$python comes without venv." "on Debian: the package python$needed_python-venv"

# ---- a release has a folder of its own, so that what runs goes on undisturbed ----------------------------------
mkdir -p "$folder/releases"
folder=$(CDPATH='' cd -- "$folder" && pwd)
[ ! -e "$folder/.venv" ] || [ -L "$folder/.venv" ] ||
    fail "$folder/.venv is there and was not made by this script." "move it away; the home is not touched"
before=$(readlink "$folder/.venv" || true)
release=$version-$(sha256sum "$here/SHA256SUMS" | cut -c 1-12)
target=$folder/releases/$release

if [ ! -e "$target/.complete" ]; then
    rm -rf "$target"
    echo "安装 · installing $release"
    trap 'rm -rf "$target"' EXIT
    "$python" -m venv "$target"
    # No setting of this machine may send pip to a registry.
    env -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL -u PIP_FIND_LINKS PIP_CONFIG_FILE=/dev/null \
        "$target/bin/python" -m pip --isolated --disable-pip-version-check install --quiet --no-cache-dir \
        --no-index --find-links "$here/wheels" --require-hashes --requirement "$here/requirements.txt"
    "$target/bin/fazhi" --help >/dev/null
    touch "$target/.complete"
    trap - EXIT
fi

# ---- one rename, and the release is in use ---------------------------------------------------------------------
ln -sfn "releases/$release" "$folder/.venv.new"
mv -T "$folder/.venv.new" "$folder/.venv"

echo "完成 · done: $folder/.venv/bin/fazhi ($version)"
if [ -n "$before" ] && [ "$before" != "releases/$release" ]; then
    echo "此前 · before: $before"
    echo "退回 · to go back: ln -sfn $before $folder/.venv.new && mv -T $folder/.venv.new $folder/.venv"
fi
echo "接下来 · next: restart the services, where there are any; $folder/.venv/bin/fazhi doctor --home HOME"
