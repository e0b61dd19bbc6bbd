# shellcheck shell=bash
# What runs on the lab's workstations: the real host service, its fleet, the desktop image.

LOG=service.log # in the workstation's folder

# write_configuration NAME
write_configuration() {
    cat >"$LAB/$1/etc/host.conf" <<CONF
name=$1
listen=0.0.0.0:7443
state.dir=/var/lib/deskferry
identity.dir=/etc/deskferry/identity
run.dir=/run/deskferry
engine.criu=$ENGINE
helpers.dir=$PROJECT/native/target/bin
cgroup.root=$(cgroup_root)/$1
$(network_settings "$1")
network.mdns=no
move.downtime=120s
CONF
}

# network_settings NAME
network_settings() {
    cat <<CONF
$(uplink_setting "$1")
network.pool4=10.77.0.100-10.77.0.199/24
network.pool6=fd77::100-fd77::1ff/64
network.gateway4=10.77.0.200
network.gateway6=fd77::200
CONF
}

uplink_setting() { echo network.bridge=br0; }

# address_of NUMBER: of a workstation.
address_of() { echo "10.77.0.$1"; }

# start_service NAME: in the background, a child of the workstation's init, so that it outlives whoever started it.
start_service() {
    # shellcheck disable=SC2016  # for the inner shell
    in_node "$1" env DESKFERRY_HALTS=/run/deskferry-halts sh -c 'setsid deskferry-host </dev/null >>"$1" 2>&1 9>&- & echo $! >/run/deskferry-host.pid' sh "$LAB/$1/$LOG"
}

# signal_service NAME SIGNAL: and wait for its end. Pods live on.
signal_service() {
    # shellcheck disable=SC2016  # for the inner shell
    in_node "$1" sh -c 'pid=$(cat /run/deskferry-host.pid) || exit 0; kill "-$1" "$pid" 2>/dev/null || exit 0
        left=100; while [ -e "/proc/$pid" ] && [ $left -gt 0 ]; do sleep 0.1; left=$((left - 1)); done; [ $left -gt 0 ]' sh "$2"
}

# enroll NAME ADDRESS: the service has made its key and asks for a certificate; the fleet signs it.
enroll() {
    local identity=$LAB/$1/etc/identity
    until_true 30 test -s "$identity/request.pem" || service_trouble "$1" "it made no key"
    in_node desk deskferry fleet add "$1" --address "$2:7443" --request "$identity/request.pem"
    cp "$LAB/fleet/members/$1/certificate.pem" "$identity/certificate.pem.new"
    cp "$LAB/fleet/fleet.pem" "$identity/fleet.pem"
    mv "$identity/certificate.pem.new" "$identity/certificate.pem"
}

# serves NAME: as a member of the fleet. Before, it listens for who would pair it.
serves() { grep -q ' Serving ' "$LAB/$1/$LOG"; }

listens() { in_net "$1" ss -Hltn 'sport = :7443' | grep -q .; }

service_trouble() {
    tail -n 20 "$LAB/$1/$LOG" >&2
    die "host service of $1" "$2" "Its log is $LAB/$1/$LOG."
}

# start_services NAME...: a fleet of these workstations, with the desktop image on the first of them.
start_services() {
    local name number=11
    in_node desk deskferry fleet init "$LAB/fleet"
    for name; do start_service "$name"; done
    for name; do
        enroll "$name" "$(address_of "$number")"
        number=$((number + 1))
    done
    for name; do until_true 60 serves "$name" || service_trouble "$name" "it does not serve"; done
    in_node "$1" deskferry-host image add "$IMAGE"
    quicken
}

# quicken: a run of the command line fills the JVM's cache for those to come.
quicken() {
    local cache=$PROJECT/app/target/classes.aot
    if [ ! -e "$cache" ] || [ -n "$(find "$PROJECT"/{app,proto}/target -maxdepth 1 -name '*.jar' -newer "$cache")" ]; then
        TRAIN=yes in_node desk deskferry ls
    fi
}
