# shellcheck shell=bash disable=SC2154
# Another network for the lab: each workstation in a subnet of its own behind a router, its pods on that subnet, and no overlay: where a
# pod moves, addresses are translated. Addresses: pods 10.81.11.100 to .199 on the first workstation; peer 10.77.0.200; desk .250.
# shellcheck source=packaging/lab/router.sh
. "$PACKAGING/lab/router.sh"

beside_workstations() { echo 4; }

build_network() {
    local name number=11
    FLEET=$(members "$@")
    make_switch
    make_router
    in_net router sysctl -q -w net.ipv6.conf.all.forwarding=1
    for name; do
        NUMBER=$((number++))
        make_bridged_workstation "$name" "$NUMBER"
        write_configuration "$name"
    done
    make_outside peer 200
    make_outside desk 250
    for name in peer desk; do
        in_net "$name" ip route add default via 10.77.0.1
        in_net "$name" ip route add default via fd77::1
    done
}

# make_bridged_workstation NAME NUMBER
make_bridged_workstation() {
    tie_to_router "$1" "$2"
    in_net router ip address add "fd81:$2::1/64" dev "$1" nodad
    in_net "$1" ip link add br0 address "02:81:00:00:00:$2" type bridge stp_state 0 forward_delay 0 mcast_snooping 0
    in_net "$1" ip link set uplink master br0
    in_net "$1" ip link set br0 up
    give_subnet_address "$1" br0 "$2"
    in_net "$1" ip address add "fd81:$2::$2/64" dev br0 nodad
    in_net "$1" ip route add default via "fd81:$2::1"
}

# members NAME...: as network.translation wants them.
members() {
    local number=11 name
    for name; do
        printf '%s=%s:7443 ' "$name" "$(address_of "$number")"
        number=$((number + 1))
    done
}

network_settings() {
    cat <<CONF
network.bridge=br0
network.pool4=10.81.$NUMBER.100-10.81.$NUMBER.199/24
network.pool6=fd81:$NUMBER::100-fd81:$NUMBER::1ff/64
network.gateway4=10.81.$NUMBER.1
network.gateway6=fd81:$NUMBER::1
network.translation=$FLEET
CONF
}
