"""A server that wants Digest (RFC 7616), written from the RFC with nothing but Python's own library.

Usage: digest_server.py ALGORITHM QOP; prints its port. A nonce lasts for four requests, then it is stale. A nonce count
that does not go up makes it stale.
"""
import hashlib
import http.server
import os
import re
import sys

ALGORITHM, QOP = sys.argv[1], sys.argv[2]
USER, REALM, PASSWORD = 'ag"ent', 'the "realm", here', "p\u00e4ss:word"
counts = {}


def h(data):
    name = "md5" if ALGORITHM.startswith("MD5") else "sha256"
    return hashlib.new(name, data if isinstance(data, bytes) else data.encode()).hexdigest()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def reply(self, status, text, *fields):
        body = text.encode()
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def challenge(self, stale):
        nonce = os.urandom(12).hex()
        counts[nonce] = 0
        realm = REALM.replace('"', '\\"')
        parts = [f'realm="{realm}"', f'nonce="{nonce}"', 'opaque="o/p=="', f"algorithm={ALGORITHM}"]
        if QOP != "none":
            parts.insert(0, f'qop="{QOP}"')
        if stale:
            parts.append("stale=true")
        self.reply(401, "who?", ("WWW-Authenticate", "Digest " + ", ".join(parts)))

    def serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        field = self.headers.get("Authorization", "")
        if not field.startswith("Digest "):
            return self.challenge(False)
        given = {}
        for name, quoted, plain in re.findall(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))', field):
            given[name] = re.sub(r"\\(.)", r"\1", quoted) if quoted else plain
        nonce = given.get("nonce", "")
        if nonce not in counts:
            return self.challenge(True)
        if given["username"] != USER or given["realm"] != REALM or given["uri"] != self.path \
                or given.get("opaque") != "o/p==" or given["algorithm"] != ALGORITHM:
            return self.reply(400, f"wrong parameters: {given}")
        key = h(f"{USER}:{REALM}:{PASSWORD}")
        if ALGORITHM.endswith("-sess"):
            key = h(f"{key}:{nonce}:{given['cnonce']}")
        request = f"{self.command}:{self.path}"
        if QOP == "auth-int":
            request += ":" + h(body)
        if QOP == "none":
            if "qop" in given:
                return self.reply(400, "qop that was not offered")
            counts[nonce] = counts.get(nonce, 0) + 1
            expected = h(f"{key}:{nonce}:{h(request)}")
        else:
            count = int(given["nc"], 16)
            if len(given["nc"]) != 8 or given["qop"] != QOP:
                return self.reply(400, f"wrong parameters: {given}")
            if count <= counts.get(nonce, 1 << 32):
                return self.challenge(True)
            counts[nonce] = count
            expected = h(f"{key}:{nonce}:{given['nc']}:{given['cnonce']}:{given['qop']}:{h(request)}")
        if given["response"] != expected:
            return self.challenge(False)
        if counts.get(nonce, 0) >= 4:
            counts.pop(nonce, None)
        self.reply(200, f"{self.command} {len(body)}")

    do_GET = do_POST = do_PUT = serve


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
