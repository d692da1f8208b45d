"""Lines of logs through a forwarder: the agent, rsyslog or syslog-ng, each between the same sender and receiver.

    log_path.py loss FORWARDER terminated|killed|stalled     lines lost and repeated when the receiver goes away
    log_path.py rate FORWARDER [--tls] [--lines N]           lines a second, sustained
    log_path.py backlog agent [--lines N]                    an hour without the receiver, then drained
    log_path.py kills agent [--kills N]                      the forwarder itself is killed, again and again

Prints one line of name=value pairs. FORWARDER is agent, rsyslog, rsyslog-synced or syslog-ng. The environment gives
BENCH_AGENT (the agent's executable), BENCH_WORK (an empty folder) and SYSLOG_NG (the folder where it was unpacked).
"""

import argparse
import http.client
import os
import re
import resource
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time

WORK = os.environ["BENCH_WORK"]
AGENT = os.environ.get("BENCH_AGENT", "")
NUMBER = re.compile(rb"msgnum:(\d{8}):")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def line(number, length=200):
    head = b"<134>1 2026-11-23T12:00:00.000Z ipbs3-1d-00-8d LOG_HTTP - - - msgnum:%08d: " % number
    return head + b"x" * (length - len(head) - 1) + b"\n"


def wait_for(what, condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"log_path.py: {what} did not happen within {seconds} s")
        time.sleep(0.02)


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def resident_mib(process):
    with open(f"/proc/{process}/status") as status:
        for entry in status:
            if entry.startswith("VmRSS:"):
                return int(entry.split()[1]) / 1024
    return 0


class Program:
    """A process with a log of its own; ended by its number."""

    def __init__(self, name, arguments, **environment):
        self.log = open(f"{WORK}/{name}.log", "ab")
        self.process = subprocess.Popen(
            arguments, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL,
            env={**os.environ, **environment})
        self.pid = self.process.pid

    def tell(self, number):
        self.process.send_signal(number)

    def end(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            self.tell(signal.SIGCONT)
            self.tell(number)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Receiver:
    """rsyslog with imptcp, which writes what it gets into a file."""

    def __init__(self, port):
        self.port = port
        self.file = f"{WORK}/received"
        self.settings = f"{WORK}/receiver.conf"
        with open(self.settings, "w") as settings:
            settings.write(
                'module(load="imptcp")\n'
                f'input(type="imptcp" address="127.0.0.1" port="{port}")\n'
                'template(name="plain" type="string" string="%msg%\\n")\n'
                f'action(type="omfile" file="{self.file}" template="plain")\n')
        self.program = None

    def start(self):
        pid_file = f"{WORK}/receiver.pid"
        if os.path.exists(pid_file):
            os.unlink(pid_file)
        self.program = Program("receiver", ["/usr/sbin/rsyslogd", "-n", "-f", self.settings, "-i", pid_file])
        wait_for("the receiver's start", lambda: listens(self.port))

    def numbers(self):
        try:
            with open(self.file, "rb") as received:
                return [int(number) for number in NUMBER.findall(received.read())]
        except FileNotFoundError:
            return []


class Sink(threading.Thread):
    """Counts what arrives on a port, checks its order, and forgets it."""

    def __init__(self, port, tls=None):
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", port))
        self.tls = tls
        self.count = self.repeated = self.late = 0
        self.next = 0
        self.seen = bytearray(10_000_000)
        self.first_at = self.last_at = 0.0

    def run(self):
        while True:
            connection, _ = self.socket.accept()
            try:
                if self.tls:
                    connection = self.tls.wrap_socket(connection, server_side=True)
                self.read(connection)
            except OSError:
                pass

    def read(self, connection):
        rest = b""
        while data := connection.recv(1 << 20):
            self.first_at = self.first_at or time.monotonic()
            rest += data
            for number in NUMBER.findall(rest):
                self.take(int(number))
            # Too short to hold a number that was seen.
            rest = rest[-15:]
            self.last_at = time.monotonic()

    def take(self, number):
        if self.seen[number]:
            self.repeated += 1
            return
        self.seen[number] = 1
        self.count += 1
        if number < self.next:
            self.late += 1
        else:
            self.next = number + 1


def certificate():
    key, chain = f"{WORK}/tls.key", f"{WORK}/tls.pem"
    if not os.path.exists(chain):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", chain, "-days", "2",
             "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
            check=True, capture_output=True)
    return key, chain


class Agent:
    def __init__(self, source, target, tls=False, http=0):
        self.source, self.http, self.tls = source, http or free_port(), tls
        self.state = f"{WORK}/state"
        os.makedirs(self.state, mode=0o700, exist_ok=True)
        path = f"{self.state}/ipdect-agent.conf"
        kind = "syslog-tls /allow-untrusted" if tls else "tcp"
        relay = f"/tcp 0 /tls {source}" if tls else f"/tcp {source} /tls 0"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as settings:
            settings.write(
                f"config change LOG0-RELAY /enable /address 127.0.0.1 /udp 0 {relay} /rate 0 /http on\n"
                f"config change LOG0-SERVER1 /type {kind} /address 127.0.0.1 /port {target} /format rfc5424\n"
                f"config change HTTP0 /enable /address 127.0.0.1 /port {self.http}\n")
        self.program = None

    def start(self):
        began = time.monotonic()
        self.program = Program("agent", [AGENT, "run", "--state", self.state], MALLOC_ARENA_MAX="2")
        wait_for("the agent's start", lambda: listens(self.source))
        self.started_in = time.monotonic() - began


class Rsyslog:
    def __init__(self, source, target, tls=False, synced=False):
        self.source = source
        self.settings = f"{WORK}/rsyslog.conf"
        os.makedirs(f"{WORK}/queue", exist_ok=True)
        queue = (
            f'queue.type="{"Disk" if synced is not None else "LinkedList"}" queue.filename="fwd" '
            f'queue.spoolDirectory="{WORK}/queue" queue.maxDiskSpace="4g" queue.saveOnShutdown="on" ')
        if synced:
            queue += 'queue.syncqueuefiles="on" queue.checkpointInterval="1" '
        with open(self.settings, "w") as settings:
            settings.write(
                'module(load="imptcp")\n'
                f'input(type="imptcp" address="127.0.0.1" port="{source}")\n'
                f'action(type="omfwd" protocol="tcp" target="127.0.0.1" port="{target}" template="RSYSLOG_SyslogProtocol23Format" '
                f'{queue} action.resumeRetryCount="-1" action.resumeInterval="1" '
                'action.reportSuspension="off" resendLastMSGOnReconnect="on")\n')

    def start(self):
        self.program = Program(
            "rsyslog", ["/usr/sbin/rsyslogd", "-n", "-f", self.settings, "-i", f"{WORK}/rsyslog.pid"])
        wait_for("rsyslog's start", lambda: listens(self.source))


class SyslogNG:
    def __init__(self, source, target, tls=False):
        self.source = source
        self.root = os.environ["SYSLOG_NG"]
        self.settings = f"{WORK}/syslog-ng.conf"
        with open(self.settings, "w") as settings:
            settings.write(
                "@version: 3.38\n"
                "options { time-reopen(1); stats-freq(0); };\n"
                f'source s {{ network(ip("127.0.0.1") port({source}) transport("tcp") flags(syslog-protocol) '
                "log-iw-size(20000)); };\n"
                f'destination d {{ network("127.0.0.1" port({target}) transport("tcp") flags(syslog-protocol) '
                f'disk-buffer(reliable(yes) disk-buf-size(1073741824) mem-buf-size(67108864) dir("{WORK}"))); }};\n'
                "log { source(s); destination(d); flags(flow-control); };\n")

    def start(self):
        root = self.root
        self.program = Program(
            "syslog-ng",
            [f"{root}/usr/sbin/syslog-ng", "-F", "-f", self.settings, "--persist-file", f"{WORK}/syslog-ng.persist",
             "--pidfile", f"{WORK}/syslog-ng.pid", "--control", f"{WORK}/syslog-ng.ctl",
             "--module-path", f"{root}/usr/lib/syslog-ng/3.38", "--no-caps"],
            LD_LIBRARY_PATH=f"{root}/usr/lib/syslog-ng:{root}/usr/lib/x86_64-linux-gnu")
        wait_for("syslog-ng's start", lambda: listens(self.source))


def forwarder(name, source, target, tls=False):
    if name == "agent":
        return Agent(source, target, tls)
    if name == "syslog-ng":
        return SyslogNG(source, target, tls)
    return Rsyslog(source, target, tls, synced=name == "rsyslog-synced")


def loss(arguments):
    count, rate = 20_000, 5_000
    source, target = free_port(), free_port()
    receiver = Receiver(target)
    receiver.start()
    sender = forwarder(arguments.forwarder, source, target)
    sender.start()
    connection = socket.create_connection(("127.0.0.1", source))

    def trouble():
        time.sleep(1.2)
        if arguments.scenario == "stalled":
            receiver.program.tell(signal.SIGSTOP)
        time.sleep(0.5)
        if arguments.scenario == "terminated":
            receiver.program.end()
        else:
            receiver.program.process.kill()
            receiver.program.process.wait()
        time.sleep(1)
        receiver.start()

    troubling = threading.Thread(target=trouble)
    began = time.monotonic()
    troubling.start()
    for number in range(0, count, 50):
        connection.sendall(b"".join(line(number + step, 190) for step in range(50)))
        pause = began + (number + 50) / rate - time.monotonic()
        if pause > 0:
            time.sleep(pause)
    troubling.join()
    # A marker shows that the path works again; what is not there by then will not come.
    marker = count
    quiet_since, last = time.monotonic(), -1
    while time.monotonic() - quiet_since < 6 and time.monotonic() - began < 120:
        numbers = len(receiver.numbers())
        if numbers != last:
            quiet_since, last = time.monotonic(), numbers
        time.sleep(0.2)
    connection.sendall(line(marker, 190))
    end = time.monotonic() + 20
    while marker not in receiver.numbers()[-50:] and time.monotonic() < end:
        time.sleep(0.2)
    connection.close()
    numbers = [number for number in receiver.numbers() if number < count]
    sender.program.end()
    receiver.program.end()
    lost = count - len(set(numbers))
    print(f"forwarder={arguments.forwarder} scenario={arguments.scenario} lines={count} lost={lost} "
          f"repeated={len(numbers) - len(set(numbers))}")


def rate(arguments):
    count = arguments.lines
    source, target = free_port(), free_port()
    server = client = None
    if arguments.tls:
        key, chain = certificate()
        server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        server.load_cert_chain(chain, key)
        client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        client.check_hostname = False
        client.verify_mode = ssl.CERT_NONE
    sink = Sink(target, server)
    sink.start()
    sender = forwarder(arguments.forwarder, source, target, arguments.tls)
    sender.start()
    connection = socket.create_connection(("127.0.0.1", source))
    if client:
        connection = client.wrap_socket(connection)
    block = 2000
    blocks = [b"".join(line(number + step) for step in range(block)) for number in range(0, count, block)]
    began = time.monotonic()
    peak = 0.0
    for data in blocks:
        connection.sendall(data)
        peak = max(peak, resident_mib(sender.program.pid))
    fed = time.monotonic() - began
    wait_for("the last line", lambda: sink.count >= count, 300)
    seconds = sink.last_at - began
    usage = os.times()
    connection.close()
    cpu = cpu_seconds(sender.program.pid)
    sender.program.end()
    print(f"forwarder={arguments.forwarder} lines={count} per_second={int(count / seconds)} "
          f"fed_per_second={int(count / fed)} lost={count - sink.count} repeated={sink.repeated} "
          f"out_of_order={sink.late} "
          f"rss_mib={peak:.0f} cpu_seconds={cpu:.2f}")


def cpu_seconds(process):
    with open(f"/proc/{process}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def backlog(arguments):
    count = arguments.lines
    source, target = free_port(), free_port()
    agent = Agent(source, target)
    # The first start makes a key and a certificate.
    agent.start()
    agent.program.end(signal.SIGKILL)
    agent.start()
    empty_start = agent.started_in
    connection = socket.create_connection(("127.0.0.1", source))
    peak = 0.0
    block = 2000
    for number in range(0, count, block):
        connection.sendall(b"".join(line(number + step) for step in range(block)))
        peak = max(peak, resident_mib(agent.program.pid))
    connection.close()
    # All of it is durable when a line sent afterwards by the web form has its answer.
    time.sleep(2)
    agent.program.end(signal.SIGKILL)
    agent.start()
    full_start = agent.started_in
    sink = Sink(target)
    sink.start()
    began = time.monotonic()
    while sink.count < count and time.monotonic() - began < 300:
        peak = max(peak, resident_mib(agent.program.pid))
        time.sleep(0.05)
    seconds = sink.last_at - sink.first_at
    agent.program.end()
    size = os.path.getsize(f"{agent.state}/journal.sqlite") / 1048576
    print(f"lines={count} lost={count - sink.count} out_of_order={sink.late} drained_per_second={int(count / max(seconds, 0.001))} "
          f"rss_mib={peak:.0f} start_empty_ms={empty_start * 1000:.0f} start_full_ms={full_start * 1000:.0f} "
          f"file_mib={size:.0f}")


def kills(arguments):
    source, target = free_port(), free_port()
    receiver = Receiver(target)
    receiver.start()
    agent = Agent(source, target)
    agent.start()
    acknowledged = []
    stop = threading.Event()

    def post():
        number, connection = 0, None
        while not stop.is_set():
            try:
                connection = connection or http.client.HTTPConnection("127.0.0.1", agent.http, timeout=5)
                connection.request("GET", f"/log?event=syslog&time=0&from=ipbs3&msg=msgnum:{number:08d}:%20load")
                response = connection.getresponse()
                response.read()
                if 200 <= response.status < 300:
                    acknowledged.append(number)
                    number += 1
            except (OSError, http.client.HTTPException):
                connection = None
                number += 1
                time.sleep(0.01)

    poster = threading.Thread(target=post)
    poster.start()
    for _ in range(arguments.kills):
        before = len(acknowledged)
        wait_for("an acknowledged line", lambda: len(acknowledged) > before + 20)
        agent.program.process.kill()
        agent.program.process.wait()
        agent.start()
    stop.set()
    poster.join()
    end = time.monotonic() + 60
    while set(acknowledged) - set(receiver.numbers()) and time.monotonic() < end:
        time.sleep(0.5)
    numbers = receiver.numbers()
    agent.program.end()
    receiver.program.end()
    print(f"kills={arguments.kills} acknowledged={len(acknowledged)} lost={len(set(acknowledged) - set(numbers))} "
          f"repeated={len(numbers) - len(set(numbers))}")


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("loss")
    command.add_argument("forwarder")
    command.add_argument("scenario", choices=["terminated", "killed", "stalled"])
    command.set_defaults(run=loss)
    command = commands.add_parser("rate")
    command.add_argument("forwarder")
    command.add_argument("--tls", action="store_true")
    command.add_argument("--lines", type=int, default=800_000)
    command.set_defaults(run=rate)
    command = commands.add_parser("backlog")
    command.add_argument("forwarder")
    command.add_argument("--lines", type=int, default=1_000_000)
    command.set_defaults(run=backlog)
    command = commands.add_parser("kills")
    command.add_argument("forwarder")
    command.add_argument("--kills", type=int, default=100)
    command.set_defaults(run=kills)
    arguments = parser.parse_args()
    arguments.run(arguments)


main()
