# shellcheck shell=bash disable=SC2154
# Another network for the lab: each workstation in a subnet of its own behind a router, and beside the peer two gateways of an overlay, on
# which pods are. Addresses: peer 10.77.0.200; desk .250; gateways "gwa" .3 and "gwb" .4, together .9; pods 10.90.0.100 to .199 behind
# 10.90.0.1, and the same after fd90::.
# shellcheck source=packaging/lab/router.sh
. "$PACKAGING/lab/router.sh"

beside_workstations() { echo 6; }

build_network() {
    local name number=11
    make_switch
    make_router
    for name; do
        make_routed_workstation "$name" $((number++))
        write_configuration "$name"
    done
    make_outside peer 200
    in_net peer ip route add 10.90.0.0/24 via 10.77.0.9
    in_net peer ip route add fd90::/64 via fd77::9
    make_outside desk 250
    make_outside gwa 3
    make_outside gwb 4
    for name in peer desk gwa gwb; do in_net "$name" ip route add default via 10.77.0.1; done
    write_overlay "$@"
    for name in "$@" gwa gwb; do overlay "$name" up 9>&-; done
}

# make_routed_workstation NAME NUMBER
make_routed_workstation() {
    tie_to_router "$1" "$2"
    give_subnet_address "$1" uplink "$2"
}

network_settings() {
    cat <<CONF
network.bridge=deskferry0
network.pool4=10.90.0.100-10.90.0.199/24
network.pool6=fd90::100-fd90::1ff/64
network.gateway4=10.90.0.1
network.gateway6=fd90::1
CONF
}

# write_overlay NAME...: the same for all.
write_overlay() {
    local number=11 members="10.77.0.3 10.77.0.4"
    for _; do
        members="$members $(address_of "$number")"
        number=$((number + 1))
    done
    cat >"$LAB/overlay.conf" <<CONF
members=$members
encryption=none
gateways=10.77.0.3 10.77.0.4
inside4=10.90.0.1/24
inside6=fd90::1/64
outside4=10.77.0.9/24
outside6=fd77::9/64
CONF
}

# overlay NODE WHAT
overlay() { in_node "$1" env DESKFERRY_OVERLAY="$LAB/overlay.conf" "$PACKAGING/overlay/deskferry-overlay" "$2"; }
