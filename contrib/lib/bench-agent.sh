# shellcheck shell=bash
# For the benchmarks: starts and ends the agent on a large simulated site. Sourced, not run.

. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

bench_snmp=19161
bench_http=19180
bench_processes=()
end_processes() {
    local process
    for process in "${bench_processes[@]}"; do kill "$process" 2>/dev/null || true; done
    wait 2>/dev/null || true
}
trap end_processes EXIT

# result WHAT UNIT OURS PEER PEERS WANTED: one figure.
result() { printf 'RESULT\t%s\t%s\t%s\t%s\t%s\t%s\n' "$@"; }

# skip WHAT REASON: there is no figure.
skip() { printf 'SKIP\t%s\t%s\n' "$@"; }

# field NAME: the value of name=value in a line of standard input.
field() { sed -n "s/.*\\b$1=\\([0-9.]*\\).*/\\1/p"; }

# The settings of an agent with so many radios, into a state folder below BENCH_WORK.
bench_settings() {
    install -d -m 700 "$BENCH_WORK/state"
    install -m 600 /dev/null "$BENCH_WORK/state/ipdect-agent.conf"
    cat >"$BENCH_WORK/state/ipdect-agent.conf" <<END
config change SNMP0 /enable /address 127.0.0.1 /port $bench_snmp /community public /rate 0 /hold 0
config change SNMP0-USER1 /name bench /auth SHA-256 /auth-password bench-auth /priv AES-128 /priv-password bench-priv
config change HTTP0 /enable /address 127.0.0.1 /port $bench_http
config change SIM0 /enable /radios $1 /scenario quiet
config change LLDP0 /disable
END
}

# Starts a program in the background on one processor: start_on PROCESSOR COMMAND...; its number is in $started.
start_on() {
    local processor=$1
    shift
    taskset -c "$processor" "$@" >"$BENCH_WORK/log.${#bench_processes[@]}" 2>&1 &
    started=$!
    bench_processes+=("$started")
}

# Waits until all radios are in the metrics.
wait_for_radios() {
    local tries
    for tries in $(seq 300); do
        [ "$(curl -s "http://127.0.0.1:$bench_http/metrics" | grep -c '^ipdect_radio_up{')" != "$1" ] || return 0
        sleep 0.1
    done
    die "the agent has no $1 radios after $((tries / 10)) s"
}

# A C program of contrib/bench.d, compiled into BENCH_WORK.
compile() {
    local compiler
    compiler=$(command -v cc || command -v clang) || die "there is no C compiler for the load generator"
    "$compiler" -O2 -o "$BENCH_WORK/$1" "$root/contrib/bench.d/$1.c" "${@:2}"
}
