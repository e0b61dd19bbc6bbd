#!/bin/sh
# lease get|give-back POD [ADDRESS]: asks the LAN's DHCP server for a lease, or gives it back, through a link called "lan", whose MAC is the
# pod's. Makes a network namespace, says "ready", and goes on when someone has put the link in there and says so. A lease is printed as
# lines of key=value. It is udhcpc that speaks; nothing of the machine changes.
set -eu

# udhcpc reads what strangers send: it is nobody, in this namespace, with no more than sockets of that kind need. Nobody may not
# be able to walk to this file, so it is found by its descriptor.
enter() {
    exec 9<"$0"
    rights=-all,+net_raw,+net_admin,+net_bind_service
    exec unshare --net -- setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs \
        --bounding-set=$rights --inh-caps=$rights --ambient-caps=$rights -- /proc/self/fd/9 within "$@"
}

ask() {
    echo ready
    read -r _
    export LEASE_WISH="$1"
    pod=$2
    shift 2
    [ $# = 0 ] || set -- -r "$1"
    # With -q it would forget to say farewell.
    if [ "$LEASE_WISH" = get ]; then set -- "$@" -q; else set -- "$@" -R; fi
    # The answers are for all to hear (-B): frames for the pod's MAC alone go to the pod.
    udhcpc -f -n -B -t 4 -T 3 -i lan -s /proc/self/fd/9 -x "hostname:$pod" "$@" 2>&1
    # A word of farewell waits until the server's MAC is known, and would go with the namespace.
    [ "$LEASE_WISH" = get ] || sleep 1
}

# told: what udhcpc has of a lease. For a farewell the kernel needs the address.
# shellcheck disable=SC2154  # it sets these variables
told() {
    printf '%s\n' "ip=$ip" "mask=${mask-}" "router=${router-}" "seconds=${lease-}" "server=${serverid-}" "dns=${dns-}"
    [ "$LEASE_WISH" = get ] && return
    ip address add "$ip/${mask:-32}" dev "$interface"
    kill -TERM "$PPID"
}

case ${1-} in
    get | give-back) enter "$@" ;;
    within) shift && ask "$@" ;;
    bound | renew) told ;;
    nak) echo refused ;;
    deconfig | leasefail) ;;
    *) echo "usage: lease get|give-back POD [ADDRESS]" >&2 && exit 2 ;;
esac
