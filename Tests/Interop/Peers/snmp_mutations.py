"""Sends changed SNMP messages to an agent and watches its memory, for the tests beside this folder.

    snmp_mutations.py PORT PID USER COUNT

COUNT messages of each version, changed at random from a seed; those of version 3 have a right digest (SHA-256) around a
scoped PDU that was changed. Prints a line for each version, then the growth of resident memory in KiB.
"""
import hashlib
import hmac
import random
import socket
import sys

port, process, user, count = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3].encode(), int(sys.argv[4])
agent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
agent.connect(("127.0.0.1", port))
agent.settimeout(5)
PASSWORD = b"authentication-password"


def element(tag, content):
    size = len(content)
    head = bytes([size]) if size < 128 else bytes([0x81, size]) if size < 256 else bytes([0x82, size >> 8, size & 255])
    return bytes([tag]) + head + content


def integer(value):
    return element(2, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def name(*arcs):
    out = bytes([arcs[0] * 40 + arcs[1]])
    for arc in arcs[2:]:
        part = [arc & 127]
        while arc := arc >> 7:
            part.insert(0, arc & 127 | 128)
        out += bytes(part)
    return element(6, out)


def pdu(tag, bindings, first=0, second=0, number=77):
    listed = b"".join(element(0x30, name(*oid) + value) for oid, value in bindings)
    return element(tag, integer(number) + integer(first) + integer(second) + element(0x30, listed))


def ask(oid):
    """The content of one value, asked in version 2c."""
    agent.send(element(0x30, integer(1) + element(4, b"public") + pdu(0xA0, [(oid, b"\5\0")], number=4711)))
    while True:
        answer = agent.recv(65536)
        place = answer.rfind(name(*oid))
        if integer(4711) in answer and place >= 0:
            start = place + len(name(*oid))
            return answer[start + 2:start + 2 + answer[start + 1]]


ENGINE = (1, 3, 6, 1, 6, 3, 10, 2, 1)
engine_id = ask(ENGINE + (1, 0))
boots = int.from_bytes(ask(ENGINE + (2, 0)), "big")
whole = (PASSWORD * (1048576 // len(PASSWORD) + 1))[:1048576]
digest = hashlib.sha256(whole).digest()
key = hashlib.sha256(digest + engine_id + digest).digest()


def version3(scoped, time):
    def whole(signature):
        parameters = element(0x30, element(4, engine_id) + integer(boots) + integer(time) + element(4, user)
                             + element(4, signature) + element(4, b""))
        header = element(0x30, integer(5) + integer(1472) + element(4, b"\5") + integer(3))
        return element(0x30, integer(3) + header + element(4, parameters) + scoped)
    empty = whole(bytes(24))
    return whole(hmac.new(key, empty, hashlib.sha256).digest()[:24])


def mutated(octets, chance):
    octets = bytearray(octets)
    for _ in range(chance.randint(1, 4)):
        if not octets:
            break
        place = chance.randrange(len(octets))
        kind = chance.randrange(6)
        if kind == 0:
            octets[place] = chance.randrange(256)
        elif kind == 1:
            octets[place] ^= 1 << chance.randrange(8)
        elif kind == 2:
            octets[place] = chance.choice([0, 0x7F, 0x80, 0x81, 0x82, 0x84, 0xFF])
        elif kind == 3:
            del octets[place]
        elif kind == 4:
            octets.insert(place, chance.randrange(256))
        else:
            octets[place:place] = octets[place:chance.randint(place, len(octets))]
    return bytes(octets[:2000])


SYSTEM = (1, 3, 6, 1, 2, 1, 1)
NAMES = [(SYSTEM + (4, 0), b"\5\0"), (SYSTEM, b"\5\0"), ((1, 3, 6, 1, 4, 1, 8072, 9999, 9999), b"\5\0")]
PDUS = [pdu(0xA0, NAMES), pdu(0xA1, NAMES), pdu(0xA5, NAMES, 1, 30), pdu(0xA2, NAMES), pdu(0xA8, NAMES),
        pdu(0xA3, [(SYSTEM + (4, 0), element(4, b"changed")), ((1, 3, 6, 1, 2, 1, 11, 30, 0), integer(1))])]
UP_TIME = (1, 3, 6, 1, 6, 3, 10, 2, 1, 3, 0)
IN_PACKETS = (1, 3, 6, 1, 2, 1, 11, 1, 0)


def resident():
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def run(version, count, seed):
    chance = random.Random(seed)
    before = int.from_bytes(ask(IN_PACKETS), "big")
    time = 0
    for number in range(count):
        if number % 50 == 0:
            # Waits until the agent has taken what was sent, and reads its clock.
            time = int.from_bytes(ask(UP_TIME), "big")
        chosen = PDUS[number % len(PDUS)]
        if version == 3:
            scoped = element(0x30, element(4, engine_id) + element(4, b"") + chosen)
            message = version3(mutated(scoped, chance), time)
        else:
            message = mutated(element(0x30, integer(version) + element(4, b"public") + chosen), chance)
        agent.send(message)
    after = int.from_bytes(ask(IN_PACKETS), "big")
    print(f"version {version}: {after - before - 1 - (count + 49) // 50} of {count} counted")


for version in (0, 1, 3):
    run(version, min(count, 5000), 7)
start = resident()
for version in (0, 1, 3):
    run(version, count, version)
print(f"growth {resident() - start}")
