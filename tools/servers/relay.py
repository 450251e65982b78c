"""Hands connections on between a TCP port and a socket in the file system, for servers in a network of their own."""

import argparse
import os
import socket
import threading


def address(text):
    host, _, port = text.rpartition(":")
    return (host, int(port)) if host and port.isdigit() else text


def connect(to):
    family = socket.AF_INET if isinstance(to, tuple) else socket.AF_UNIX
    other = socket.socket(family, socket.SOCK_STREAM)
    other.connect(to)
    return other


def pump(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # One side went away: the other pump ends the same way.


def serve(client, to):
    try:
        other = connect(to)
    except OSError:
        client.close()
        return
    back = threading.Thread(target=pump, args=(other, client), daemon=True)
    back.start()
    pump(client, other)
    back.join()
    client.close()
    other.close()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--listen")
    options.add_argument("--unix")
    options.add_argument("--to", required=True)
    given = options.parse_args()
    if given.unix:
        if os.path.exists(given.unix):
            os.remove(given.unix)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(given.unix)
    else:
        listener = socket.create_server(address(given.listen))
    listener.listen(128)
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client, address(given.to)), daemon=True).start()


main()
