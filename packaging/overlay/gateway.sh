# shellcheck shell=bash
# shellcheck disable=SC2154
# A member that ties the overlay to the outside, alone or with others of whom one does.

# gateway_rules: pods go out under the common address. What fits no connection that is known does not go out under the pod's own.
gateway_rules() {
    cat <<RULES
chain outgoing {
        type nat hook postrouting priority srcnat;
        $([ -z "$inside4" ] || echo "ip saddr $inside4 oifname != $bridge $(source_address "" "$outside4")")
        $([ -z "$inside6" ] || echo "ip6 saddr $inside6 oifname != $bridge $(source_address 6 "$outside6")")
    }
    chain unknown {
        type filter hook forward priority filter;
        iifname $bridge oifname != $bridge ct state invalid drop
    }
    $(! shares_connections || tracking_rules)
RULES
}

source_address() { if [ -n "$2" ]; then echo "snat ip$1 to ${2%/*}"; else echo masquerade; fi; }

be_gateway() {
    sysctl -q -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
    if [ "$(wc -w <<<"$gateways")" = 1 ]; then
        end_keepalived
        end_conntrackd
        have "$(common_addresses)"
    else
        have ""
        if shares_connections; then share_connections; else end_conntrackd; fi
        share_addresses
    fi
}

# common_addresses: of all gateways, "ADDRESS LINK" each.
common_addresses() {
    local address link
    link=$(outside_link)
    for address in $inside4 $inside6; do echo "$address $bridge"; done
    for address in $outside4 $outside6; do [ "${address%/*}" = "$this" ] || echo "$address $link"; done
}

# have LIST: of such addresses these alone. There is no search for others who have them.
have() {
    local address link
    touch "$RUN/addresses"
    comm -23 <(sort "$RUN/addresses") <(sort <<<"$1") | while read -r address link; do
        ip address del "$address" dev "$link" 2>/dev/null || true
    done
    echo "$1" >"$RUN/addresses"
    [ -z "$1" ] || while read -r address link; do
        case $address in *:*) ip address replace "$address" dev "$link" nodad ;; *) ip address replace "$address" dev "$link" ;; esac
    done <<<"$1"
}

outside_link() { ip -4 -oneline address show scope global | awk -v address="$this" 'index($4, address "/") == 1 && !count++ { print $2 }'; }

# share_addresses: whoever of the gateways lives has them. keepalived announces them; an instance of it takes one kind of address, and others
# that are excluded from what it tells.
share_addresses() {
    command -v keepalived >/dev/null || die "gateways" "there are several, and keepalived is missing." "Install the package keepalived."
    cat >"$RUN/keepalived.conf" <<CONF
global_defs {
    router_id $(hostname)
    vrrp_version 3
    script_user root
}
vrrp_instance deskferry {
    state BACKUP
    interface $(outside_link)
    virtual_router_id 77
    priority $((100 + $(tr ' ' '\n' <<<"$gateways" | grep -nxF "$this" | cut -d: -f1)))
    advert_int 0.3
    nopreempt
    unicast_src_ip $this
    unicast_peer { $(tr ' ' '\n' <<<"$gateways" | grep -vxF "$this" | xargs) }
    virtual_ipaddress {
        $(common_addresses | grep -v : | sed 's/ / dev /')
    }
    virtual_ipaddress_excluded {
        $(common_addresses | grep : | sed 's/ / dev /')
    }
$(tracking_notices)
}
CONF
    if [ -e "${PIDS[0]}" ] && kill -HUP "$(cat "${PIDS[0]}")" 2>/dev/null; then return; fi
    ! shares_connections || nft add element "$TABLE" waiting "{ $bridge }"
    keepalived --use-file "$RUN/keepalived.conf" --pid "${PIDS[0]}" --vrrp_pid "${PIDS[1]}" --vrrp
}

is_at_work() { ip -oneline address show dev "$bridge" | grep -F " ${inside4:-$inside6} " >/dev/null; }

be_no_gateway() {
    end_keepalived
    end_conntrackd
    have ""
}

# end_keepalived: it gives the addresses up before it ends, and the other gateway has them at once.
end_keepalived() {
    [ -e "${PIDS[0]}" ] || return 0
    local pid left=50
    pid=$(cat "${PIDS[0]}")
    kill "$pid" 2>/dev/null || return 0
    while [ -e "/proc/$pid" ] && [ $((left--)) -gt 0 ]; do sleep 0.1; done
}
