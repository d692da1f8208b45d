#!/usr/bin/env python3
"""An rpcap client that shares nothing with the server it tests: typed from the message tables, standard library only.

It prints one JSON object a line: what the server said, and "error" lines for whatever breaks a rule. The exit status is
0 when all went well, 2 when the server answered a request with an error, 3 when the server broke a rule.

    rpcap_client.py 127.0.0.1 2002 --list
    RPCAP_PASSWORD=… rpcap_client.py HOST PORT --user ann -i eth0 -w out.pcap --count 100 --stats
    tcpdump -ddd 'udp port 53' | rpcap_client.py HOST PORT -i eth0 --filter-stdin --data udp --seconds 5
"""
import argparse
import ipaddress
import json
import os
import select
import socket
import ssl
import struct
import sys
import time

ERROR, FINDALLIF, OPEN, STARTCAP, UPDATEFILTER, CLOSE, PACKET, AUTH, STATS, ENDCAP, SETSAMPLING = range(1, 12)
REPLY = 0x80
EVERYTHING = [(0x06, 0, 0, 262144)]


class Broken(Exception):
    """The server broke a rule."""


class Refused(Exception):
    """The server answered with an error."""


def say(event, **what):
    print(json.dumps({"event": event, **what}), flush=True)


def need(holds, text):
    if not holds:
        raise Broken(text)


class Wire:
    """A socket that reads exactly what it is asked for, or says that nothing more comes."""

    def __init__(self, sock):
        self.sock, self.buffer = sock, bytearray()

    def pending(self):
        return self.buffer or (isinstance(self.sock, ssl.SSLSocket) and self.sock.pending())

    def read(self, count, may_end=False):
        while len(self.buffer) < count:
            piece = self.sock.recv(262144)
            if not piece:
                need(may_end and not self.buffer, f"the connection ended {count - len(self.buffer)} octets too early")
                return None
            self.buffer += piece
        octets = bytes(self.buffer[:count])
        del self.buffer[:count]
        return octets

    def message(self, may_end=False):
        head = self.read(8, may_end)
        if head is None:
            return None
        version, kind, value, length = struct.unpack("!BBHI", head)
        return version, kind, value, self.read(length)


class Client:
    def __init__(self, options):
        self.options = options
        self.tls = None
        if options.tls:
            self.tls = ssl.create_default_context(cafile=options.ca)
            if not options.ca:
                self.tls.check_hostname, self.tls.verify_mode = False, ssl.CERT_NONE
        self.control = Wire(self.connect(options.port))
        self.packets, self.octets, self.last, self.lost = 0, 0, 0, 0
        self.found = False
        self.data, self.file = None, None

    def connect(self, port):
        sock = socket.create_connection((self.options.host, port), self.options.timeout)
        sock.settimeout(self.options.timeout)
        return self.tls.wrap_socket(sock, server_hostname=self.options.host) if self.tls else sock

    def send(self, kind, payload=b"", counted=None):
        length = len(payload) if counted is None else counted
        self.control.sock.sendall(struct.pack("!BBHI", self.options.version, kind, 0, length) + payload)

    def ask(self, kind, payload=b"", counted=None):
        """Sends a request; returns the value and the payload of its reply."""
        self.send(kind, payload, counted)
        self.read_on()
        message = self.control.message(may_end=True)
        need(message is not None, f"no reply to a request of type {kind}: the connection ended")
        version, got, value, payload = message
        if got == ERROR:
            need(len(payload) <= 256, "an error's text is longer than 256 octets")
            raise Refused(value, payload.decode("utf-8"))
        need(version == 0, f"a reply of version {version}")
        need(got == kind | REPLY, f"a reply of type {got:#x} to a request of type {kind:#x}")
        return value, payload

    def read_on(self):
        """Takes packets until the control connection has something: a server may wait for room on the other one."""
        while isinstance(self.data, Wire) and not self.control.pending():
            ready, _, _ = select.select([self.control.sock, self.data.sock], [], [], self.options.timeout)
            if self.control.sock in ready or not ready or not self.packet():
                return

    def authenticate(self):
        user, password = self.options.user, os.environ.get(self.options.password_env, "").encode()
        if user is None:
            payload = struct.pack("!HHHH", 0, 0, 0, 0)
        else:
            payload = struct.pack("!HHHH", 1, 0, len(user.encode()), len(password)) + user.encode() + password
        _, reply = self.ask(AUTH, payload)
        need(len(reply) in (0, 2, 8), f"an authentication reply of {len(reply)} octets")
        lowest, highest = (reply[0], reply[1]) if reply else (0, 0)
        need(lowest <= 0 <= highest, f"versions {lowest} to {highest} without 0")
        if len(reply) == 8:
            need(reply[4:] in (b"\xa1\xb2\xc3\xd4", b"\xd4\xc3\xb2\xa1"), f"byte order {reply[4:].hex()}")
        say("authenticated", versions=[lowest, highest], byteOrder=reply[4:].hex())

    @staticmethod
    def address(block):
        family, port = struct.unpack("!HH", block[:4])
        if family == 0:
            need(not any(block), "an absent address with octets other than zero")
            return None
        if family == 2:
            need(not any(block[8:]), "an IPv4 address with octets behind it")
            return str(ipaddress.IPv4Address(block[4:8]))
        need(family == 23, f"an address of family {family}")
        need(not any(block[28:]), "an IPv6 address with octets behind it")
        return str(ipaddress.IPv6Address(block[8:24]))

    def list(self):
        count, rest = self.ask(FINDALLIF)
        for _ in range(count):
            need(len(rest) >= 12, "the list of interfaces is too short")
            name_length, about_length, flags, addresses, zero = struct.unpack("!HHIHH", rest[:12])
            need(zero == 0, "an interface without zero behind its number of addresses")
            end = 12 + name_length + about_length
            need(len(rest) >= end + 512 * addresses, "the list of interfaces is too short")
            name, about = rest[12 : 12 + name_length].decode(), rest[12 + name_length : end].decode()
            need(name and "\0" not in name + about, f"an interface of the name {name!r}")
            found = []
            for index in range(addresses):
                block = rest[end + 512 * index : end + 512 * (index + 1)]
                found.append([self.address(block[128 * part : 128 * part + 128]) for part in range(4)])
                need(found[-1][0], "an address that is none")
            say("interface", name=name, description=about, flags=flags, addresses=found)
            rest = rest[end + 512 * addresses :]
        need(not rest, f"{len(rest)} octets behind the list of interfaces")
        say("interfaces", count=count)

    def open(self):
        _, reply = self.ask(OPEN, self.options.interface.encode())
        need(len(reply) == 8, f"an open reply of {len(reply)} octets")
        self.link_type, zone = struct.unpack("!ii", reply)
        need(zone == 0, f"a time zone of {zone}")
        say("opened", interface=self.options.interface, linkType=self.link_type)

    @staticmethod
    def program(instructions):
        return struct.pack("!HHI", 1, 0, len(instructions)) + b"".join(
            struct.pack("!HBBI", *instruction) for instruction in instructions)

    def start(self, instructions):
        options, listener, port = self.options, None, 0
        flags = 0x01 if options.promiscuous else 0
        flags |= {"both": 0, "in": 0x08, "out": 0x10}[options.direction]
        family = self.control.sock.family
        if options.data != "tcp":
            listener = socket.socket(family, socket.SOCK_DGRAM if options.data == "udp" else socket.SOCK_STREAM)
            if options.data == "udp":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
            listener.bind((self.control.sock.getsockname()[0], 0))
            listener.settimeout(options.timeout)
            port = listener.getsockname()[1]
            flags |= 0x02 if options.data == "udp" else 0x04
            if options.data == "connect":
                listener.listen(1)
        head = struct.pack("!IIHH", options.snaplen, options.read_timeout, flags, port)
        # libpcap's client forgets to count the one instruction that it sends without a filter.
        counted = len(head) + 8 if options.uncounted else None
        _, reply = self.ask(STARTCAP, head + self.program(instructions), counted)
        need(len(reply) == 8, f"a start reply of {len(reply)} octets")
        size, port, zero = struct.unpack("!iHH", reply)
        need(size >= 0 and zero == 0, f"a buffer of {size} octets, {zero} for zero")
        need((port != 0) == (options.data == "tcp"), f"data port {port} for {options.data}")
        say("started", bufferOctets=size, dataPort=port)
        if options.data == "udp":
            self.data = listener
        elif options.data == "connect":
            accepted, _ = listener.accept()
            accepted.settimeout(options.timeout)
            wrapped = self.tls.wrap_socket(accepted, server_hostname=options.host) if self.tls else accepted
            self.data = Wire(wrapped)
        else:
            self.data = Wire(self.connect(port))
        if options.write:
            self.file = open(options.write, "wb")
            file_type = {12: 101, 11: 100}.get(self.link_type, self.link_type)
            self.file.write(struct.pack("!IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, options.snaplen, file_type))

    def packet(self):
        """Reads one packet; returns whether there was one."""
        if self.options.data == "udp":
            datagram = self.data.recv(65536)
            need(len(datagram) >= 28, f"a datagram of {len(datagram)} octets")
            version, kind, _, length = struct.unpack("!BBHI", datagram[:8])
            need(length == len(datagram) - 8, f"a datagram of {len(datagram)} octets that says {length}")
            payload = datagram[8:]
        else:
            head = self.data.read(8, may_end=True)
            if head is None:
                return False
            version, kind, _, length = struct.unpack("!BBHI", head)
            need(length <= self.options.snaplen + 20, f"a packet message of {length} octets, larger than the largest")
            payload = self.data.read(length)
        need((version, kind) == (0, PACKET), f"version {version}, type {kind} on the data connection")
        need(len(payload) >= 20, f"a packet message of {len(payload)} octets")
        seconds, micros, kept, wire, number = struct.unpack("!IIIII", payload[:20])
        need(kept == len(payload) - 20, f"{kept} octets of a packet in a payload of {len(payload)}")
        need(kept <= min(wire, self.options.snaplen), f"{kept} octets of {wire}, of {self.options.snaplen} asked for")
        need(micros < 1000000 and seconds > 0, f"a time of {seconds} s and {micros} us")
        need(number > self.last, f"packet {number} after {self.last}")
        if number != self.last + 1:
            self.lost += number - self.last - 1
        self.last, self.packets, self.octets = number, self.packets + 1, self.octets + kept
        self.found = self.found or self.options.until is not None and self.options.until.encode() in payload[20:]
        if self.file:
            self.file.write(struct.pack("!IIII", seconds, micros, kept, wire) + payload[20:])
        return True

    def follow(self):
        """Reads packets until enough came; requests that the options name go out after the first of them."""
        until = time.monotonic() + self.options.seconds
        first = None
        while self.packets < self.options.count and not self.found and time.monotonic() < until:
            sock = self.data if self.options.data == "udp" else self.data.sock
            if self.options.data == "udp" or not self.data.pending():
                ready, _, _ = select.select([sock, self.control.sock], [], [], max(0, until - time.monotonic()))
                if self.control.sock in ready:
                    message = self.control.message(may_end=True)
                    need(message is None or message[1] == ERROR, f"unasked, the server said {message}")
                    raise Refused(message[2], message[3].decode()) if message else Broken("the session ended")
                if not ready:
                    break
            if not self.packet():
                say("dataEnded")
                break
            first = first or time.monotonic()
        elapsed = max(time.monotonic() - first, 1e-9) if first else 0
        say("packets", packets=self.packets, octets=self.octets, missing=self.lost, seconds=round(elapsed, 3),
            perSecond=round(self.packets / elapsed) if elapsed else 0)

    def drain(self):
        """What still comes after the end of the capture; a TCP stream must end with a whole message."""
        if self.options.data != "udp":
            while self.packet():
                pass
            say("drained", packets=self.packets, missing=self.lost)

    def statistics(self):
        _, reply = self.ask(STATS)
        need(len(reply) == 16, f"statistics of {len(reply)} octets")
        names = ("received", "droppedByInterface", "dropped", "sent")
        counted = dict(zip(names, struct.unpack("!IIII", reply)))
        need(counted["sent"] >= self.last, f"{counted['sent']} sent, and packet {self.last} came")
        say("statistics", **counted)

    def run(self):
        options = self.options
        self.authenticate()
        if options.list:
            self.list()
        if not options.interface:
            return
        self.open()
        if options.sampling:
            method, value = options.sampling
            _, reply = self.ask(SETSAMPLING, struct.pack("!BBHI", method, 0, 0, value))
            need(not reply, "a sampling reply with a payload")
            say("sampling", method=method, value=value)
        if options.open_only:
            return
        self.start(options.filter or EVERYTHING)
        if options.update_filter:
            _, reply = self.ask(UPDATEFILTER, self.program(options.update_filter))
            need(not reply, "a filter reply with a payload")
            say("filterUpdated", instructions=len(options.update_filter))
        time.sleep(options.stall)
        self.follow()
        if options.stats:
            self.statistics()
        if options.end:
            _, reply = self.ask(ENDCAP)
            need(not reply, "an end reply with a payload")
            say("ended")
            self.drain()
            if options.stats:
                self.statistics()

    def close(self):
        if self.file:
            self.file.close()
        try:
            self.send(CLOSE)
            # The server closes without another word.
            while (message := self.control.message(may_end=True)) is not None:
                need(message[1] == ERROR, f"a message of type {message[1]:#x} after the close")
        except (OSError, ssl.SSLError):
            pass
        say("closed")


def instructions(text):
    """The text of `tcpdump -ddd`: a number of instructions, then four numbers a line."""
    lines = [line.split() for line in text.replace(",", "\n").splitlines() if line.strip()]
    if len(lines[0]) == 1:
        need(int(lines[0][0]) == len(lines) - 1, "the filter has another length than it says")
        lines = lines[1:]
    return [tuple(int(number, 0) for number in line) for line in lines]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("host")
    add("port", type=int)
    add("--user", help="without one, null authentication")
    add("--password-env", default="RPCAP_PASSWORD", help="the variable with the password")
    add("--tls", action="store_true")
    add("--ca", help="check the server's certificate against this file")
    add("--list", action="store_true")
    add("-i", "--interface")
    add("--open-only", action="store_true", help="end after the interface was opened")
    add("--filter", type=instructions, help="instructions: code jt jf k, parted by commas")
    add("--filter-stdin", action="store_true", help="the text of tcpdump -ddd from the standard input")
    add("--update-filter", type=instructions, help="replace the filter at once after the start")
    add("--sampling", type=int, nargs=2, metavar=("METHOD", "VALUE"))
    add("--data", choices=("tcp", "udp", "connect"), default="tcp", help="connect: the server opens the connection")
    add("--direction", choices=("both", "in", "out"), default="both")
    add("--promiscuous", action="store_true")
    add("--snaplen", type=int, default=262144)
    add("--read-timeout", type=int, default=500, metavar="MS")
    add("--uncounted", action="store_true", help="the length that libpcap's client sends without a filter")
    add("--count", type=int, default=sys.maxsize)
    add("--until", metavar="TEXT", help="end behind the first packet that has the text")
    add("--seconds", type=float, default=10)
    add("--stall", type=float, default=0, metavar="S", help="do not read for so long after the start")
    add("-w", "--write", metavar="FILE")
    add("--stats", action="store_true")
    add("--end", action="store_true", help="end the capture before closing, and take what still comes")
    add("--version", type=int, default=0, help="the version in each header")
    add("--timeout", type=float, default=15, help="seconds to wait for a reply")
    options = parser.parse_args()
    if options.filter_stdin:
        options.filter = instructions(sys.stdin.read())
    return options


def main():
    client = None
    try:
        client = Client(arguments())
        client.run()
        client.close()
        return 0
    except Refused as error:
        say("refused", code=error.args[0], text=error.args[1])
        client.close()
        return 2
    except (Broken, OSError, ValueError, struct.error) as error:
        say("error", kind=type(error).__name__, text=str(error))
        return 3


if __name__ == "__main__":
    sys.exit(main())
