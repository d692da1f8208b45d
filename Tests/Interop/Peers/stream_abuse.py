"""Connections that mean no good: stream_abuse.py PORT COUNT

Opens COUNT connections from many addresses and holds them, half of them with a message that does not end, sends garbage,
lengths that cannot be and requests whose replies nobody reads, and asks a good question meanwhile over a connection that
stood before. Ends with 0 when that was answered each time.
"""
import random
import socket
import sys

PORT, COUNT = int(sys.argv[1]), int(sys.argv[2])
REQUEST = bytes([0x30, 0x26, 2, 1, 1, 4, 6]) + b"public" + bytes(
    [0xA0, 0x19, 2, 1, 1, 2, 1, 0, 2, 1, 0, 0x30, 0x0E, 0x30, 0x0C, 6, 8, 0x2B, 6, 1, 2, 1, 1, 5, 0, 5, 0])
BULK = bytes([0x30, 0x24, 2, 1, 1, 4, 6]) + b"public" + bytes(
    [0xA5, 0x17, 2, 1, 1, 2, 1, 0, 2, 1, 100, 0x30, 0x0C, 0x30, 0x0A, 6, 6, 0x2B, 6, 1, 2, 1, 1, 5, 0])


def connect(source):
    plug = socket.socket()
    plug.settimeout(10)
    plug.bind((source, 0))
    plug.connect(("127.0.0.1", PORT))
    return plug


def ask(plug):
    plug.sendall(REQUEST)
    reply = plug.recv(65536)
    assert b"interop" in reply, reply


good = connect("127.0.0.1")
ask(good)
held = []
for number in range(COUNT):
    try:
        plug = connect(f"127.0.{1 + number // 100}.{1 + number % 100}")
        if number % 2:
            plug.sendall(REQUEST[:1 + number % (len(REQUEST) - 1)])
        held.append(plug)
    except OSError:
        pass
    if number % 100 == 0:
        ask(good)
for plug in held:
    plug.close()
ask(good)
random.seed(9)
for number in range(300):
    plug = connect("127.0.0.1")
    try:
        kind = number % 4
        if kind == 0:
            plug.sendall(random.randbytes(random.randrange(1, 4000)))
        elif kind == 1:
            plug.sendall(b"\x30\x84\x7f\xff\xff\xff" + REQUEST)
        elif kind == 2:
            plug.sendall(b"\x30\x80" + REQUEST)
        else:
            # Many answers that nobody reads.
            plug.sendall(BULK * 400)
    except OSError:
        pass
    plug.close()
    if number % 50 == 0:
        ask(good)
ask(good)
