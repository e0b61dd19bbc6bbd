# shellcheck shell=bash
# Another network for the lab: "wsa" and "wsb" have no bridge; their network card hangs on the switch, and pods are on it by macvlan. Further
# workstations have a bridge as ever. Addresses are the same.

tie_to_lan() {
    if has_bridge "$1"; then
        tie_by_bridge "$1" "$2"
    else
        plug "$1" eth0
        give_addresses "$1" eth0 "$2"
    fi
}

uplink_setting() {
    if has_bridge "$1"; then echo network.bridge=br0; else echo network.uplink=eth0; fi
}

has_bridge() { [[ $1 != ws[ab] ]]; }
