"""The five real articles, served as a feed with pages: all flagged, in one digest, with reasons."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from daemon.config.load import load_settings
from daemon.model.post import Sent
from daemon.schedule.periods import due_periods
from daemon.service import clock
from daemon.service.demonstration import CONFIG, ZONE, begin_yesterday, cycle
from daemon.service.opening import opened
from daemon.service.wiring import wire
from tests.journeys.newsdesk import SHARED, part_of, read_mail

SEEDS = SHARED / "seeds"


def seeds() -> list[str]:
    """The texts; without them the test is skipped, but never in CI."""
    files = sorted(SEEDS.glob("*.txt"))
    if not files and os.environ.get("CI") != "true":
        pytest.skip("the seed articles are not beside this checkout")
    return [file.read_text(encoding="utf-8") for file in files]


def title_of(text: str) -> str:
    return " ".join(text.split()[:9])


@contextmanager
def served(texts: list[str]) -> Iterator[int]:
    """A site on loopback: /feed lists the articles, /article/N is one of them."""

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = self.path.strip("/").split("/")
            if parts[0] not in ("feed", "article"):
                self.send_error(404)
                return
            body = feed() if parts[0] == "feed" else page(int(parts[1]))
            self.send_response(200)
            self.send_header("Content-Type", body[0])
            self.send_header("Content-Length", str(len(body[1])))
            self.end_headers()
            self.wfile.write(body[1])

        def log_message(self, *_: object) -> None:
            pass

    def feed() -> tuple[str, bytes]:
        items = "".join(
            f"<item><title>{escape(title_of(text))}</title><guid>seed-{number}</guid>"
            f"<link>{base}/article/{number}</link></item>"
            for number, text in enumerate(texts)
        )
        rss = f'<rss version="2.0"><channel><title>seeds</title>{items}</channel></rss>'
        return "application/rss+xml; charset=utf-8", rss.encode()

    def page(number: int) -> tuple[str, bytes]:
        paragraphs = "".join(
            f"<p>{escape(part)}</p>" for part in texts[number].split("  ") if part.strip()
        )
        html = (
            '<!doctype html><html lang="ckb" dir="rtl"><head><meta charset="utf-8">'
            f"<title>{escape(title_of(texts[number]))}</title></head><body><nav>سەرەتا</nav>"
            f"<article><h1>{escape(title_of(texts[number]))}</h1>{paragraphs}</article></body></html>"
        )
        return "text/html; charset=utf-8", html.encode()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def mail_in(file: str) -> EmailMessage:
    return read_mail(Path(file).read_bytes())


async def test_all_five_seeds_are_flagged_with_evidence_in_one_digest(tmp_path: Path) -> None:
    texts = seeds()
    assert len(texts) == 5
    with served(texts) as port:
        (tmp_path / "sources.toml").write_text(
            f'[[source]]\nname = "seeds"\noutlet = "Seeds"\nurl = "http://127.0.0.1:{port}/feed"\n'
            'kind = "rss"\nlanguage = "ckb"\nzone = "Asia/Baghdad"\nenabled = true\n'
            'reason = "the five articles"\n'
        )
        at = f"{clock.local_time(ZONE):%H:%M}"
        (tmp_path / "config.toml").write_text(CONFIG.format(port=port, zone=ZONE, at=at))
        settings = load_settings(
            tmp_path / "sources.toml", tmp_path / "config.toml", state_dir=tmp_path
        )
        async with opened(settings.database) as store:
            journeys = wire(
                settings, store, clock=clock.now, owner="test", read_secret=lambda _name: None
            )
            await begin_yesterday(store, settings.recipients[0])
            done = await cycle(journeys, store, lambda _source, _collected: None)
            await journeys.aclose()
            flagged = await store.recent_articles(flagged=True)
            assert due_periods(settings.recipients[0], clock.now())
    assert len(flagged) == 5
    for article in flagged:
        assert article.matches
        assert article.severity is not None
        for match in article.matches:
            field = article.title if match.field == "title" else article.body
            assert field[match.start : match.end] == match.surface
    assert len(done.sent) == 1
    sent = done.sent[0].result
    assert isinstance(sent, Sent)
    mail = mail_in(sent.note)
    for article in flagged:
        assert escape(article.title.split()[0]) in part_of(mail, "html")
        assert article.title.split()[0] in part_of(mail, "plain")
