# Helpers that the scripts of contrib/ share. Sourced, not run: it sets `root`, the repository's folder.
# shellcheck shell=bash disable=SC2034

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# What a build needs besides Swift itself: the C library to link against and the libraries behind our C shims.
build_packages=(
    binutils ca-certificates git libc6-dev libpcap-dev libsnmp-dev libsqlite3-dev libssl-dev libstdc++-12-dev zlib1g-dev
)
# The programs that the agent is tested against, and what their own drivers need.
peer_packages=(
    apache2-bin bsdutils chromium chromium-driver curl dnsmasq-base erlang-snmp
    fonts-dejavu-core gcc gnutls-bin hostapd iproute2 iputils-ping jq kea-dhcp4-server
    kea-dhcp6-server libcrypt-des-perl libcrypt-rijndael-perl libdigest-hmac-perl libnet-snmp-perl lighttpd
    lighttpd-mod-webdav lldpd ncat nginx-light openssl
    prometheus prometheus-alertmanager prometheus-blackbox-exporter prometheus-node-exporter prometheus-snmp-exporter
    python3-venv rsyslog rsyslog-gnutls rsyslog-openssl rsyslog-relp shellcheck smitools snmp snmpd snmpsim snmptrapd
    tcpdump traceroute tshark victoria-metrics wpasupplicant
)
# What syslog-ng needs; it conflicts with rsyslog and is therefore unpacked beside the build, not installed.
unpacked_packages=(syslog-ng-core)
unpacked_needs=(libglib2.0-0 libivykis0 libjson-c5 libnet1 libpcre3 libwrap0)
unpacked_root=$root/.build-peers-debian
# The same from PyPI; they go into a folder of their own.
peer_modules=(
    axe-core-python cheroot cramjam cryptography openapi-spec-validator prometheus-client pysnmp schemathesis selenium
    wsgidav
)
peer_venv=$root/.build-peers
# The oldest Swift that the package manifest accepts.
swift_wanted=6.3
# How the agent is built for release: with Swift's libraries inside, which takes a fifth less memory than with them beside.
# In a folder of its own: a build with other options in the same folder begins anew.
release_build=(
    swift build --package-path "$root" --scratch-path "$root/.build-package" --configuration release
    --static-swift-stdlib
)

say() { printf '%s\n' "$*"; }
warn() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }
die() {
    warn "$@"
    exit 1
}

# The comment at the head of the calling script is its help.
print_help() {
    sed -n '2,/^[^#]/{/^#/!d;s/^# \{0,1\}//;p;}' "$0"
}

# Runs a command as root: directly, or by sudo.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "this needs root and there is no sudo here; run as root: $*"
    fi
}

# The packages of the arguments that are not installed.
missing_packages() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
    done
}

# Installs Debian packages, only those that are missing. Daemons that come with them are not started.
install_packages() {
    local missing
    command -v dpkg-query >/dev/null ||
        die "this is no Debian; install what matches these packages, then give --no-install: $*"
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing Debian packages: ${missing[*]}"
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        die "packages are missing and there is no sudo here; run as root: apt-get install ${missing[*]}"
    fi
    local policy=/usr/sbin/policy-rc.d made=
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
        as_root chmod 755 $policy
        made=yes
    fi
    local failed=
    apt_install "${missing[@]}" || failed=yes
    [ -z "$made" ] || as_root rm -f $policy
    [ -z "$failed" ] || die "apt-get could not install them: is the network there, and are its sources right?"
}

apt_install() {
    if compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; then
        apt_get install "$@" && return
        say "Once more, with fresh package lists."
    fi
    apt_get update && apt_get install "$@"
}

apt_get() {
    local verb=$1
    shift
    local arguments=(-qq)
    [ "$verb" = update ] || arguments+=(-y --no-install-recommends)
    as_root env DEBIAN_FRONTEND=noninteractive apt-get "${arguments[@]}" "$verb" "$@" >/dev/null
}

# Unpacks Debian packages below .build-peers-debian, each once, without installing them.
unpack_packages() {
    local package folder
    mkdir -p "$unpacked_root"
    for package in "$@"; do
        [ ! -e "$unpacked_root/.$package" ] || continue
        say "Unpacking into ${unpacked_root#"$root"/}: $package"
        folder=$(mktemp -d)
        if ! (cd "$folder" && apt-get download -qq "$package" >/dev/null 2>&1 && dpkg -x ./*.deb "$unpacked_root"); then
            rm -rf "$folder"
            return 1
        fi
        rm -rf "$folder"
        touch "$unpacked_root/.$package"
    done
}

# Puts swift on the PATH and checks its version.
need_swift() {
    local folder
    if ! command -v swift >/dev/null; then
        for folder in /opt/swift/usr/bin /usr/libexec/swift/bin "$HOME/.local/share/swiftly/bin"; do
            [ ! -x "$folder/swift" ] || PATH=$folder:$PATH
        done
        export PATH
    fi
    command -v swift >/dev/null ||
        die "there is no swift; install Swift $swift_wanted from swift.org and put it on the PATH"
    local version missing
    missing=$(ldd "$(dirname "$(readlink -f "$(command -v swift)")")/swift-build" 2>/dev/null |
        sed -n 's/ => not found//p' | xargs)
    [ -z "$missing" ] || die "swift cannot start without these libraries: $missing; install the packages that hold them"
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' | head -n 1)
    [ -n "$version" ] || die "swift does not say its version; does 'swift --version' work?"
    [ "$(printf '%s\n%s\n' "$swift_wanted" "$version" | sort -V | head -n 1)" = "$swift_wanted" ] ||
        die "this needs Swift $swift_wanted or later, and swift here is $version"
}

# The value of an option in a settings file: setting FILE MODULE OPTION DEFAULT. The last line of a module counts.
setting() {
    local line value
    line=$(grep -E "^config change $2( |\$)" "$1" 2>/dev/null | tail -n 1)
    value=$(sed -n "s|.* /$3 \\([^ ]*\\).*|\\1|p" <<<"$line")
    echo "${value:-$4}"
}

# The agent's version, from the one place that states it.
agent_version() {
    sed -n 's/.*current = "\(.*\)".*/\1/p' "$root/Sources/AgentRuntime/AgentVersion.swift"
}
