"""A manager over TLS (RFC 6353) made of a TLS program and an encoder of its own, for the tests beside this folder.

    snmp_tls.py openssl|gnutls|python PORT [cert=FILE] [key=FILE] [tls=1.2|1.3] ask [OPTION=VALUE...] OID...
    snmp_tls.py openssl|gnutls|python PORT [cert=FILE] [key=FILE] [tls=1.2|1.3] set [OPTION=VALUE...] OID TYPE VALUE...
    snmp_tls.py openssl|gnutls|python PORT [cert=FILE] [key=FILE] [tls=1.2|1.3] walk OID

set takes types i and s, as snmpset does. Asks for the engine's identifier first (RFC 5343), then with it. Prints JSON:
{"engine": hexadecimal or null, "error": text or null, "index": number, "status": number, "type": hexadecimal,
"variables": [[oid, tag, hexadecimal], ...]}. Options of ask and set: model, flags, context, engine and parameters
(hexadecimal) change what is sent; version=1 sends SNMPv2c instead.
"""
import json
import select
import socket
import ssl
import subprocess
import sys

LOCAL_ENGINE = bytes.fromhex("8000000006")
ENGINE_ID = "1.3.6.1.6.3.10.2.1.1.0"


def element(tag, content):
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def integer(value):
    return element(2, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def name(text):
    arcs = [int(part) for part in text.strip(".").split(".")]
    octets = b""
    for arc in [arcs[0] * 40 + arcs[1]] + arcs[2:]:
        septets = [arc & 0x7F]
        while arc > 0x7F:
            arc >>= 7
            septets.insert(0, 0x80 | arc & 0x7F)
        octets += bytes(septets)
    return element(6, octets)


def split(octets):
    """The elements in octets, as pairs of tag and content."""
    found = []
    while octets:
        length, start = octets[1], 2
        if length >= 0x80:
            start = 2 + (length & 0x7F)
            length = int.from_bytes(octets[2:start], "big")
        found.append((octets[0], octets[start:start + length]))
        octets = octets[start + length:]
    return found


def dotted(octets):
    arcs, value = [], 0
    for octet in octets:
        value = value << 7 | octet & 0x7F
        if octet < 0x80:
            arcs.append(value)
            value = 0
    return ".".join(str(arc) for arc in [min(arcs[0] // 40, 2), arcs[0] - 40 * min(arcs[0] // 40, 2)] + arcs[1:])


def message(number, tag, oids, engine, first=0, second=0, model=4, flags=7, context=b"", parameters=b"", version=3,
            values=None):
    values = values or [element(5, b"")] * len(oids)
    bindings = b"".join(element(0x30, name(oid) + value) for oid, value in zip(oids, values))
    pdu = element(tag, integer(number) + integer(first) + integer(second) + element(0x30, bindings))
    if version == 1:
        return element(0x30, integer(1) + element(4, b"public") + pdu)
    header = element(0x30, integer(number) + integer(65535) + element(4, bytes([flags])) + integer(model))
    scoped = element(0x30, element(4, engine) + element(4, context) + pdu)
    return element(0x30, integer(3) + header + element(4, parameters) + scoped)


class Connection:
    """A stream through one of the programs."""

    def __init__(self, via, port, cert, key, tls):
        self.process = self.plain = None
        if via == "python":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            context.minimum_version = context.maximum_version = (
                ssl.TLSVersion.TLSv1_2 if tls == "1.2" else ssl.TLSVersion.TLSv1_3)
            if cert:
                context.load_cert_chain(cert, key)
            self.plain = context.wrap_socket(socket.create_connection(("127.0.0.1", port), 10))
            return
        if via == "openssl":
            command = ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-quiet",
                       "-tls1_2" if tls == "1.2" else "-tls1_3"]
            command += ["-cert", cert, "-cert_chain", cert, "-key", key] if cert else []
        else:
            priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2" if tls == "1.2" else "NORMAL:-VERS-ALL:+VERS-TLS1.3"
            command = ["gnutls-cli", "--no-ca-verification", "--logfile=/dev/null", "--priority", priority,
                       "-p", str(port), "127.0.0.1"]
            command += ["--x509certfile", cert, "--x509keyfile", key] if cert else []
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def send(self, octets):
        if self.plain:
            self.plain.sendall(octets)
        else:
            self.process.stdin.write(octets)
            self.process.stdin.flush()

    def receive(self, seconds=10):
        """The next message; None when none comes."""
        octets = b""
        while True:
            if len(octets) >= 2:
                length, start = octets[1], 2
                if length >= 0x80:
                    start = 2 + (length & 0x7F)
                    length = int.from_bytes(octets[2:start], "big") if len(octets) >= start else 1 << 30
                if len(octets) >= start + length:
                    return octets
            if self.plain:
                self.plain.settimeout(seconds)
                part = self.plain.recv(65536)
            else:
                ready, _, _ = select.select([self.process.stdout], [], [], seconds)
                part = self.process.stdout.read1(65536) if ready else b""
            if not part:
                return None
            octets += part

    def close(self):
        if self.plain:
            self.plain.close()
        else:
            self.process.kill()
            self.process.wait()


def read(octets):
    """The PDU in a message: its tag, error-status, error-index and variables."""
    parts = split(split(octets)[0][1])
    tag, content = parts[2] if parts[0][1] == b"\1" else split(parts[3][1])[2]
    fields = split(content)
    variables = [split(binding) for _, binding in split(fields[3][1])]
    numbers = [int.from_bytes(fields[place][1], "big") for place in (1, 2)]
    return tag, *numbers, [(dotted(n), t, v) for (_, n), (t, v) in variables]


def main():
    via, port, rest = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    options = {"cert": None, "key": None, "tls": "1.3"}
    while "=" in rest[0]:
        key, value = rest.pop(0).split("=", 1)
        options[key] = value
    verb = rest.pop(0)
    change = {}
    while rest and "=" in rest[0]:
        key, value = rest.pop(0).split("=", 1)
        change[key] = bytes.fromhex(value) if key in ("engine", "parameters") else (
            value.encode() if key == "context" else int(value))
    answer = {"engine": None, "error": None, "index": 0, "status": 0, "type": "", "variables": []}
    connection = None
    try:
        connection = Connection(via, port, options["cert"], options["key"], options["tls"])
        engine = change.pop("engine", None)
        if engine is None:
            connection.send(message(1, 0xA0, [ENGINE_ID], LOCAL_ENGINE))
            found = connection.receive()
            if found is None:
                raise ConnectionError("no answer to the discovery")
            engine = read(found)[3][0][2]
            answer["engine"] = engine.hex()
        if verb in ("ask", "set"):
            if verb == "set":
                types, texts, rest = rest[1::3], rest[2::3], rest[0::3]
                change["values"] = [
                    integer(int(text)) if kind == "i" else element(4, text.encode()) for kind, text in zip(types, texts)]
            connection.send(message(2, 0xA3 if verb == "set" else 0xA0, rest, engine, **change))
            found = connection.receive(3)
            if found is None:
                raise ConnectionError("no answer")
            tag, status, index, variables = read(found)
            answer.update(type=f"{tag:02x}", status=status, index=index)
            answer["variables"] = [[n, t, v.hex()] for n, t, v in variables]
        else:
            here, number = rest[0], 2
            while here:
                number += 1
                connection.send(message(number, 0xA5, [here], engine, second=50))
                found = connection.receive()
                if found is None:
                    raise ConnectionError("no answer")
                here = None
                for n, t, v in read(found)[3]:
                    if t == 0x82 or not n.startswith(rest[0] + "."):
                        here = None
                        break
                    answer["variables"].append([n, t, v.hex()])
                    here = n
    except (OSError, ssl.SSLError) as error:
        answer["error"] = str(error)
    finally:
        if connection:
            connection.close()
    print(json.dumps(answer))


main()
