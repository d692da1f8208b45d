"""Stands between a sender of RELP and its server: which lines did the sender get an answer for?

relp_witness.py LISTEN SERVER: passes connections on to the port SERVER, and prints the number N of each line "relayed-N-line"
when its answer comes by. What is passed on is not changed.
"""
import re
import socket
import sys
import threading

FRAME = re.compile(rb"(\d+) (\w+) (\d+) ?")


def frames(octets):
    """The whole frames at the front of `octets` as (transaction, command, data), and what is left."""
    found = []
    while head := FRAME.match(octets):
        end = head.end() + int(head[3])
        if len(octets) <= end:
            break
        found.append((int(head[1]), head[2], octets[head.end():end]))
        octets = octets[end + 1:]
    return found, octets


def pump(source, sink, see):
    rest = b""
    try:
        while octets := source.recv(65536):
            found, rest = frames(rest + octets)
            for frame in found:
                see(*frame)
            sink.sendall(octets)
    except OSError:
        pass
    for end in (source, sink):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def witness(sender, port):
    try:
        server = socket.create_connection(("127.0.0.1", port))
    except OSError:
        sender.close()
        return
    lines = {}

    def sent(transaction, command, data):
        number = re.search(rb"relayed-(\d+)-line", data)
        if command == b"syslog" and number:
            lines[transaction] = int(number[1])

    def answer(transaction, command, data):
        if command == b"rsp" and data.startswith(b"200") and transaction in lines:
            print(lines.pop(transaction), flush=True)

    threading.Thread(target=pump, args=(sender, server, sent), daemon=True).start()
    pump(server, sender, answer)


def main(listen, server):
    listener = socket.create_server(("127.0.0.1", listen))
    while True:
        sender, _ = listener.accept()
        threading.Thread(target=witness, args=(sender, server), daemon=True).start()


main(int(sys.argv[1]), int(sys.argv[2]))
