# shellcheck shell=bash
# shellcheck disable=SC2154
# Two gateways tell each other, by conntrackd, what connections go through them: the one that takes over goes on with those of the other.

TRACKING_PORT=3780

# shares_connections: needs an address outside that both can have, and is between two: what one tells goes to one other.
shares_connections() { is_gateway && [ "$(wc -w <<<"$gateways")" = 2 ] && [ -n "$outside4$outside6" ]; }

other_gateway() { tr ' ' '\n' <<<"$gateways" | grep -vxF "$this"; }

# tracking_rules: only the other gateway is heard. The set holds the bridge until this one has what the other knew.
tracking_rules() {
    cat <<RULES
set waiting {
        type ifname
    }
    chain tracking {
        type filter hook input priority filter - 10;
        $(tracking_family) saddr $(endpoint "$(other_gateway)") udp dport $TRACKING_PORT accept
        udp dport $TRACKING_PORT drop
    }
    chain waiting {
        type filter hook forward priority filter - 10;
        iifname @waiting oifname != $bridge drop
    }
RULES
}

tracking_family() { if [ "$encryption" = wireguard ]; then echo ip6; else echo ip; fi; }

# share_connections: anew where it was told otherwise before. Every event is told of, also of connections that were there before.
share_connections() {
    command -v conntrackd >/dev/null || die "gateways" "there are two, and conntrackd is missing." "Install the package conntrackd."
    tracking_conf >"$RUN/conntrackd.conf.new"
    if shares_now && cmp -s "$RUN/conntrackd.conf.new" "$RUN/conntrackd.conf"; then return; fi
    end_conntrackd
    rm -f "$RUN/conntrackd.lock" # of one that was killed
    mv "$RUN/conntrackd.conf.new" "$RUN/conntrackd.conf"
    sysctl -q -w net.netfilter.nf_conntrack_events=1
    conntrackd -d -C "$RUN/conntrackd.conf" || die "gateways" "conntrackd does not start." "See the system's log for its reason."
}

tracking_conf() {
    local family=4 link
    link=$(outside_link)
    if [ "$encryption" = wireguard ]; then family=6 link=$WIREGUARD; fi
    cat <<CONF
Sync {
    Mode FTFW {
        StartupResync yes
    }
    UDP {
        IPv${family}_address $(endpoint "$this")
        IPv${family}_Destination_Address $(endpoint "$(other_gateway)")
        Port $TRACKING_PORT
        Interface $link
        Checksum on
    }
}
General {
    HashSize 32768
    HashLimit 524288
    NetlinkBufferSize 2097152
    NetlinkBufferSizeMaxGrowth 8388608
    LockFile $RUN/conntrackd.lock
    UNIX {
        Path $RUN/conntrackd.ctl
    }
    Syslog on
    Filter From Userspace {
        Address Accept {
            $([ -z "$inside4" ] || [ -z "$outside4" ] || echo "IPv4_address $inside4")
            $([ -z "$inside6" ] || [ -z "$outside6" ] || echo "IPv6_address $inside6")
        }
    }
}
CONF
}

shares_now() { [ -e "$RUN/conntrackd.conf" ] && conntrackd -C "$RUN/conntrackd.conf" -s >/dev/null 2>&1; }

# tracking_notices: for keepalived.
tracking_notices() {
    ! shares_connections || cat <<CONF
    notify_master "$here/take-over begin $RUN/conntrackd.conf $bridge"
    notify_backup "$here/take-over end $RUN/conntrackd.conf $bridge"
    notify_fault "$here/take-over end $RUN/conntrackd.conf $bridge"
CONF
}

# known_connections CACHE: how many, of this machine's own (internal) or of the other's (external).
known_connections() {
    conntrackd -C "$RUN/conntrackd.conf" -s 2>/dev/null | awk -v cache="$1" '/^cache/ { at = index($0, cache) } at && /current active/ { print $NF; exit }'
}

tracking_status() {
    if shares_now; then
        echo "connections: $(known_connections internal) of its own, $(known_connections external) of $(other_gateway)"
    else
        echo "connections: not shared, as conntrackd does not run; 'deskferry-overlay up' starts it"
    fi
}

end_conntrackd() {
    shares_now || return 0
    local left=50
    conntrackd -C "$RUN/conntrackd.conf" -k >/dev/null || true
    while [ -e "$RUN/conntrackd.lock" ] && [ $((left--)) -gt 0 ]; do sleep 0.1; done
}
