# shellcheck shell=bash
# Nodes of the lab: each a set of namespaces held by one process, whose end ends all that runs there, links and mounts included.

# nodes: "NAME PID" of every node of this lab that lives, found by its name and not by what was written down.
nodes() {
    local found pid
    # shellcheck disable=SC2013  # names of files in /proc
    for found in $(grep -lsz "^deskferry-lab:$LAB:" /proc/[0-9]*/cmdline || true); do
        pid=${found//[^0-9]/}
        is_init "$pid" || continue
        printf '%s %s\n' "$(head -zn 1 "$found" | tr -d '\0' | sed 's/.*://')" "$pid"
    done | sort
}

any_lab_is_up() { grep -qsz "^deskferry-lab:" /proc/[0-9]*/cmdline; }

is_init() { grep -qs '^NSpid:.*[[:space:]]1$' "/proc/$1/status"; }

# node_pid NAME: the process that holds it.
node_pid() {
    local pid
    pid=$(cat "$LAB/$1/pid" 2>/dev/null) || pid=none
    grep -qsz "^deskferry-lab:$LAB:$1\$" "/proc/$pid/cmdline" ||
        die "lab node $1" "it is not there" "Run '$0 up'; '$0 status' shows what is."
    echo "$pid"
}

# start_node NAME KIND
start_node() {
    mkdir -p "$LAB/$1"
    rm -f "$LAB/$1/pid"
    setsid unshare --mount --pid --net --uts --fork --kill-child "$PACKAGING/lab/node" "$LAB" "$1" "$2" \
        </dev/null >"$LAB/$1/node.log" 2>&1 9>&- &
    until_true 5 test -e "$LAB/$1/pid" || die "lab node $1" "$(tail -n 1 "$LAB/$1/node.log")" "See $LAB/$1/node.log."
    until_true 5 node_pid "$1" >/dev/null
}

# until_true SECONDS COMMAND...
until_true() {
    local left=$(($1 * 50))
    shift
    # In a subshell: a command that gives up ends itself only.
    until ("$@") 2>/dev/null; do
        [ $((left--)) -gt 0 ] || return 1
        sleep 0.02
    done
}

# in_net NAME COMMAND...: in the node's network only, the machine's files and processes.
in_net() {
    local pid
    pid=$(node_pid "$1")
    shift
    nsenter --target "$pid" --net -- "$@"
}

# in_node NAME COMMAND...: inside the node, in the folder the caller is in.
in_node() {
    local pid
    pid=$(node_pid "$1")
    shift
    # shellcheck disable=SC2016  # for the inner shell
    nsenter --target "$pid" --mount --pid --net --uts -- \
        sh -c 'cd "$1" 2>/dev/null || cd /; shift; exec "$@"' sh "$PWD" \
        env "PATH=$PACKAGING/bin:$PATH" "DESKFERRY_FLEET=$LAB/fleet" "$@"
}

# make_switch: the bridge that joins the nodes.
make_switch() {
    start_node switch outside
    in_net switch ip link add sw0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0
    in_net switch ip link set sw0 up
}

# plug NAME LINK: a cable from the switch to the node, called LINK there.
plug() {
    in_net switch ip link add "$1" type veth peer name "$2" netns "$(node_pid "$1")"
    in_net switch ip link set "$1" master sw0 up
    in_net "$1" ip link set "$2" up
}

# give_addresses NAME LINK NUMBER
give_addresses() {
    in_net "$1" ip address add "10.77.0.$3/24" dev "$2"
    in_net "$1" ip address add "fd77::$3/64" dev "$2" nodad
}

# make_outside NAME NUMBER: a machine beside the workstations that has nothing of Deskferry.
make_outside() {
    start_node "$1" outside
    plug "$1" eth0
    give_addresses "$1" eth0 "$2"
}

# make_workstation NAME NUMBER
make_workstation() {
    mkdir -p "$LAB/$1/state" "$LAB/$1/etc"
    start_node "$1" workstation
    tie_to_lan "$1" "$2"
}

# tie_to_lan NAME NUMBER
tie_to_lan() { tie_by_bridge "$1" "$2"; }

tie_by_bridge() {
    plug "$1" uplink
    # With an address of its own the bridge does not change it when pods come and go.
    in_net "$1" ip link add br0 address "02:77:00:00:00:$2" type bridge stp_state 0 forward_delay 0 mcast_snooping 0
    in_net "$1" ip link set uplink master br0
    in_net "$1" ip link set br0 up
    give_addresses "$1" br0 "$2"
}

# end_nodes: kills them and waits until nothing of them is left.
end_nodes() {
    local name pid
    nodes | while read -r name pid; do
        kill -KILL "$pid" 2>/dev/null || true
        until_true 15 gone "$pid" || die "lab node $name" "process $pid does not end" "See /proc/$pid/stack and cgroup.freeze of its pods."
        echo "$name"
    done
}

gone() { [ ! -e "/proc/$1" ]; }
