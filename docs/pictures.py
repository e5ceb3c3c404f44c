"""Pictures of digests in Chromium: narrow and wide, light and dark.

``python docs/pictures.py [FOLDER]`` (``make pictures``) writes them into FOLDER, by default
var/pictures: of the demo's digest, and of the day that docs/digest.md shows, which has a month
behind it. The wide light one of the demo is docs/digest.png, which the README shows, and two
of the day are docs/day.png and docs/day-narrow.png.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from daemon.demo.newsroom import Newsroom
from daemon.service import clock
from daemon.service.demonstration import demonstrate, prepare

HERE = Path(__file__).parent
ROOT = HERE.parent
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
SCHEMES = {"light": 1, "dark": 0}
FRAME = '<body style="margin:0"><iframe src="{page}" width="{width}" height="{height}" \
style="border:0"></iframe>'


def main(folder: Path) -> None:
    """Make every picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("pictures need Chromium; on Debian: sudo apt-get install chromium fonts-noto-core")
    folder.mkdir(parents=True, exist_ok=True)
    demo = folder / "demo"
    prepare(demo)
    with Newsroom(clock.now(), delay=30) as newsroom:
        done = asyncio.run(demonstrate(demo.resolve(), newsroom, lambda _source, _collected: None))
    day = (folder / "day.html").resolve()
    subprocess.run([sys.executable, "-m", "tests.alerts.shown", str(day)], check=True, cwd=ROOT)
    for name, page in (("digest", done.page), ("day", day)):
        for width, height in ((700, 2600), (375, 3200)):
            for scheme in SCHEMES:
                picture = folder / f"{name}-{width}-{scheme}.png"
                take(chromium, page, picture, (width, height), scheme)
                print(picture)
    shown = (
        ("digest.png", done.page, (700, 1500), "light"),
        ("day.png", day, (700, 1600), "light"),
        ("day-narrow.png", day, (375, 1600), "dark"),
    )
    for name, page, size, scheme in shown:
        take(chromium, page, HERE / name, size, scheme)
        print(HERE / name)


def take(chromium: str, page: Path, picture: Path, size: tuple[int, int], scheme: str) -> None:
    """One picture of a page; in a frame, because Chromium's windows have a least width."""
    width, height = size
    with tempfile.TemporaryDirectory() as profile:
        frame = Path(profile) / "frame.html"
        frame.write_text(FRAME.format(page=page.as_uri(), width=width, height=height))
        subprocess.run(
            [
                chromium,
                *FLAGS,
                f"--user-data-dir={profile}/profile",
                f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}",
                f"--window-size={width},{height}",
                f"--screenshot={picture}",
                frame.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("var/pictures"))
