#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""e2e.py [FAULT]: an end-to-end test of a small WebRTC application; it stands here for yours.

The server serves call.html, passes signaling from one peer to the other, and starts Chromium. Exit
status: 0 if the page says that the call worked. A FAULT is a bug of the server:

    drop-answer     the answer is not passed on
    setup           the answer's a=setup is made actpass, as only an offer's may be
    close-code      the call works, and the server then closes with 1011
"""
import asyncio
import base64
import hashlib
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

FAULTS = {"drop-answer", "setup", "close-code"}
FAULT = sys.argv[1] if len(sys.argv) > 1 else None
PAGE = pathlib.Path(__file__).with_name("call.html")
CHROMIUM = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream", "--allow-loopback-in-peer-connection"]
SECONDS = 60

peers = {}     # name -> StreamWriter
verdict = None  # a Future: what the page says


def frame(opcode, payload):
    """A WebSocket frame as servers send it, up to 64 KiB."""
    size = len(payload)
    length = bytes([size]) if size < 126 else b"\x7e" + size.to_bytes(2, "big")
    return bytes([0x80 | opcode]) + length + payload


async def read_frame(reader):
    """(opcode, payload) of a frame of a client."""
    first, second = await reader.readexactly(2)
    size = second & 0x7F
    if size > 125:
        size = int.from_bytes(await reader.readexactly(2 if size == 126 else 8), "big")
    mask = await reader.readexactly(4)
    payload = await reader.readexactly(size)
    return first & 0x0F, bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))


def passed_on(message):
    """What the other peer gets of a message, or None. Here the faults live."""
    if message.get("type") != "answer":
        return message
    if FAULT == "drop-answer":
        return None
    if FAULT == "setup":
        message["sdp"] = message["sdp"].replace("a=setup:active", "a=setup:actpass")
    return message


async def signaling(name, reader, writer):
    """One peer's connection, to its end."""
    peers[name] = writer
    while True:
        opcode, payload = await read_frame(reader)
        if opcode == 8:
            return
        message = json.loads(payload)
        if message.get("type") == "bye":
            code = 1011 if FAULT == "close-code" else 1000
            writer.write(frame(8, code.to_bytes(2, "big") + b"call ended"))
        elif other := peers.get("b" if name == "a" else "a"):
            message = passed_on(message)
            if message:
                other.write(frame(1, json.dumps(message).encode()))


async def serve(reader, writer):
    """One HTTP connection, one request."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        target = head.split()[1]
        key = re.search(r"(?im)^sec-websocket-key: *(\S+)", head)
        if key:
            accept = hashlib.sha1((key[1] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode())
            writer.write(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                         b"Connection: Upgrade\r\nSec-WebSocket-Accept: " +
                         base64.b64encode(accept.digest()) + b"\r\n\r\n")
            await signaling(target.rsplit("=", 1)[-1], reader, writer)
        elif head.startswith("POST /verdict"):
            size = int(re.search(r"(?im)^content-length: *(\d+)", head)[1])
            verdict.set_result((await reader.readexactly(size)).decode())
            writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        else:
            page = PAGE.read_bytes() if target == "/" else b""
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
                         b"Content-Length: %d\r\n\r\n%s" % (len(page), page))
        await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main():
    global verdict
    verdict = asyncio.get_running_loop().create_future()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    profile = tempfile.mkdtemp()
    browser = await asyncio.create_subprocess_exec(
        *CHROMIUM, "--user-data-dir=" + profile,
        "http://127.0.0.1:%d/" % server.sockets[0].getsockname()[1],
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "HOME": profile})
    try:
        said = await asyncio.wait_for(verdict, SECONDS)
    except asyncio.TimeoutError:
        said = "failed: the page said nothing for %d seconds" % SECONDS
    browser.terminate()
    await browser.wait()
    shutil.rmtree(profile, ignore_errors=True)
    print("end-to-end test:", said)
    return 0 if said == "passed" else 1


if __name__ == "__main__":
    if FAULT and FAULT not in FAULTS:
        sys.exit(__doc__)
    sys.exit(asyncio.run(main()))
