# shellcheck shell=bash
# Shared by the scripts of packaging/: where things are, how a step is shown, how a result enters the cache.
set -euo pipefail

PACKAGING=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2034  # read by the scripts that source this file
PROJECT=$(dirname "$PACKAGING")
CACHE=${DESKFERRY_CACHE:-/var/cache/deskferry}
mkdir -p "$CACHE"

say() { printf '%s\n' "$*" >&2; }

# die THING REASON REMEDY
die() {
    say "$1: $2"
    say "  $3"
    exit 1
}

need_root() { [ "$(id -u)" = 0 ] || die "$1" "needs root" "Run it as root, or with sudo."; }

# step TEXT COMMAND...: runs it in a subshell, shows what it is and how long it took, and its output only if it fails.
step() {
    local text=$1 started=$EPOCHREALTIME log status=0
    shift
    log=$(mktemp)
    printf '%s ... ' "$text" >&2
    "$@" >"$log" 2>&1 &
    wait $! || status=$? # a job keeps "set -e" alive inside the command; a condition would not
    seconds_since "$started" >&2
    if [ "$status" != 0 ]; then
        say "$text: failed ($status). Its last words:"
        tail -n 40 "$log" >&2
    fi
    rm -f "$log"
    return "$status"
}

seconds_since() {
    local us=$((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}))
    printf '%d.%d s\n' $((us / 1000000)) $((us % 1000000 / 100000))
}

# recipe_key PATH...|TEXT...: one short key for the content of all files (folders are walked) and texts given.
recipe_key() {
    local part file
    for part; do
        if [ -e "$part" ]; then
            find "$part" -type f | LC_ALL=C sort | while read -r file; do
                stat -c %a "$file"
                sha256sum <"$file"
            done
        else
            printf '%s\n' "$part"
        fi
    done | sha256sum | cut -c1-16
}

# once NAME: holds the lock of that name until the script ends, so that two builds of one thing take turns.
once() {
    exec 9>"$CACHE/.$1.lock"
    flock 9
}

# work_folder: a temporary folder inside the cache (a rename out of it is atomic), gone when the script ends.
work_folder() {
    WORK=$(mktemp -d "$CACHE/.work.XXXXXX")
    chmod 755 "$WORK"
    trap 'rm -rf --one-file-system "$WORK"' EXIT
}

# publish FROM TO: what was built appears under its final name all at once.
publish() {
    mkdir -p "$(dirname "$2")"
    sync -f "$1"
    mv -T "$1" "$2"
}
