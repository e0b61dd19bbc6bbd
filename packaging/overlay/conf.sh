# shellcheck shell=bash
# shellcheck disable=SC2154  # the settings, which are assigned by name
# What overlay.conf says, checked.

# read_conf: into the variables below; unknown keys and wrong values are named.
read_conf() {
    members="" encryption=wireguard bridge=deskferry0 underlay_mtu=1500 vni=7443 port=4789 gateways="" inside4="" inside6="" outside4="" outside6=""
    [ -r "$CONF" ] || die "$CONF" "it cannot be read." "Write it, or name another as DESKFERRY_OVERLAY."
    local line key number=0
    while IFS= read -r line; do
        number=$((number + 1))
        [[ $line =~ ^[[:space:]]*(#|$) ]] && continue
        key=${line%%=*}
        case $key in
            members | encryption | bridge | underlay.mtu | vni | port | gateways | inside4 | inside6 | outside4 | outside6)
                printf -v "${key//./_}" %s "${line#*=}" ;;
            *) die "$CONF, line $number" "there is no setting '$key'." "Remove it." ;;
        esac
    done <"$CONF"
    check_conf
    this=$(own_address)
}

check_conf() {
    local member
    [ -n "$members" ] || die "$CONF" "it names no members." "Set members to the addresses of all machines of the overlay."
    for member in $members; do
        is_address4 "${member%%=*}" || wrong members "$member" "an IPv4 address, and =KEY with WireGuard"
        [ "$encryption" != wireguard ] || [[ ${member#*=} =~ ^[A-Za-z0-9+/]{43}=$ ]] || wrong members "$member" "ADDRESS=KEY, with the member's public key"
    done
    [[ $encryption =~ ^(wireguard|none)$ ]] || wrong encryption "$encryption" "wireguard or none"
    [[ $bridge =~ ^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$ ]] || wrong bridge "$bridge" "the name of a link"
    in_range underlay.mtu "$underlay_mtu" 1400 65535
    in_range vni "$vni" 1 16777215
    in_range port "$port" 1 65534
    [[ $((10#$port)) != "$TRACKING_PORT" && $((10#$port + 1)) != "$TRACKING_PORT" ]] || wrong port "$port" "another: at $TRACKING_PORT gateways tell each other of connections"
    for member in $gateways; do addresses | grep -xF "$member" >/dev/null || wrong gateways "$member" "one of the members"; done
    for member in $inside4 $outside4; do is_network "$member" 4 || wrong "inside4 or outside4" "$member" "an IPv4 address with prefix length"; done
    for member in $inside6 $outside6; do is_network "$member" 6 || wrong "inside6 or outside6" "$member" "an IPv6 address with prefix length"; done
    [ -z "$gateways" ] || [ -n "$inside4$inside6" ] || wrong gateways "$gateways" "set only with inside4 or inside6, what pods know them by"
}

wrong() { die "$CONF" "$1 is '$2'." "Allowed is $3."; }
in_range() { if ! [[ $2 =~ ^[0-9]{1,8}$ && $2 -ge $3 && $2 -le $4 ]]; then wrong "$1" "$2" "$3 to $4"; fi; }
is_address4() { [[ $1 =~ ^((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\.|$)){4}$ && $1 != *. ]]; }
is_network() { case $2 in 4) is_address4 "${1%/*}" && [[ $1 =~ /([0-9]|[12][0-9]|3[0-2])$ ]] ;; 6) [[ $1 =~ ^[0-9a-f:]*:[0-9a-f:.]*/[0-9]{1,3}$ ]] ;; esac }
is_own() { ip -4 -oneline address show scope global | grep -F " $1/" >/dev/null; }

# addresses: of all members, without their keys.
addresses() { for member in $members; do echo "${member%%=*}"; done; }

own_address() {
    local address
    for address in $(addresses); do is_own "$address" && echo "$address" && return; done
    die "$CONF" "none of the members is this machine." "Add this machine's address to members, on every machine."
}

others() { addresses | grep -vxF "$this"; }
is_gateway() { [[ " $gateways " == *" $this "* ]]; }
