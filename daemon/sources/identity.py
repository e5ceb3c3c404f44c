"""Whether two links, or two entries, are the same article.

An outlet shows one article under many addresses: http and https, with and without www, a
mobile and an AMP twin, that of its editors, with tracking parameters. ``canonical_link`` is
what they share.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import quote, unquote_to_bytes, urlsplit

_TWIN_HOST = re.compile(r"(?:(?:www\d?|m|mobile|amp|manage)\.)+(?=[^.]+\.)")
_TWIN_PATH = re.compile(r"(?:/amp|-amp|\.amp)$", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?:utm_[^=]*|at_[^=]*|fb_[^=]*|mc_[ce]id|_g[al]|fbclid|[gdy]clid|gclsrc|msclkid|[gw]braid|igsh|"
    r"igshid|ref|ref_src|ref_url|referrer|fref|xtor|cmpid|ocid|ns_mchannel|spm|amp|amp_[^=]*|"
    r"outputtype|__twitter_impression)(?:=|$)"
    r"|m=1?$",  # Blogger's mobile page; other values of m name articles
    re.IGNORECASE,
)
_UNRESERVED = "/:@!$&'()*+,;=~"
_LONGEST_KEY = 300


def canonical_link(link: str) -> str:
    """What every address of one article has in common; "" when it names none.

    Left out are the scheme, www., m., amp. or manage. before the host, a default port, the
    fragment (unless it is a route, ``#!/…``), /amp, -amp and ?amp=1, a closing slash and
    tracking parameters; the remaining parameters are sorted and kept, because old outlets
    tell articles apart by nothing else. A site's front page names no article.
    """
    try:
        parts = urlsplit(link.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    path = _TWIN_PATH.sub("", _encoded(_without_dots(parts.path)).rstrip("/")).rstrip("/")
    route = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    query = _kept_query(parts.query)
    if not (path or query or route):
        return ""
    place = _canonical_host(host) + (f":{port}" if port not in (None, 80, 443) else "")
    return place + path + (f"?{query}" if query else "") + (f"#{route}" if route else "")


def _canonical_host(host: str) -> str:
    host = host.rstrip(".").lower()
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = _encoded(host)
    return _TWIN_HOST.sub("", host, count=1) if not host[-1:].isdigit() else host


def _encoded(text: str) -> str:
    """One spelling of percent-encoding, without loss for bytes that are not UTF-8."""
    return quote(unquote_to_bytes(text), safe=_UNRESERVED)


def _without_dots(path: str) -> str:
    kept: list[str] = []
    for step in path.split("/"):
        if step == "..":
            kept[1:] = kept[1:-1]
        elif step != ".":
            kept.append(step)
    return "/".join(kept)


def _kept_query(query: str) -> str:
    pairs = (pair for pair in query.split("&") if pair and not _TRACKING.match(pair))
    return "&".join(sorted(_encoded(pair) for pair in pairs))


def digest(*parts: str) -> str:
    """A short, stable name for texts of any length."""
    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=16).hexdigest()


def title_mark(title: str) -> str:
    """A name for a title that small repairs (spaces, punctuation, letter forms) do not change."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    letters = "".join(letter for letter in folded if letter.isalnum())
    return digest(letters or title) if title else ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one entry says of its identity: link and guid as given, title as plain text."""

    link: str
    guid: str
    title: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The key of an entry and its further keys, all short and stable; "" when it has none."""

    key: str
    aliases: tuple[str, ...]


def identify(claims: Sequence[Claim]) -> tuple[Identity, ...]:
    """The identities of the entries of one document, in their order.

    A link names the article, unless entries with different titles share it. A guid never
    does alone: some feeds give all entries one guid, some a fresh guid at every look. With
    the title it does, unless entries with different links share both.
    """
    marks = [title_mark(claim.title) for claim in claims]
    links = [canonical_link(claim.link) for claim in claims]
    link_titles = _partners(zip(links, marks, strict=True))
    guid_titles = _partners((claim.guid, m) for claim, m in zip(claims, marks, strict=True))
    pair_links = _partners(
        ((claim.guid, m), link) for claim, m, link in zip(claims, marks, links, strict=True)
    )
    return tuple(
        _identity(
            link=link,
            guid=claim.guid,
            mark=mark,
            link_shared=len(link_titles[link]) > 1,
            guid_shared=len(guid_titles[claim.guid]) > 1,
            pair_shared=len(pair_links[claim.guid, mark]) > 1,
        )
        for claim, mark, link in zip(claims, marks, links, strict=True)
    )


def _identity(
    *, link: str, guid: str, mark: str, link_shared: bool, guid_shared: bool, pair_shared: bool
) -> Identity:
    by_link = _short(link) if link and not link_shared else ""
    by_link_and_title = f"link+title:{digest(link, mark)}" if link and mark else ""
    by_guid = f"id:{digest(guid)}" if guid and not link and not guid_shared else ""
    with_title = guid and mark and not pair_shared
    by_guid_and_title = f"id+title:{digest(guid, mark)}" if with_title else ""
    by_title = f"title:{mark}" if mark and not link and not guid else ""
    keys = [by_link, by_guid, by_link_and_title, by_guid_and_title, by_title]
    given = [key for key in keys if key]
    return Identity(given[0], tuple(given[1:])) if given else Identity("", ())


def _short(link: str) -> str:
    return link if len(link) <= _LONGEST_KEY else f"link:{digest(link)}"


def _partners(pairs: Iterable[tuple[Hashable, str]]) -> dict[Hashable, set[str]]:
    """For each first, the different seconds it stands with."""
    found: defaultdict[Hashable, set[str]] = defaultdict(set)
    for first, second in pairs:
        found[first].add(second)
    return found
