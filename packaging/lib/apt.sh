# shellcheck shell=bash disable=SC2016  # $(...) in single quotes is apt's own
# What this machine's own apt configuration says: packages, mirrors, proxies. No mirror is named anywhere in the project.

apt_get() { DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"; }

# Refreshes the package lists where they are missing or older than a day.
fresh_lists() {
    if [ -z "$(suite_sources "$(debian_codename)")" ] || [ -z "$(find /var/lib/apt/lists -maxdepth 0 -mmin -1440)" ]; then
        step "apt: refreshing the package lists" apt_get update
    fi
}

# install_packages NAME...: what is missing of them.
install_packages() {
    step "apt: installing $*" apt_get install --no-install-recommends "$@" && return
    step "apt: refreshing the package lists" apt_get update
    step "apt: installing $*" apt_get install --no-install-recommends "$@"
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

debian_codename() { sed -n 's/^VERSION_CODENAME=//p' /etc/os-release; }

# suite_sources CODENAME: "deb" lines for what this machine's apt reads of that Debian suite (with updates and security).
suite_sources() {
    apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' 'Component: main' |
        awk -v suite="$1" '$2 == suite || $2 == suite "-updates" || $2 == suite "-security" { print "deb", $0 }' | sort -u
}

# main_mirror: the address of the archive this machine's own suite comes from; newer suites are beside it.
main_mirror() {
    apt-get indextargets --format '$(SITE) $(RELEASE)' 'Identifier: Packages' 'Component: main' |
        awk -v suite="$(debian_codename)" '$2 == suite && !count++ { print $1 }'
}

# apt_options: this machine's proxies and date checks, a --aptopt a line, for an apt that runs in another root.
apt_options() {
    apt-config dump --format '%f "%v"%n' Acquire | grep -E '^Acquire::(https?::|Check-)' | sed 's/^/--aptopt=/' || true
}
