# shellcheck shell=bash disable=SC2154
# What networks with a router have in common: each workstation is in a subnet of its own. Addresses: workstations 10.81.11.11, 10.81.12.12
# ... and fd81:11::11 ...; the router .1 and ::1 in each subnet; beside it the peer's network, 10.77.0.0/24, with the router as .1.

make_router() {
    start_node router outside
    plug router out
    give_addresses router out 1
    in_net router sysctl -q -w net.ipv4.ip_forward=1
}

# tie_to_router NAME NUMBER: a workstation with its end of a cable, "uplink".
tie_to_router() {
    mkdir -p "$LAB/$1/state" "$LAB/$1/etc"
    start_node "$1" workstation
    in_net router ip link add "$1" type veth peer name uplink netns "$(node_pid "$1")"
    in_net router ip link set "$1" up
    in_net router ip address add "10.81.$2.1/24" dev "$1"
    in_net "$1" ip link set uplink up
}

# give_subnet_address NAME LINK NUMBER
give_subnet_address() {
    in_net "$1" ip address add "$(address_of "$3")/24" dev "$2"
    in_net "$1" ip route add default via "10.81.$3.1"
}

address_of() { echo "10.81.$1.$1"; }
