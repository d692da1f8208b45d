"""Asks a web server what no browser asks, over plain sockets, and prints as JSON what was not answered as it should be.

web_probe.py odd PORT             paths out of the tree, bombs, ambiguous lengths
web_probe.py slow PORT            a request that comes octet by octet; others meanwhile
web_probe.py idle PORT COUNT USER PASSWORD    COUNT connections on which nothing is asked
web_probe.py logins PORT COUNT    COUNT log-ins at once
"""
import base64
import json
import socket
import sys
import threading
import time
import urllib.parse

PORT = int(sys.argv[2])
WAIT = 20
# What would tell of the inside: paths, types, traces, the password file.
TELLTALE = [b"root:", b"/Sources/", b"/home/", b".swift", b"Fatal error", b"#0 ", b"Thread ", b"Hummingbird", b"NIOCore",
            b"NSCocoa", b"Optional("]


def connect():
    sock = socket.create_connection(("127.0.0.1", PORT), timeout=WAIT)
    sock.settimeout(WAIT)
    return sock


def answer(sock, limit=1 << 20):
    """All that comes until the server closes, or nothing more comes for a moment behind a whole answer."""
    data = b""
    while len(data) < limit:
        try:
            part = sock.recv(65536)
        except (socket.timeout, ConnectionError):
            break
        if not part:
            break
        data += part
        if whole(data):
            sock.settimeout(0.3)
    return data


def whole(data):
    head, found, body = data.partition(b"\r\n\r\n")
    if not found:
        return False
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return len(body) >= int(line.split(b":")[1])
    return b"transfer-encoding: chunked" not in head.lower() or body.endswith(b"0\r\n\r\n")


def statuses(data):
    return [int(part[:3]) for part in data.split(b"HTTP/1.1 ")[1:] if part[:3].isdigit()]


def ask(octets, close=True):
    """Sends octets, as far as the server takes them; what it answered."""
    sock = connect()
    try:
        try:
            sock.sendall(octets)
            if close:
                sock.shutdown(socket.SHUT_WR)
        except (ConnectionError, socket.timeout):
            pass
        return answer(sock)
    finally:
        sock.close()


def request(method, target, headers=(), body=b"", version="HTTP/1.1"):
    lines = [f"{method} {target} {version}", "Host: agent"] + list(headers)
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def lives():
    start = time.monotonic()
    ok = statuses(ask(request("GET", "/health", ["Connection: close"]), close=False))[:1] == [200]
    return ok, time.monotonic() - start


FORM = "Content-Type: application/x-www-form-urlencoded"
SAME = "Sec-Fetch-Site: same-origin"


def traversals():
    files = ["etc/passwd", "ipdect-agent.conf"]
    ups = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "....//", "%252e%252e/", "..%c0%af", "..;/", "%00/../"]
    for start in ["/assets/", "/", "/api/v1/", "/login/", "/capture/", "/metrics/"]:
        for up in ups:
            for file in files:
                yield start + up * 8 + file
    yield from ["/assets/console.css%00.html", "/assets/%00", "/%00", "/assets//etc/passwd", "file:///etc/passwd",
                "/assets/" + "a" * 8000, "/" + "../" * 2000 + "etc/passwd", "/%", "/%zz", "/%ff%fe", "/\xff\xfe",
                "/assets/console.css/../../../etc/passwd"]


def chunked(body, then=b"0\r\n\r\n"):
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in body) + then


def bombs():
    """Name, octets, what may be answered; an empty answer is a connection that was closed."""
    refused = {400, 401, 403, 404, 405, 408, 411, 413, 414, 415, 422, 431, 501}
    yield "many headers", request("GET", "/health", [f"X-{n}: {n}" for n in range(20000)]), refused
    yield "a long header", request("GET", "/health", ["X-Long: " + "a" * 1_000_000]), refused
    yield "a long name", request("GET", "/health", ["X" * 1_000_000 + ": a"]), refused
    yield "a long target", request("GET", "/" + "a" * 1_000_000), refused
    yield "a long cookie", request("GET", "/", ["Cookie: session=" + "a" * 60000]), refused | {303}
    yield "a long method", request("A" * 100_000, "/"), refused
    yield "a long credential", request("GET", "/api/v1/status", ["Authorization: Basic " + "A" * 60000]), refused
    yield "a large form", request("POST", "/login", [FORM, SAME], b"a=" + b"a" * (5 << 20)), {413}
    yield "many fields", request("POST", "/login", [FORM, SAME], b"a=1&" * 3000), {413}
    yield "a form without an end", request("POST", "/login", ["Content-Type: multipart/form-data; boundary=x", SAME],
                                           b"--x\r\n" * 5000), {400}
    yield "a packed form", request("POST", "/login", [FORM, SAME, "Content-Encoding: gzip"],
                                   base64.b64decode("H4sIAAAAAAAAA0u0NQQAyv6nIAMAAAA=")), {400, 401, 415}
    yield "no form", request("POST", "/login", ["Content-Type: text/plain", SAME], b"x" * 100), {415}
    yield "a chunked flood", (b"POST /login HTTP/1.1\r\nHost: agent\r\nTransfer-Encoding: chunked\r\n" + FORM.encode()
                              + b"\r\n\r\n" + chunked([b"a" * 65536] * 200)), {413}
    yield "a chunk of 2^64", (b"POST /login HTTP/1.1\r\nHost: agent\r\nTransfer-Encoding: chunked\r\n" + FORM.encode()
                              + b"\r\n\r\nffffffffffffffffff\r\nabc"), refused
    yield "a length of 2^70", request("POST", "/login", [FORM, "Content-Length: 1180591620717411303424"]), refused
    known = "Authorization: Basic " + base64.b64encode(b"olga:operator pass 1").decode()
    for name, body in [("deep arrays", b"[" * 200_000), ("deep objects", b'{"a":' * 100_000),
                       ("deep and whole", b"[" * 100_000 + b"]" * 100_000),
                       ("long digits", b'{"values":{"port":' + b"9" * 100_000 + b"}}"),
                       ("halves of signs", b'{"values":{"name":"\\ud800\\udc00\\ud800"}}'), ("NUL", b"\0" * 1000)]:
        yield name, request("PATCH", "/api/v1/config/modules/SNMP0", [known, "Content-Type: application/json"],
                            body), {400, 413, 415, 422}
    yield "a large text", request("POST", "/api/v1/config/check", [known], b"config change SNMP0 /name a\n" * 300_000), {413}


# What goes behind a request that two readers might end in two places.
SMUGGLED = b"GET /assets/console.css HTTP/1.1\r\nHost: agent\r\n\r\n"


def ambiguous():
    def post(lines, body):
        return b"POST /login HTTP/1.1\r\nHost: agent\r\n" + lines + b"\r\n\r\n" + body
    length = str(len(SMUGGLED)).encode()
    yield "two lengths", post(b"Content-Length: 0\r\nContent-Length: " + length, SMUGGLED)
    yield "a list of lengths", post(b"Content-Length: 0, " + length, SMUGGLED)
    yield "a length with a sign", post(b"Content-Length: +0", SMUGGLED)
    yield "a negative length", post(b"Content-Length: -1", SMUGGLED)
    yield "a length in hexadecimal", post(b"Content-Length: 0x0", SMUGGLED)
    yield "length and chunks", post(b"Content-Length: " + str(len(SMUGGLED) + 5).encode()
                                    + b"\r\nTransfer-Encoding: chunked", b"0\r\n\r\n" + SMUGGLED)
    yield "chunks and length", post(b"Transfer-Encoding: chunked\r\nContent-Length: 5", b"0\r\n\r\n" + SMUGGLED)
    yield "chunks by another name", post(b"Transfer-Encoding: xchunked\r\nContent-Length: 0", SMUGGLED)
    yield "chunks and no chunks", post(b"Transfer-Encoding: chunked, identity", b"0\r\n\r\n" + SMUGGLED)
    yield "a blank before the colon", post(b"Content-Length : " + length, SMUGGLED)
    yield "a folded line", post(b"X: a\r\n Content-Length: " + length + b"\r\nTransfer-Encoding:\r\n chunked", SMUGGLED)
    yield "a bare CR", post(b"X: a\rContent-Length: " + length, SMUGGLED)
    yield "NUL in a header", post(b"X: a\0b\r\nContent-Length: 0", SMUGGLED)
    yield "a bad chunk", post(b"Transfer-Encoding: chunked", b"0x0\r\n\r\n" + SMUGGLED)
    yield "a chunk with a sign", post(b"Transfer-Encoding: chunked", b"-1\r\n\r\n" + SMUGGLED)
    yield "version 9", b"GET /health HTTP/9.9\r\nHost: agent\r\n\r\n"
    yield "no version", b"GET /health\r\n\r\n"
    yield "no request", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 200
    yield "two hosts", b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"
    yield "no host", b"GET /health HTTP/1.1\r\n\r\n"


def odd():
    wrong, asked = [], 0

    def judge(name, data, allowed):
        nonlocal asked
        asked += 1
        got = statuses(data)
        if not set(got) <= allowed:
            wrong.append(f"{name}: {got} {data[:200]!r}")
        for word in TELLTALE:
            if word in data:
                wrong.append(f"{name} tells {word!r}: {data[:400]!r}")

    for target in traversals():
        judge(f"path {target[:60]}", ask(request("GET", target, ["Connection: close"])),
              {303, 400, 401, 403, 404, 405, 414, 431})
    for name, octets, allowed in bombs():
        judge(name, ask(octets), allowed)
    for name, octets in ambiguous():
        data = ask(octets)
        # What stands behind is never a request of its own: that would be answered by 200.
        allowed = {400, 401, 403, 415, 501, 505} | ({200} if "host" in name else set())
        judge(name, data, allowed)
    ok, _ = lives()
    if not ok:
        wrong.append("the server does not answer any more")
    return {"asked": asked, "wrong": wrong}


def slow():
    stop = threading.Event()
    sent = 0

    def trickle():
        nonlocal sent
        sock = connect()
        for octet in request("GET", "/health", ["X-Slow: " + "a" * 100_000]):
            if stop.is_set():
                break
            sock.send(bytes([octet]))
            sent += 1
            stop.wait(0.005)
        sock.close()

    threads = [threading.Thread(target=trickle) for _ in range(20)]
    for thread in threads:
        thread.start()
    while sent < 200:
        time.sleep(0.01)
    times = []
    for _ in range(20):
        ok, seconds = lives()
        times.append(seconds if ok else -1.0)
    stop.set()
    for thread in threads:
        thread.join()
    return {"slow": len(threads), "sent": sent, "slowest": max(times), "failed": sum(t < 0 for t in times)}


def resident(process):
    for line in open(f"/proc/{process}/status"):
        if line.startswith(("VmRSS", "VmHWM")):
            yield line.split(":")[0], int(line.split()[1]) // 1024


def idle():
    count, user, password, process = int(sys.argv[3]), sys.argv[4], sys.argv[5], sys.argv[6]
    known = "Authorization: Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    page = request("GET", "/", [known, "Connection: close"])
    first = statuses(ask(page, close=False))
    before = dict(resident(process))["VmRSS"]
    held = [connect() for _ in range(count)]
    # Half of them have begun a request.
    for sock in held[::2]:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: agent\r\nX-")
    times, wrong = [], []
    for _ in range(10):
        start = time.monotonic()
        got = statuses(ask(page, close=False))
        times.append(time.monotonic() - start)
        if got != [200]:
            wrong.append(got)
    during = dict(resident(process))["VmRSS"]
    files = len(__import__("os").listdir(f"/proc/{process}/fd"))
    for sock in held:
        sock.close()
    return {"first": first, "wrong": wrong, "slowest": max(times), "before": before, "during": during, "files": files}


def logins():
    count, process = int(sys.argv[3]), sys.argv[4]
    before = dict(resident(process))["VmRSS"]
    results = []

    def attempt(number):
        body = urllib.parse.urlencode({"name": f"nobody-{number}", "password": "wrong"}).encode()
        results.append(statuses(ask(request("POST", "/login", [FORM, SAME, "Connection: close"], body), close=False)))

    threads = [threading.Thread(target=attempt, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    ok, seconds = lives()
    for thread in threads:
        thread.join()
    counts = {}
    for result in results:
        key = str(result[0]) if result else "none"
        counts[key] = counts.get(key, 0) + 1
    return {"counts": counts, "healthy": ok, "seconds": seconds, "before": before,
            "peak": dict(resident(process))["VmHWM"]}


if sys.argv[1] == "idle":
    import resource
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
print(json.dumps({"odd": odd, "slow": slow, "idle": idle, "logins": logins}[sys.argv[1]]()))
