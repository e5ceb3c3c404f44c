"""A small web server on loopback that keeps what it is sent and answers as the test wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """``answer`` is the whole answer; ``silent`` lets it wait for ever, after it has read."""

    answer: bytes = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
    silent: bool = False
    taken: list[Request] = field(default_factory=list)
    port: int = 0
    open: list[asyncio.StreamWriter] = field(default_factory=list)

    def says(self, status: str, body: str = "", *headers: str) -> None:
        lines = [
            f"HTTP/1.1 {status}",
            "Connection: close",
            f"Content-Length: {len(body)}",
            *headers,
        ]
        self.answer = ("\r\n".join(lines) + "\r\n\r\n" + body).encode()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.append(writer)
        try:
            await self._answer(reader, writer)
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self.taken.append(Request(first.split(" ")[1], headers, body))
        if not self.silent:
            writer.write(self.answer)
            await writer.drain()
        else:
            await reader.read()  # until one of the two goes


@asynccontextmanager
async def listening(receiver: Receiver) -> AsyncIterator[Receiver]:
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
        for writer in receiver.open:
            writer.transport.abort()
        await asyncio.sleep(0)
        await server.wait_closed()
