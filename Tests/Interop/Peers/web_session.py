"""Logs in, changes its password, logs out, and tries what an attacker would with what it has seen; and Digest with both
algorithms. Prints as JSON what it found by name; everything must be true.

web_session.py PORT NAME PASSWORD NEW-PASSWORD OTHER-NAME
"""
import hashlib
import http.client
import json
import re
import sys
import urllib.parse

PORT, NAME, PASSWORD, NEW, OTHER = int(sys.argv[1]), *sys.argv[2:6]
facts = {}


class Browser:
    """One cookie jar."""

    def __init__(self, cookie=None):
        self.cookie = cookie

    def send(self, method, path, form=None, headers=None, body=None):
        headers = dict(headers or {})
        if self.cookie is not None:
            headers["Cookie"] = "session=" + self.cookie
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        set_cookie = answer.getheader("Set-Cookie") or ""
        found = re.match(r"session=([^;]*)", set_cookie)
        if found:
            self.cookie = found[1]
        return answer.status, dict(answer.getheaders()), text

    def log_in(self, name, password):
        return self.send("POST", "/login", {"name": name, "password": password, "to": "/"})

    def token(self):
        found = re.search(r'name="csrf" value="([^"]+)"', self.send("GET", "/password")[2])
        return found[1] if found else ""

    def is_in(self):
        return self.send("GET", "/account")[0] == 200


def digest(algorithm, function, count="00000001", nonce=None, password=PASSWORD, uri="/api/v1/status"):
    def h(text):
        return hashlib.new(function, text.encode()).hexdigest()
    if nonce is None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        connection.request("GET", uri)
        answer = connection.getresponse()
        answer.read()
        for challenge in answer.headers.get_all("WWW-Authenticate"):
            if f"algorithm={algorithm}," in challenge:
                nonce = re.search(r'nonce="([^"]+)"', challenge)[1]
    one = h(f"{NAME}:ipdect-agent:{password}")
    response = h(f"{one}:{nonce}:{count}:abc:auth:" + h(f"GET:{uri}"))
    field = (f'Digest username="{NAME}", realm="ipdect-agent", nonce="{nonce}", uri="{uri}", algorithm={algorithm}, '
             f'qop=auth, nc={count}, cnonce="abc", response="{response}"')
    return Browser().send("GET", uri, headers={"Authorization": field})[0], nonce


for algorithm, function in [("SHA-256", "sha256"), ("MD5", "md5")]:
    status, nonce = digest(algorithm, function)
    facts[f"Digest {algorithm} lets in"] = status == 200
    facts[f"Digest {algorithm} replayed does not"] = digest(algorithm, function, nonce=nonce)[0] == 401
    facts[f"Digest {algorithm} goes on counting"] = digest(algorithm, function, "00000002", nonce)[0] == 200
    facts[f"Digest {algorithm} with a nonce of its own does not"] = digest(algorithm, function, nonce="A" * 43)[0] in (400, 401)

# Session fixation: a cookie that an attacker planted.
planted = "planted-by-an-attacker-planted-by-an-attacker"
victim = Browser(planted)
status, headers, _ = victim.log_in(NAME, PASSWORD)
facts["the log-in is taken"] = status == 303
first = victim.cookie
facts["the session is another one than the planted"] = first not in (None, "", planted)
facts["the planted one opens nothing"] = not Browser(planted).is_in()
facts["the cookie is for no script and no other site"] = all(
    word in headers.get("Set-Cookie", "") for word in ("HttpOnly", "SameSite=Lax", "Path=/"))
facts["the session opens the console"] = victim.is_in()
old_token = victim.token()
victim.log_in(NAME, PASSWORD)
facts["a further log-in gives another session"] = victim.cookie != first
Browser(first).send("POST", "/logout", {"csrf": old_token})
facts["log-out ends a session"] = not Browser(first).is_in() and victim.is_in()

# Tokens against forged requests.
other = Browser()
other.log_in(OTHER, PASSWORD)
own, foreign = victim.token(), other.token()
facts["there are tokens"] = len(own) > 20 and len(foreign) > 20 and own != foreign
change = {"old": PASSWORD, "new": NEW, "again": NEW}
for name, token in [("no", None), ("an empty", ""), ("a foreign", foreign), ("a replayed", old_token)]:
    form = dict(change) if token is None else dict(change, csrf=token)
    facts[f"{name} token changes no password"] = victim.send("POST", "/password", form)[0] == 403
    headers = {} if token is None else {"X-CSRF-Token": token}
    for path in ("/api/v1/config", "//api/v1/config"):
        facts[f"{name} token changes nothing at {path}"] = victim.send(
            "POST", path, headers=headers, body="config add SNMP0 /name forged")[0] == 403
    facts[f"{name} token logs nobody out"] = victim.send(
        "POST", "/logout", None if token is None else {"csrf": token})[0] == 403 and victim.is_in()
facts["another site's form is not taken"] = victim.send(
    "POST", "/password", dict(change, csrf=own), {"Sec-Fetch-Site": "cross-site"})[0] == 403
facts["the own token with a header is taken"] = victim.send(
    "POST", "/api/v1/config/check", headers={"X-CSRF-Token": own}, body="config change SNMP0 /name x")[0] == 200

# A change of the password.
before, twin = victim.cookie, Browser()
twin.log_in(NAME, PASSWORD)
facts["the password is changed"] = victim.send("POST", "/password", dict(change, csrf=own))[0] == 303
facts["the session has another cookie"] = victim.cookie != before
facts["the old cookie opens nothing"] = not Browser(before).is_in()
facts["the user's other session has ended"] = not twin.is_in()
facts["the session goes on"] = victim.is_in()
facts["the old token is none"] = victim.send("POST", "/logout", {"csrf": own})[0] == 403

# Log-out.
last = victim.cookie
facts["log-out is taken"] = victim.send("POST", "/logout", {"csrf": victim.token()})[0] == 303
facts["log-out takes the cookie away"] = victim.cookie == ""
facts["the cookie of the ended session opens nothing"] = not Browser(last).is_in()
print(json.dumps(facts))
