#!/bin/sh
# Runs a command at one end of wires, whose other ends belong to a switch.
#
#   us lan1 10.98.1.2 -- 10.98.1.1 sw1 switch      and so on: lan2 10.98.2.2 -- 10.98.2.1 sw2, ...
#
# usage: wires.sh COUNT COMMAND...        (in namespaces of its own: unshare --net)
# Nothing leaves these namespaces. They go with the processes that hold them, which end with this script.
set -eu
count=$1
shift

switch=""
command=""
finish() {
    # shellcheck disable=SC2086 # one of them may be missing
    kill $switch $command 2>/dev/null || true
}
trap finish EXIT
trap 'exit 143' TERM INT

unshare --net sleep 600 &
switch=$!
# The namespace is there once it differs from ours.
while [ "$(readlink "/proc/$switch/ns/net")" = "$(readlink /proc/self/ns/net)" ]; do sleep 0.02; done
inside() { nsenter --target "$switch" --net "$@"; }

ip link set lo up
inside ip link set lo up
number=1
while [ "$number" -le "$count" ]; do
    ip link add "lan$number" type veth peer name "sw$number"
    ip link set "sw$number" netns "$switch"
    ip address add "10.98.$number.2/24" dev "lan$number"
    ip link set "lan$number" up
    inside ip address add "10.98.$number.1/24" dev "sw$number"
    inside ip link set "sw$number" up
    number=$((number + 1))
done
ip route add default via 10.98.1.1

echo "switch $switch"
"$@" &
command=$!
echo "command $command"
wait "$command"
