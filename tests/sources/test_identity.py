"""Which addresses, and which entries of a feed, are the same article."""

from __future__ import annotations

import pytest

from daemon.sources.identity import Claim, Identity, canonical_link, identify

ARTICLE = "rudaw.example/sorani/kurdistan/1101202425"

SAME = [
    "https://rudaw.example/sorani/kurdistan/1101202425",
    "http://rudaw.example/sorani/kurdistan/1101202425",
    "HTTPS://Rudaw.Example/sorani/kurdistan/1101202425",
    "https://www.rudaw.example/sorani/kurdistan/1101202425",
    "https://m.rudaw.example/sorani/kurdistan/1101202425",
    "https://amp.rudaw.example/sorani/kurdistan/1101202425",
    "https://manage.rudaw.example/sorani/kurdistan/1101202425",
    "https://www.m.rudaw.example:443/sorani/kurdistan/1101202425",
    "http://rudaw.example:80/sorani/kurdistan/1101202425/",
    "https://rudaw.example./sorani/kurdistan/1101202425",
    "https://rudaw.example/sorani/kurdistan/1101202425-amp",
    "https://rudaw.example/sorani/kurdistan/1101202425/amp",
    "https://rudaw.example/sorani/kurdistan/1101202425/amp/",
    "https://rudaw.example/sorani/kurdistan/1101202425?amp=1",
    "https://rudaw.example/sorani/kurdistan/1101202425?amp",
    "https://rudaw.example/sorani/kurdistan/1101202425?outputType=amp",
    "https://rudaw.example/sorani/kurdistan/1101202425?m=1",
    "https://rudaw.example/sorani/kurdistan/1101202425#comments",
    "https://rudaw.example/sorani/kurdistan/1101202425?utm_source=rss&utm_medium=feed",
    "https://rudaw.example/sorani/kurdistan/1101202425?fbclid=IwAR0&ref=home&gclid=1",
    "https://rudaw.example/sorani/x/../kurdistan/./1101202425",
    "https://rudaw.example/%73orani/kurdistan/1101202425",
    " https://rudaw.example/sorani/kurdistan/1101202425 ",
]

DIFFERENT = [
    "https://rudaw.example/sorani/kurdistan/1101202426",
    "https://rudaw.example/sorani/Kurdistan/1101202425",
    "https://rudaw.example:8080/sorani/kurdistan/1101202425",
    "https://rudaw.example/sorani/kurdistan/1101202425?page=2",
    "https://rudaw.example/sorani/kurdistan/1101202425?m=5",
    "https://rudaw.example/sorani/kurdistan/1101202425#!/photo/1",
    "https://en.rudaw.example/sorani/kurdistan/1101202425",
    "https://mrudaw.example/sorani/kurdistan/1101202425",
]


@pytest.mark.parametrize("link", SAME)
def test_twins_of_an_address_are_one_article(link: str) -> None:
    assert canonical_link(link) == ARTICLE


@pytest.mark.parametrize("link", DIFFERENT)
def test_other_addresses_are_other_articles(link: str) -> None:
    assert canonical_link(link) not in ("", ARTICLE)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "rudaw.example/a",
        "/a",
        "mailto:a@b",
        "javascript:x()",
        "ftp://a.example/b",
        "https://a.example",
        "https://www.a.example/",
        "https://a.example/?utm_source=rss",
        "https://a.example:port/x",
        "http://[::1/x",
    ],
)
def test_a_link_that_names_no_article_has_no_canonical_form(link: str) -> None:
    assert canonical_link(link) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/هەواڵ/١", "https://a.example/%D9%87%DB%95%D9%88%D8%A7%DA%B5/%D9%A1"),
        (
            "https://a.example/detail.aspx?jimare=12&b=1",
            "https://a.example/detail.aspx?b=1&jimare=12",
        ),
        ("https://کورد.example/a", "https://xn--ugbd2e0t.example/a"),
        ("https://a.example/%c7?x=%c7", "https://a.example/%C7?x=%C7"),
    ],
)
def test_order_of_parameters_and_way_of_encoding_do_not_matter(one: str, other: str) -> None:
    assert canonical_link(one) == canonical_link(other) != ""


def test_parameters_that_tell_articles_apart_are_kept() -> None:
    one, other = (canonical_link(f"https://a.example/d.aspx?jimare={n}&utm_id=3") for n in (12, 13))
    assert (one, other) == ("a.example/d.aspx?jimare=12", "a.example/d.aspx?jimare=13")


def test_bytes_that_are_not_utf8_are_not_confused() -> None:
    assert canonical_link("https://a.example/%c7") != canonical_link("https://a.example/%c8")


LINK = "https://a.example/news/1"
OTHER_LINK = "https://a.example/news/2"


def one(link: str = LINK, guid: str = "g1", title: str = "تەقینەوەیەک لە کەرکوک") -> Identity:
    (identity,) = identify([Claim(link, guid, title)])
    return identity


def same(a: Identity, b: Identity) -> bool:
    """As the store sees it: they share a key."""
    return bool({a.key, *a.aliases} & {b.key, *b.aliases})


def test_the_key_is_the_canonical_link_and_stays_the_same() -> None:
    assert one().key == "a.example/news/1"
    assert one() == one()


def test_a_changed_title_under_the_same_link_is_the_same_article() -> None:
    assert same(one(), one(title="دوو کەس لە کەرکوک کوژران"))


def test_a_rotating_guid_under_the_same_link_is_the_same_article() -> None:
    assert same(one(), one(guid="g2"))


def test_a_changed_link_under_the_same_guid_and_title_is_the_same_article() -> None:
    assert same(one(), one(link=OTHER_LINK))


def test_the_same_guid_with_another_link_and_title_is_another_article() -> None:
    assert not same(one(), one(link=OTHER_LINK, title="کۆبوونەوەی پەرلەمان"))


def test_small_repairs_of_a_title_do_not_matter() -> None:
    assert same(one(), one(link=OTHER_LINK, title=" تەقینەوەیەک لە کەرکوک! "))


def test_entries_that_share_one_guid_are_told_apart_even_with_equal_titles() -> None:
    claims = [Claim(f"https://a.example/{n}", "all", "هەواڵی بەپەلە") for n in range(3)]
    identities = identify(claims)
    assert not any(same(a, b) for a in identities for b in identities if a is not b)


def test_entries_that_share_one_link_are_told_apart_by_title() -> None:
    titles = ["یەکەم", "دووەم", "سێیەم"]
    identities = identify([Claim("https://a.example/news", "", title) for title in titles])
    assert not any(same(a, b) for a in identities for b in identities if a is not b)


def test_an_entry_is_known_again_when_others_begin_to_share_its_link() -> None:
    alone = one(guid="")
    first, second = identify(
        [Claim(LINK, "", "تەقینەوەیەک لە کەرکوک"), Claim(LINK, "", "شتێکی تر")]
    )
    assert same(alone, first)
    assert not same(alone, second)


def test_without_a_link_the_guid_decides_and_without_both_the_title() -> None:
    assert same(one(link=""), one(link="", title="ناونیشانێکی تر"))
    assert not same(one(link=""), one(link="", guid="g2", title="ناونیشانێکی تر"))
    assert same(one(link="", guid=""), one(link="", guid=""))
    assert not same(one(link="", guid=""), one(link="", guid="", title="ناونیشانێکی تر"))


def test_without_links_entries_that_share_one_guid_are_told_apart_by_title() -> None:
    first, second = identify([Claim("", "all", "یەکەم"), Claim("", "all", "دووەم")])
    assert not same(first, second)


def test_the_front_page_as_link_of_all_entries_identifies_none() -> None:
    home = "https://a.example/"
    first, second = identify([Claim(home, "1", "یەکەم"), Claim(home, "2", "دووەم")])
    assert not same(first, second)


def test_an_entry_without_anything_has_no_identity() -> None:
    assert one("", "", "") == Identity("", ())


def test_keys_stay_short_whatever_they_are_made_of() -> None:
    identity = one(LINK + "x" * 100_000, "g" * 100_000, "t" * 100_000)
    assert max(map(len, (identity.key, *identity.aliases))) < 80
    assert one(LINK + "x" * 100_001) != one(LINK + "x" * 100_002)
