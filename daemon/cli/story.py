"""``didevan story``: everything of one story, and putting right how articles were merged."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import click

from daemon.alerts.gloss import bounded, number
from daemon.alerts.wording import counted
from daemon.cli.corrections import as_value as as_told
from daemon.cli.corrections import in_words
from daemon.cli.group import Group
from daemon.cli.memory import asked
from daemon.cli.setup import Setup
from daemon.cli.stories import as_value
from daemon.cli.terminal import show as printed
from daemon.model.article import About, StoredArticle
from daemon.model.dating import DateOrigin
from daemon.model.story import Account, CorrectionKind, Link, Quote
from daemon.service import clock
from daemon.store import Store
from daemon.store.accounts import ACCOUNT, LINK
from daemon.store.stories import Told
from daemon.stories.merging import joined_by

_DATED_BY = {
    DateOrigin.FEED: "as the feed states it",
    DateOrigin.LINKED_DATA: "as the page's data state it",
    DateOrigin.META: "as the page's head states it",
    DateOrigin.SELECTOR: "found in the page by the source's selector",
    DateOrigin.VISIBLE: "shown beside the headline",
    DateOrigin.URL: "from the page's address",
    DateOrigin.FETCH_TIME: "unknown; it was first seen then",
}


_WITHDRAWN = "the rules flag none of its articles any more"


class _WithNumbers(Group):
    """Lets ``didevan story 12`` stand for ``didevan story show 12``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of that name; a number is a story to show."""
        if args and args[0].isdigit():
            args = ["show", *args]
        return super().resolve_command(ctx, args)


@click.group(cls=_WithNumbers)
def command() -> None:
    """Show one story ('didevan story ID'), or correct how articles were merged.

    Corrections are remembered: they hold for articles that come later, and when everything
    is merged anew. The last word on two articles counts.
    """


@command.command()
@click.argument("story", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show(setup: Setup, story: int, as_json: bool) -> None:
    """Show everything of a story: sources, facts with their words, why it is one story."""
    told = asked(setup, lambda store: _told(store, story))
    if as_json:
        click.echo(json.dumps(_value(told), ensure_ascii=False))
    else:
        printed("\n".join(_lines(told)))


@command.command()
@click.argument("story", type=int)
@click.argument("other", type=int)
@click.pass_obj
def merge(setup: Setup, story: int, other: int) -> None:
    """Say that two stories tell one event."""

    async def join(store: Store) -> int:
        one, two = await _told(store, story), await _told(store, other)
        articles, others = _articles(one), _articles(two)
        if articles == others:
            raise click.UsageError(f"{story} and {other} are one story already")
        await store.correct(CorrectionKind.MERGE, articles, others, clock.now())
        return (await _told(store, story)).stored.story.id

    click.echo(f"one story now: {asked(setup, join)}")


@command.command()
@click.argument("story", type=int)
@click.argument("articles", type=int, nargs=-1, required=True)
@click.pass_obj
def split(setup: Setup, story: int, articles: tuple[int, ...]) -> None:
    """Say that these ARTICLES of a story tell another event than the rest of it."""

    async def part(store: Store) -> None:
        inside = _articles(await _told(store, story))
        if strangers := set(articles) - set(inside):
            named = ", ".join(map(str, sorted(strangers)))
            raise click.UsageError(f"not in story {story}: {named}")
        rest = tuple(article for article in inside if article not in articles)
        if not rest:
            raise click.UsageError("these are all its articles: nothing would be left")
        await store.correct(CorrectionKind.SPLIT, articles, rest, clock.now())

    asked(setup, part)
    click.echo("divided")


@command.command("not-security")
@click.argument("story", type=int)
@click.pass_obj
def not_security(setup: Setup, story: int) -> None:
    """Say that a story is of no interest; it is neither listed nor exported any more."""

    async def dismiss(store: Store) -> None:
        articles = _articles(await _told(store, story))
        await store.correct(CorrectionKind.NOT_SECURITY, articles, (), clock.now())

    asked(setup, dismiss)
    click.echo("noted")


@command.command()
@click.argument("story", type=int)
@click.pass_obj
def security(setup: Setup, story: int) -> None:
    """Take back that a story is of no interest."""

    async def take_back(store: Store) -> None:
        told = await _told(store, story)
        if told.stored.security:
            raise click.UsageError(f"nobody said that story {story} is of no interest")
        await store.correct(CorrectionKind.SECURITY, _articles(told), (), clock.now())

    asked(setup, take_back)
    click.echo("noted")


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object for each.")
@click.pass_obj
def corrections(setup: Setup, as_json: bool) -> None:
    """List every correction that was made."""
    for one in asked(setup, lambda store: store.corrections()):
        click.echo(json.dumps(as_told(one)) if as_json else in_words(one))


async def _told(store: Store, story: int) -> Told:
    found = await store.story(story)
    if found is None:
        raise click.BadParameter(f"There is no story {story}.", param_hint="'STORY'")
    return found


def _articles(told: Told) -> tuple[int, ...]:
    if told.stored.withdrawn_at:
        raise click.UsageError(f"story {told.stored.story.id} was withdrawn: {_WITHDRAWN}")
    return tuple(account.article for account in told.accounts)


def _value(told: Told) -> dict[str, object]:
    return {
        "story": as_value(told.stored),
        "articles": [_article(article) for article in told.articles],
        "accounts": [ACCOUNT.dump_python(one, mode="json") for one in told.accounts],
        "links": [LINK.dump_python(one, mode="json") for one in told.links],
    }


def _article(article: StoredArticle) -> dict[str, object]:
    at = article.published_at or article.first_seen_at
    return {
        "id": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "at": at.isoformat(),
        "dated_by": article.about.dated_by,
        "author": article.about.author,
        "section": article.about.section,
        "image": article.about.image,
        "score": article.score,
    }


def _lines(told: Told) -> Iterator[str]:
    story = told.stored.story
    yield f"story {story.id}: {story.title}"
    where = f", {story.place.name} ({story.place.admin1})" if story.place else ""
    yield f"{story.day.day}{where}: {', '.join(story.kinds) or 'no kind'}; {story.severity}"
    yield f"{counted(story.sources, 'source')}, {story.independent} independent"
    for found in story.ranges:
        yield f"  {found.what}: {number(found)}, said by {', '.join(map(str, found.articles))}"
    yield from (f"  {actor.name}: {actor.role}" for actor in story.actors)
    yield from (f"  {standing}" for standing in story.statuses)
    if told.stored.withdrawn_at:
        yield f"  withdrawn at {told.stored.withdrawn_at:%Y-%m-%d %H:%M}: {_WITHDRAWN}"
    if not told.stored.security:
        yield "  of no interest, by an analyst's word"
    if told.stored.risen_at:
        yield f"  rose from {told.stored.risen_from} at {told.stored.risen_at:%Y-%m-%d %H:%M}"
    accounts = {account.article: account for account in told.accounts}
    for article in sorted(told.articles, key=lambda one: one.published_at or one.first_seen_at):
        yield from _about(article, accounts[article.id], told.links, story.articles)


def _about(
    article: StoredArticle, account: Account, links: Sequence[Link], inside: Sequence[int]
) -> Iterator[str]:
    at = article.published_at or article.first_seen_at
    yield ""
    yield f"[{article.id}] {at:%Y-%m-%d %H:%M} {article.source}: {article.title}"
    yield f"    {article.url}"
    if said := _said(article.about):
        yield f"    {said}"
    for what, quote in _quotes(account):
        yield f"    {what}: «{quote.surface}» ({quote.field} {quote.start}–{quote.end})"
    best = joined_by(article.id, inside, links)
    if best is not None:
        other = best.other if best.one == article.id else best.one
        why = "; ".join(f"{one.likeness} {one.detail} {one.weight:+g}" for one in best.reasons)
        yield f"    with [{other}] because: {why} = {best.score:g}"
    elif len(inside) > 1:
        yield "    in this story by an analyst's word"


def _said(about: About) -> str:
    """Who wrote it, under which heading, and by whose word it has its date."""
    by = f"by {about.author}" if about.author else ""
    under = f"in {about.section}" if about.section else ""
    dated = f"date: {_DATED_BY[about.dated_by]}" if about.dated_by else ""
    return "; ".join(filter(None, (by, under, dated)))


def _quotes(account: Account) -> Iterator[tuple[str, Quote]]:
    incident = account.incident
    if incident.date.quote:
        yield f"day {incident.date.day}", incident.date.quote
    if incident.place:
        yield f"place {incident.place.id}", incident.place.quote
    yield from (
        (f"{one.what} {bounded(one.number, one.bound)}", one.quote) for one in incident.counts
    )
    yield from ((f"{one.role} {one.id}", one.quote) for one in incident.actors)
    yield from ((f"weapon {one.id}", one.quote) for one in incident.weapons)
    for one in incident.statuses:
        yield f"{one.standing} by {one.by}" if one.by else one.standing.value, one.quote
