# shellcheck shell=bash
# shellcheck disable=SC2154
# WireGuard between the members, for what VXLAN sends.

encrypt() {
    local member
    ip link show "$WIREGUARD" >/dev/null 2>&1 || ip link add "$WIREGUARD" type wireguard 2>/dev/null ||
        die "encryption" "this kernel has no WireGuard." "Use a kernel that has it, or set encryption=none where the networks between the members are trusted."
    make_key
    wg set "$WIREGUARD" listen-port "$((port + 1))" private-key "$KEYS/private.key"
    for member in $members; do
        [ "${member%%=*}" = "$this" ] || wg set "$WIREGUARD" peer "${member#*=}" endpoint "${member%%=*}:$((port + 1))" allowed-ips "$TUNNEL_NET::${member%%=*}/128"
    done
    ip address replace "$TUNNEL_NET::$this/96" dev "$WIREGUARD"
    ip link set "$WIREGUARD" mtu $((underlay_mtu - WIREGUARD_BYTES)) up
}

make_key() {
    [ -s "$KEYS/private.key" ] && return
    command -v wg >/dev/null || die "encryption" "the program wg is missing." "Install the package wireguard-tools."
    install -d -m 700 "$KEYS"
    (umask 077 && wg genkey >"$KEYS/private.key.new" && mv "$KEYS/private.key.new" "$KEYS/private.key")
}
