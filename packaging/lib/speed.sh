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
    "$lab" service wsa stop # pods live on
    for ((i = 1; i <= rounds; i++)); do alone+=("$("$lab" exec wsa "$PACKAGING/lib/criu-alone" "$engine")"); done
    say "freeze of a move, ms: ${freezes[*]}"
    say "CRIU's dump and restore back to back, ms: ${alone[*]}"
    say "deskferry ls, ms: ${lists[*]}"
    freeze=$(median "${freezes[@]}") criu=$(median "${alone[@]}")
    # shellcheck disable=SC2034  # for the caller
    speed="freeze_ms=$freeze criu_ms=$criu ratio=$(awk "BEGIN { printf \"%.2f\", $freeze / $criu }") ls_ms=$(median "${lists[@]}")"
}
