#!/usr/bin/env python3
"""Gives the history of an agent that does not run whole hours of values, as if it had run for so long.

    fill_history.py STATE HOURS [URL]

Every series that the agent has measured gets a value every ten seconds: a gauge wanders, a counter grows. With URL, the
remote write to it is put at the beginning of what was filled in, so that all of it waits to be sent. The form of the
files is told in Sources/History/Files. Prints series, hours and samples.
"""
import random, struct, sys, time, zlib

STEPS = 360


def number(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_number(octets, place):
    value = shift = 0
    while True:
        octet = octets[place]
        place += 1
        value |= (octet & 0x7F) << shift
        shift += 7
        if octet < 0x80:
            return value, place


def series(path):
    """The number and kind of each series; kind 1 is a counter."""
    octets = open(path + "/series", "rb").read()
    place = 0
    while place < len(octets):
        length = struct.unpack_from("<I", octets, place)[0]
        identifier, kind = read_number(octets, place + 8)
        yield identifier, octets[kind]
        place += 8 + length


def column(kind, wander):
    """A column of an hour, as ValueColumn of the agent writes it: differences, zigzag, and runs of what stays the same."""
    out = bytearray()
    repeated = step = 0
    for position in range(STEPS):
        difference = wander.choice((1, 3, 3, 3, 4)) if kind == 1 else wander.choice((-2, -1, 0, 0, 0, 0, 1, 2))
        if position == 0:
            difference += 1000
        if difference == (step if kind == 1 else 0) and position > 0:
            repeated += 1
            continue
        if repeated:
            out += number(1) + number(repeated)
            repeated = 0
        step = difference
        out += number(((difference << 1) ^ (difference >> 63)) + 2)
    return bytes(out + (number(1) + number(repeated) if repeated else b""))


def segment(start, columns):
    head = b"IPDH" + bytes((1, 0, 0, 0)) + struct.pack("<qI", start * 1000, len(columns))
    offset = 0
    for identifier, octets in columns:
        head += struct.pack("<5I", identifier, STEPS, offset, len(octets), zlib.crc32(octets))
        offset += len(octets)
    return head + struct.pack("<I", zlib.crc32(head)) + b"".join(octets for _, octets in columns)


def cursor_name(url):
    value = 0xCBF29CE484222325
    for octet in url.encode():
        value = (value ^ octet) * 0x100000001B3 % (1 << 64)
    return "cursor-remote-write-1-%x" % value


def main():
    folder, hours = sys.argv[1] + "/history", int(sys.argv[2])
    kinds = sorted(series(folder))
    wander = random.Random(1)
    # A few different columns of each kind are enough: making them is slower than anything that is measured.
    choice = {kind: [column(kind, wander) for _ in range(50)] for kind in (0, 1)}
    begin = int(time.time()) // 3600 * 3600 - hours * 3600
    for start in range(begin, begin + hours * 3600, 3600):
        columns = [(identifier, wander.choice(choice[kind])) for identifier, kind in kinds]
        with open(f"{folder}/t0-{start}.seg", "wb") as file:
            file.write(segment(start, columns))
    if len(sys.argv) > 3:
        with open(f"{folder}/{cursor_name(sys.argv[3])}", "w") as file:
            file.write(str(begin * 1000 - 1))
    print(f"series={len(kinds)} hours={hours} samples={len(kinds) * hours * STEPS}")


main()
