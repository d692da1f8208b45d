"""Sends LLDP frames: lldp_frames.py INTERFACE tagged|damaged COUNT

tagged: of a neighbour behind the tag of VLAN 3; damaged: with a mistake each that makes the whole frame void.
"""

import socket
import struct
import sys


def tlv(kind, value):
    return struct.pack("!H", kind << 9 | len(value)) + value


def unit(chassis=tlv(1, b"\x04\x02\x00\x00\x00\x00\x07"), port=tlv(2, b"\x05gi1"), life=tlv(3, b"\x00\x78")):
    return chassis + port + life + tlv(5, b"tagged-switch") + tlv(0, b"")


HEAD = bytes.fromhex("0180c200000e") + bytes.fromhex("020000000007")
DAMAGED = [
    unit(chassis=tlv(2, b"\x05gi1")),
    unit(port=b""),
    unit(life=tlv(3, b"\x01")),
    unit(chassis=tlv(1, b"\x09abc")),
    unit(chassis=tlv(1, b"\x04")),
    unit()[:9],
    unit(life=tlv(3, b"\x00\x78") + tlv(3, b"\x00\x78")),
    tlv(1, b"\x04\x02\x00\x00\x00\x00\x07") + struct.pack("!H", 2 << 9 | 400) + b"\x05gi1",
]


def main():
    interface, kind, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as wire:
        wire.bind((interface, 0))
        for number in range(count):
            if kind == "tagged":
                wire.send(HEAD + bytes.fromhex("81000003") + b"\x88\xcc" + unit())
            else:
                wire.send(HEAD + b"\x88\xcc" + DAMAGED[number % len(DAMAGED)])


main()
