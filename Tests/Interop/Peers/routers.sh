#!/bin/sh
# Runs a command in a network of its own: us, two routers, and a host behind a wire with delay and loss.
#
#   us 10.99.1.1 -- 10.99.1.2 first 10.99.2.1 -- 10.99.2.2 second 10.99.3.1 -- (delayed wire) -- 10.99.3.2 host
#
# usage: routers.sh PYTHON DELAY_MS DROP_EVERY COMMAND...        (in namespaces of its own: unshare --net)
# Nothing leaves these namespaces. They go with the processes that hold them, which end with this script.
set -eu
python=$1 delay=$2 every=$3
shift 3

ends=$(mktemp -d)
processes=""
finish() {
    # shellcheck disable=SC2086 # a list of numbers
    kill $processes 2>/dev/null || true
    rm -rf "$ends"
}
trap finish EXIT
trap 'exit 143' TERM INT

holder() {
    unshare --net sleep 600 &
    held=$!
    processes="$processes $held"
    # The namespace is there once it differs from ours.
    while [ "$(readlink "/proc/$held/ns/net")" = "$(readlink /proc/self/ns/net)" ]; do sleep 0.02; done
}
holder; first=$held
holder; second=$held
holder; host=$held
inside() { process=$1; shift; nsenter --target "$process" --net "$@"; }

"$python" "$(dirname "$0")/delayed_wire.py" "$delay" "$every" "$second" "$host" >"$ends/wire" &
processes="$processes $!"
while ! grep -qs ready "$ends/wire"; do
    kill -0 "$!" 2>/dev/null || { echo "the wire does not start"; exit 1; }
    sleep 0.05
done

ip link set lo up
ip link add up0 type veth peer name down0
ip link set down0 netns "$first"
inside "$first" ip link add up1 type veth peer name down1
inside "$first" ip link set down1 netns "$second"
address() { inside "$1" ip address add "$3/24" dev "$2"; inside "$1" ip link set "$2" up; }
ip address add 10.99.1.1/24 dev up0
ip link set up0 up
ip route add default via 10.99.1.2
address "$first" down0 10.99.1.2
address "$first" up1 10.99.2.1
inside "$first" ip route add default via 10.99.2.2
inside "$first" ip route add 10.99.7.0/24 via 10.99.2.2
address "$second" down1 10.99.2.2
address "$second" wire 10.99.3.1
inside "$second" ip route add 10.99.1.0/24 via 10.99.2.1
inside "$second" ip route add unreachable 10.99.7.0/24
inside "$second" ip route add blackhole 10.99.8.0/24
address "$host" wire 10.99.3.2
inside "$host" ip route add default via 10.99.3.1
for router in "$first" "$second"; do
    # A router answers as often as it is asked here. A limit of 0 would also use up what "unreachable" may be said with.
    inside "$router" sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward; echo 0 >/proc/sys/net/ipv4/icmp_ratemask'
done
inside "$host" sh -c 'echo 0 >/proc/sys/net/ipv4/icmp_ratemask'

echo "first $first"
echo "host $host"
"$@" &
command=$!
processes="$processes $command"
echo "command $command"
wait "$command"
