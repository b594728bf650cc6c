"""What the proxy adds to each delta that passes through it.

Starts `eager serve` in front of an upstream of its own, which puts the time of sending into every delta of a tool call's code, and reads the same
stream directly and through the proxy, in turns. Prints one JSON line: microseconds from sending to arrival.
"""

import argparse
import asyncio
import json
import re
import statistics
import subprocess
import time

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
STAMP = re.compile(rb"# (\d{10,})")
BODY = json.dumps({
    "model": "m", "stream": True, "messages": [{"role": "user", "content": "go"}],
    "tools": [{"type": "function", "function": {"name": "run_code", "parameters": {"type": "object", "properties": {"code": {"type": "string"}}}}}],
}).encode()


def event(delta: dict, finish: str | None = None) -> bytes:
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


def arguments(text: str) -> bytes:
    return event({"tool_calls": [{"index": 0, "function": {"arguments": text}}]})


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, rate: float, deltas: int) -> None:
    def send(data: bytes) -> None:
        writer.write(b"%x\r\n%s\r\n" % (len(data), data))

    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    await reader.readexactly(int(length.group(1)) if length else 0)
    writer.write(HEAD)
    call = {"index": 0, "id": f"call_{time.monotonic_ns()}", "type": "function", "function": {"name": "run_code", "arguments": ""}}
    send(event({"role": "assistant", "tool_calls": [call]}) + arguments('{"code": "'))
    start = time.perf_counter()
    for number in range(deltas):
        await asyncio.sleep(max(0.0, start + number / rate - time.perf_counter()))
        send(arguments(f"# {time.perf_counter_ns()}\\n"))
        await writer.drain()
    send(arguments('"}') + event({}, "tool_calls") + b"data: [DONE]\n\n")
    writer.write(b"0\r\n\r\n")
    await writer.drain()
    writer.close()


async def read(port: int) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (port, len(BODY)))
    writer.write(BODY)
    times = []
    while True:
        line = await reader.readline()
        now = time.perf_counter_ns()
        if not line or b"[DONE]" in line:
            writer.close()
            return times
        if stamp := STAMP.search(line):
            times.append((now - int(stamp.group(1))) / 1000)


def figures(times: list[float]) -> dict:
    cuts = statistics.quantiles(times, n=100)
    return {"deltas": len(times), "p50_us": round(cuts[49], 1), "p90_us": round(cuts[89], 1), "p99_us": round(cuts[98], 1)}


async def measure(options: argparse.Namespace) -> dict:
    upstream = await asyncio.start_server(lambda reader, writer: answer(reader, writer, options.rate, options.deltas), "127.0.0.1", 0)
    port = upstream.sockets[0].getsockname()[1]
    server = subprocess.Popen(
        [options.command, "serve", "--urls", "http://127.0.0.1:0", "--set", f"Proxy:Upstream=http://127.0.0.1:{port}/v1", "--set", "Proxy:Tool=run_code"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        proxy = int(re.search(r":(\d+)", server.stdout.readline().split(" ")[2]).group(1))
        await asyncio.gather(*(read(proxy) for _ in range(options.streams)))
        direct, proxied = [], []
        for _ in range(options.rounds):
            for times, at in ((direct, port), (proxied, proxy)):
                for stream in await asyncio.gather(*(read(at) for _ in range(options.streams))):
                    times += stream
        added = figures(proxied)["p50_us"] - figures(direct)["p50_us"]
        return {"streams": options.streams, "direct": figures(direct), "proxied": figures(proxied), "added_p50_us": round(added, 1)}
    finally:
        server.terminate()
        server.wait()
        upstream.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--command", default="artifacts/eager/eager")
    parser.add_argument("--rate", type=float, default=50, help="deltas a second")
    parser.add_argument("--deltas", type=int, default=250, help="deltas a stream")
    parser.add_argument("--streams", type=int, default=1, help="streams at one time")
    parser.add_argument("--rounds", type=int, default=5)
    print(json.dumps(asyncio.run(measure(parser.parse_args()))))


if __name__ == "__main__":
    main()
