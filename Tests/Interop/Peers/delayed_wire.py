"""A wire between two network namespaces, as netem would make it where the kernel has none.

usage: delayed_wire.py DELAY_MS DROP_EVERY PROCESS_A PROCESS_B

A TAP device `wire` appears in the namespaces of the two processes. What one sends the other gets after DELAY_MS; each
DROP_EVERYth echo request of ICMP is lost (0: none). Prints "ready".
"""

import fcntl
import heapq
import os
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TAP_NO_PI = 0x0002 | 0x1000
CLONE_NEWNET = 0x40000000


def tap(process):
    namespace = os.open(f"/proc/{process}/ns/net", os.O_RDONLY)
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(namespace, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", b"wire", IFF_TAP_NO_PI))
    return device


def is_echo_request(frame):
    return len(frame) > 34 and frame[12:14] == b"\x08\x00" and frame[23] == 1 and frame[34] == 8


def main():
    delay, every = float(sys.argv[1]) / 1000, int(sys.argv[2])
    first, second = tap(sys.argv[3]), tap(sys.argv[4])
    other = {first: second, second: first}
    waiting, number, requests = [], 0, 0
    print("ready", flush=True)
    while True:
        left = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        for device in select.select([first, second], [], [], left)[0]:
            try:
                frame = os.read(device, 4096)
            except OSError:
                continue
            if is_echo_request(frame):
                requests += 1
                if every and requests % every == 0:
                    continue
            number += 1
            heapq.heappush(waiting, (time.monotonic() + delay, number, other[device], frame))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, device, frame = heapq.heappop(waiting)
            try:
                os.write(device, frame)
            except OSError:
                pass


main()
