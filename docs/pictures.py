"""Pictures of the demo's digest in Chromium: narrow and wide, light and dark.

``python docs/pictures.py [FOLDER]`` (``make pictures``) writes them into FOLDER, by default
var/pictures, and the wide light one as docs/digest.png, which the README shows.
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
    for width, height in ((700, 2600), (375, 3200)):
        for scheme in SCHEMES:
            picture = folder / f"digest-{width}-{scheme}.png"
            take(chromium, done.page, picture, (width, height), scheme)
            print(picture)
    take(chromium, done.page, HERE / "digest.png", (700, 1500), "light")
    print(HERE / "digest.png")


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
