"""Judges the REST API behind a UNIX socket: rest_api.py SOCKET EXAMPLES.

openapi-spec-validator reads the document that the agent serves, schemathesis asks every operation in it with data that fits
and data that does not. What they find is printed; the exit code is 0 when they find nothing.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
import urllib.request

from openapi_spec_validator import validate

# Streams without an end, and what sends packets into the network.
LEFT_OUT = r"/(live|logs/follow|capture/stream|ping|traceroute)$"


async def carry(reader, writer):
    try:
        while octets := await reader.read(65536):
            writer.write(octets)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


def lend_port(path):
    """Gives the UNIX socket a TCP port of the loopback interface, which the tools need."""
    port = None
    ready = threading.Event()

    async def serve(reader, writer):
        try:
            far_reader, far_writer = await asyncio.open_unix_connection(path)
        except OSError:
            writer.close()
            return
        await asyncio.gather(carry(reader, far_writer), carry(far_reader, writer))

    async def main():
        nonlocal port
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        ready.set()
        await server.serve_forever()

    threading.Thread(target=lambda: asyncio.run(main()), daemon=True).start()
    ready.wait(10)
    return port


def main():
    url = f"http://127.0.0.1:{lend_port(sys.argv[1])}"
    with urllib.request.urlopen(url + "/api/v1/openapi.json", timeout=10) as answer:
        document = json.load(answer)
    validate(document)
    print(f"{sum(len(path) for path in document['paths'].values())} operations in a valid document", flush=True)
    here = os.path.dirname(os.path.abspath(__file__))
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "openapi.json")
        with open(file, "w", encoding="utf-8") as out:
            json.dump(document, out)
        tool = [sys.executable, "-m", "schemathesis.cli", "--config-file", os.path.join(here, "schemathesis.toml"), "run"]
        options = ["--url", url, "--max-examples", sys.argv[2], "--exclude-path-regex", LEFT_OUT]
        result = subprocess.run(tool + [file] + options, cwd=folder, stdin=subprocess.DEVNULL, check=False)
    sys.exit(result.returncode)


main()
