#!/usr/bin/env python3
"""Streams a program to an Eager server while it is "written", and prints its output as it happens.

    python3 stream.py [--url URL] [--key KEY] [--rate TOKENS_PER_SECOND] FILE

Nothing but the standard library: one chunked request whose answer is read while its body is still being sent.
"""

import argparse
import base64
import http.client
import json
import sys
import threading
import time
import urllib.parse

TOKEN = 4


def connect(url):
    parts = urllib.parse.urlsplit(url)
    return http.client.HTTPConnection(parts.hostname, parts.port or 80)


def call(url, key, method, path):
    """One request with a JSON answer."""
    connection = connect(url)
    connection.request(method, path, headers=headers(key))
    response = connection.getresponse()
    body = response.read()
    if response.status >= 400:
        problem = json.loads(body)
        sys.exit(f"{problem['title']} {problem.get('detail', '')}")
    return json.loads(body) if body else None


def headers(key):
    return {"Authorization": f"Bearer {key}"} if key else {}


def send_code(connection, code, rate):
    """Sends the body in chunks of one token; stops when the server hangs up, which it does when it wants no more."""
    try:
        for start in range(0, len(code), TOKEN):
            piece = code[start:start + TOKEN].encode()
            connection.send(b"%x\r\n%s\r\n" % (len(piece), piece))
            if rate:
                time.sleep(1 / rate)
        connection.send(b"0\r\n\r\n")
    except OSError:
        pass


def run(url, key, code, rate):
    """Runs the code in a session of its own; the program's exit status."""
    session = call(url, key, "POST", "/v1/sessions")["id"]
    try:
        connection = connect(url)
        connection.putrequest("POST", f"/v1/sessions/{session}/executions")
        for name, value in {**headers(key), "Content-Type": "text/plain", "Transfer-Encoding": "chunked"}.items():
            connection.putheader(name, value)
        connection.endheaders()
        threading.Thread(target=send_code, args=(connection, code, rate), daemon=True).start()
        response = connection.getresponse()
        if response.status != 200:
            sys.exit(f"the server answers {response.status}: {response.read().decode()}")
        return follow(response)
    finally:
        call(url, key, "DELETE", f"/v1/sessions/{session}")


def follow(events):
    for line in events:
        event = json.loads(line)
        if event["type"] == "output":
            to = sys.stdout if event["stream"] == "stdout" else sys.stderr
            to.buffer.write(base64.b64decode(event["base64"]) if "base64" in event else event["text"].encode())
            to.flush()
        elif event["type"] == "session.completed":
            return event["summary"]["exit"]
        elif event["type"] == "execution.faulted":
            sys.exit(event["fault"])
    sys.exit("the events broke off")


def main():
    options = argparse.ArgumentParser(description="Streams a program to an Eager server.")
    options.add_argument("--url", default="http://127.0.0.1:8080")
    options.add_argument("--key")
    options.add_argument("--rate", type=float, default=0, help="tokens a second; 0 for as fast as it goes")
    options.add_argument("file")
    given = options.parse_args()
    with open(given.file, encoding="utf-8", newline="") as file:
        sys.exit(run(given.url, given.key, file.read(), given.rate))


if __name__ == "__main__":
    main()
