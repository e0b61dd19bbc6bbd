# shellcheck shell=bash disable=SC2154  # "lab" comes from the caller
# What a move costs: the freeze of a pod moved there and back, beside CRIU's own dump and restore of the same pod on the same
# machine, in one run. For a lab that is up; "lab" is the program.

milliseconds_since() { echo $((($(date +%s%N) - $1) / 1000000)); }

# median NUMBERS...
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

# move_ms POD DESTINATION: how long it stood still, by the service's own measure.
move_ms() {
    "$lab" exec desk deskferry move "$1" "$2" --json |
        python3 -c 'import json, sys; print(round(float(json.loads(sys.stdin.readlines()[-1])["result"]["frozen"].rstrip("s")) * 1000))'
}

# criu_ms: CRIU alone, dump and restore one after the other of the one pod on wsa, with the options that the service uses and
# no hooks. The service is stopped meanwhile; pods live on. The pod has no link afterwards.
criu_ms() {
    # shellcheck disable=SC2016  # for the inner shell
    "$lab" exec wsa bash -c '
        set -e
        record=$(ls /var/lib/deskferry/pods/*/pod.json)
        init=$(cat /run/criu-alone.pid 2>/dev/null || grep -o "\"initPid\": [0-9]*" "$record" | tr -dc 0-9)
        folder=/run/criu-alone && rm -rf $folder && mkdir -p $folder
        options="-D $folder -v1 --tcp-established --empty-ns net --manage-cgroups=ignore --file-locks --link-remap --ghost-limit 64M"
        usr=$(mktemp -d /tmp/criu-alone.XXXXXX)
        "$2/lib/usr-of" "$init" "$usr"
        begin=$(date +%s%N)
        $1 dump --tree "$init" --network-lock skip --external "mnt[/usr]:usr" $options -o dump.log
        $1 restore --restore-detached --root "$(dirname "$record")/root" --external "mnt[usr]:$usr" --pidfile /run/criu-alone.pid.new $options -o restore.log
        echo $((($(date +%s%N) - begin) / 1000000))
        umount "$usr"
        rmdir "$usr"
        mv /run/criu-alone.pid.new /run/criu-alone.pid' bash "$1" "$PACKAGING"
}

ls_ms() {
    local begin
    begin=$(date +%s%N)
    "$lab" exec desk deskferry ls >/dev/null
    milliseconds_since "$begin"
}

# measure_speed POD ROUNDS: puts "freeze_ms=N criu_ms=N ratio=R ls_ms=N", medians, into "speed". The pod is the only one on wsa, no
# program in it has a connection; it cannot be moved afterwards, and wsa is left without its service.
measure_speed() {
    local pod=$1 rounds=$2 engine freezes=() alone=() lists=() i freeze criu
    engine=$("$PACKAGING/engine/build")
    for ((i = 1; i <= rounds; i++)); do
        freezes+=("$(move_ms "$pod" wsb)" "$(move_ms "$pod" wsa)")
        lists+=("$(ls_ms)")
    done
    "$lab" service wsa stop
    for ((i = 1; i <= rounds; i++)); do alone+=("$(criu_ms "$engine")"); done
    say "freeze of a move, ms: ${freezes[*]}"
    say "CRIU's dump and restore back to back, ms: ${alone[*]}"
    say "deskferry ls, ms: ${lists[*]}"
    freeze=$(median "${freezes[@]}") criu=$(median "${alone[@]}")
    # shellcheck disable=SC2034  # for the caller
    speed="freeze_ms=$freeze criu_ms=$criu ratio=$(awk "BEGIN { printf \"%.2f\", $freeze / $criu }") ls_ms=$(median "${lists[@]}")"
}
