#!/usr/bin/env python3
"""Usage: device_farm.py PORT COUNT

Plays base stations that answer SNMPv1 at 127.2.0.0 and on, all on one port: number N has the address 127.2.(N / 256).(N % 256).
Addresses from COUNT on stay silent. Test code: it knows GET and GETNEXT of the objects below, and nothing else. Prints how
many requests it answered when it is told to end.
"""
import bisect
import signal
import socket
import struct
import sys

port, count = int(sys.argv[1]), int(sys.argv[2])


def length(n):
    if n < 128:
        return bytes([n])
    return bytes([0x81, n]) if n < 256 else bytes([0x82, n >> 8, n & 255])


def tlv(tag, content):
    return bytes([tag]) + length(len(content)) + content


def integer(value, tag=2):
    size = max(1, (value.bit_length() + 8) // 8)
    return tlv(tag, value.to_bytes(size, "big", signed=True))


def arcs(name):
    return tuple(int(arc) for arc in name.split("."))


def encoded(name):
    out = bytearray([name[0] * 40 + name[1]])
    for arc in name[2:]:
        part = [arc & 127]
        while arc > 127:
            arc >>= 7
            part.append(arc & 127 | 128)
        out += bytes(reversed(part))
    return bytes(out)


def decoded(content):
    name, value = [content[0] // 40, content[0] % 40], 0
    for octet in content[1:]:
        value = value << 7 | octet & 127
        if octet < 128:
            name.append(value)
            value = 0
    return tuple(name)


# What is the same at every device; a function makes what is not.
vendor = "1.3.6.1.4.1.27614"
table = {
    "1.3.6.1.2.1.1.1.0": tlv(4, b"IPBS3[12.1.5], Bootcode[12.1.5], Hardware[IPBS3-A3/2A]"),
    "1.3.6.1.2.1.1.2.0": tlv(6, encoded(arcs(vendor))),
    "1.3.6.1.2.1.1.3.0": lambda n: integer(8640000 + n, 0x43),
    "1.3.6.1.2.1.1.4.0": tlv(4, b""),
    "1.3.6.1.2.1.1.5.0": lambda n: tlv(4, b"ipbs3-%02x-%02x-%02x" % (n >> 16, n >> 8 & 255, n & 255)),
    "1.3.6.1.2.1.1.6.0": lambda n: tlv(4, b"Room %d" % n),
    "1.3.6.1.2.1.2.2.1.1.1": integer(1),
    "1.3.6.1.2.1.2.2.1.2.1": tlv(4, b"ETH0"),
    "1.3.6.1.2.1.2.2.1.3.1": integer(6),
    "1.3.6.1.2.1.2.2.1.5.1": integer(100000000, 0x42),
    "1.3.6.1.2.1.2.2.1.6.1": lambda n: tlv(4, b"\x00\x01\x3e" + n.to_bytes(3, "big")),
    "1.3.6.1.2.1.2.2.1.8.1": integer(1),
    "1.3.6.1.2.1.2.2.1.10.1": integer(123456, 0x41),
    "1.3.6.1.2.1.2.2.1.14.1": integer(0, 0x41),
    "1.3.6.1.2.1.2.2.1.16.1": integer(654321, 0x41),
    "1.3.6.1.2.1.2.2.1.20.1": integer(0, 0x41),
    vendor + ".1.1.1.1.1.0": integer(0),
    vendor + ".1.1.1.1.2.0": integer(1),
    vendor + ".1.1.1.1.3.0": integer(917509),
    vendor + ".1.1.1.2.2.1.1.1": integer(1),
    vendor + ".1.1.1.2.2.1.2.1": tlv(4, b"2026-11-28"),
    vendor + ".1.1.1.2.2.1.3.1": tlv(4, b"10:00:00"),
    vendor + ".1.1.1.2.2.1.4.1": integer(917509),
    vendor + ".1.1.1.2.2.1.5.1": integer(1),
    vendor + ".1.1.1.2.2.1.6.1": tlv(4, b"RFPINIT 2"),
    vendor + ".1.1.1.2.2.1.7.1": tlv(0x40, b"\0\0\0\0"),
    vendor + ".1.1.1.2.2.1.8.1": tlv(4, b"The radio part has no source to synchronize with"),
}
names = sorted(arcs(name) for name in table)
values = {arcs(name): value for name, value in table.items()}
contents = {name: encoded(name) for name in names}


def take(data, at):
    tag, size = data[at], data[at + 1]
    at += 2
    if size & 128:
        more = size & 127
        size = int.from_bytes(data[at : at + more], "big")
        at += more
    return tag, data[at : at + size], at + size


def answer(data, device):
    _, message, _ = take(data, 0)
    _, _, at = take(message, 0)
    _, _, at = take(message, at)
    head = message[:at]
    kind, pdu, _ = take(message, at)
    _, _, at = take(pdu, 0)
    request = pdu[:at]
    _, _, at = take(pdu, at)
    _, _, at = take(pdu, at)
    _, asked, _ = take(pdu, at)
    out, at, place = b"", 0, 0
    while at < len(asked):
        _, variable, at = take(asked, at)
        _, content, _ = take(variable, 0)
        place += 1
        name = decoded(content)
        if kind == 0xA1:
            next_place = bisect.bisect_right(names, name)
            name = names[next_place] if next_place < len(names) else None
        value = values.get(name)
        if value is None:
            body = request + integer(2) + integer(place) + tlv(0x30, asked)
            return tlv(0x30, head + tlv(0xA2, body))
        out += tlv(0x30, tlv(6, contents[name]) + (value(device) if callable(value) else value))
    return tlv(0x30, head + tlv(0xA2, request + integer(0) + integer(0) + tlv(0x30, out)))


answered = 0


def end(*_):
    print(answered, flush=True)
    sys.exit(0)


signal.signal(signal.SIGTERM, end)
farm = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
farm.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
farm.setsockopt(socket.IPPROTO_IP, 8, 1)  # IP_PKTINFO
farm.bind(("0.0.0.0", port))
while True:
    data, ancillary, _, sender = farm.recvmsg(4096, 64)
    address = next(content[8:12] for level, kind, content in ancillary if (level, kind) == (0, 8))
    device = address[2] << 8 | address[3]
    if sender[0] != "127.0.0.1" and not sender[0].startswith("127.") or address[1] != 2 or device >= count:
        continue
    reply = answer(data, device)
    farm.sendmsg([reply], [(0, 8, struct.pack("=I4s4s", 0, address, bytes(4)))], 0, sender)
    answered += 1
