from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest

from daemon.config.operator import FetchLimits
from daemon.config.settings import needs_restart
from daemon.errors import Problem, SettingsError
from daemon.model.language import Language
from daemon.model.post import Recipient
from daemon.model.source import Cadence, Source
from tests.config.rooms import MATCHER, SOUND, PostOptions, load, problems_of, written

FULL = """\
[database]
url = "postgresql://didevan@/didevan"

[fetch]
contact = "https://example.org/didevan"
deadline_seconds = 12.5
concurrency = 4
per_host = 1
gap_seconds = 2
max_body_bytes = 2_000_000
allow_networks = ["127.0.0.0/8"]
allow_ports = [8080]

[poll]
concurrency = 3

[digest]
max_age_days = 2

[retention]
days = 0

[mail]
sender = "Dîdevan <didevan@Example.org>"

[rules]
folder = "mine"

[[channel]]
name = "post"
kind = "smtp"
host = "mail.example.org"

[[recipient]]
name = "Rozhîn"
address = "rozhin@example.org"
channel = "post"
zone = "Europe/Berlin"
digest_at = [19:00:00, "7:30"]

[[recipient]]
name = "duty officer"
address = "duty@example.org"
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return written(tmp_path, "sources.toml", SOUND)


def test_a_source_is_read_with_the_defaults_of_what_is_not_written(sources: Path) -> None:
    assert load(sources).sources == (
        Source(
            name="esta",
            outlet="ئێستا",
            url="https://esta.krd/feed/",
            kind="rss",
            language=Language.SORANI,
            zone="Asia/Baghdad",
            options={"whole": False},
        ),
    )


def test_a_source_keeps_its_cadence_its_reason_and_its_kinds_options(tmp_path: Path) -> None:
    text = SOUND + (
        'enabled = false\nreason = "not proven"\nwhole = true\n'
        "cadence = { shortest_minutes = 1.5, longest_minutes = 30 }\n"
    )
    (source,) = load(written(tmp_path, "sources.toml", text)).sources
    assert (source.enabled, source.reason) == (False, "not proven")
    assert source.options == {"whole": True}
    assert source.cadence == Cadence(timedelta(seconds=90), timedelta(minutes=30))


def test_without_config_a_digest_goes_to_a_folder_in_the_morning(sources: Path) -> None:
    settings = load(sources)
    assert settings.recipients == (
        Recipient("operator", "operator@localhost", "maildir", "Asia/Baghdad", (time(7, 0),)),
    )
    assert [(channel.name, channel.kind) for channel in settings.channels] == [
        ("maildir", "maildir")
    ]
    assert settings.database == f"sqlite:///{sources.parent}/state/didevan.db"
    assert settings.state_dir == sources.parent / "state"
    assert settings.mail.domain == "didevan.invalid"
    assert settings.retention == timedelta(days=365)
    assert settings.rules is MATCHER


def test_every_value_of_config_reaches_the_settings(sources: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    settings = load(sources, written(tmp_path, "config.toml", FULL))
    assert settings.database == "postgresql://didevan@/didevan"
    assert settings.fetch == FetchLimits(
        contact="https://example.org/didevan",
        deadline=12.5,
        concurrency=4,
        per_host=1,
        max_body=2_000_000,
        allow_networks=("127.0.0.0/8",),
        allow_ports=(8080,),
        gap=2.0,
    )
    assert settings.poll_concurrency == 3
    assert settings.digest_max_age == timedelta(days=2)
    assert settings.retention is None
    assert settings.mail.sender == "Dîdevan <didevan@Example.org>"
    assert settings.mail.domain == "example.org"
    assert settings.rules_folder == tmp_path / "mine"
    post, maildir = settings.channels
    assert (post.name, post.kind) == ("post", "smtp")
    assert isinstance(post.options, PostOptions)
    assert (post.options.host, post.options.port) == ("mail.example.org", 587)
    assert maildir.kind == "maildir"
    assert settings.recipients == (
        Recipient(
            "Rozhîn", "rozhin@example.org", "post", "Europe/Berlin", (time(7, 30), time(19, 0))
        ),
        Recipient("duty officer", "duty@example.org", "post", "Asia/Baghdad", (time(7, 0),)),
    )


def test_the_operator_may_name_a_channel_maildir_without_describing_it(
    sources: Path, tmp_path: Path
) -> None:
    text = '[[recipient]]\nname = "r"\naddress = "r@example.org"\nchannel = "maildir"\n'
    settings = load(sources, written(tmp_path, "config.toml", text))
    assert settings.recipients[0].channel == "maildir"


def test_the_databases_url_may_come_as_a_credential_and_is_never_shown(
    sources: Path, tmp_path: Path
) -> None:
    config = written(tmp_path, "config.toml", '[database]\nurl = "sqlite:////var/x.db"\n')
    settings = load(sources, config, secrets={"database-url": "postgresql://d:xyzzy-9@db/d"})
    assert settings.database == "postgresql://d:xyzzy-9@db/d"
    assert "xyzzy-9" not in repr(settings)
    assert "xyzzy-9" not in str(settings)


def test_a_channel_that_is_wrong_does_not_make_its_recipients_wrong(
    sources: Path, tmp_path: Path
) -> None:
    config = written(tmp_path, "config.toml", FULL.replace('host = "mail', 'hots = "mail'))
    (tmp_path / "mine").mkdir()
    (problem,) = problems_of(sources, config)
    assert config.read_text().splitlines()[problem.line - 1] == 'hots = "mail.example.org"'


def test_rules_of_the_operator_come_after_ours_and_their_faults_have_lines(
    sources: Path, tmp_path: Path
) -> None:
    rules = tmp_path / "mine" / "deeper"
    rules.mkdir(parents=True)
    written(rules, "extra.toml", "[[term]]\nweight = 1\n\n[[term]]\nweight =\\\n")
    wrong = written(
        rules, "more.toml", '[[term]]\nweight = 1\n\n[[term]]\ngloss = ""\nweight = 0\n'
    )
    (tmp_path / "mine" / "notes.txt").write_text("not a rule")
    config = written(tmp_path, "config.toml", '[rules]\nfolder = "mine"\n')
    assert problems_of(sources, config) == (
        Problem(
            str(rules / "extra.toml"),
            5,
            "not valid TOML: invalid value (a text stands in straight double quotes)",
        ),
        Problem(str(wrong), 6, "'weight' must be above zero"),
    )


def test_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    rules = written(tmp_path / "mine", "more.toml", "[[term]]\nweight = 0\n")
    again = SOUND.replace("esta.krd", "esta krd")
    sources = written(tmp_path, "sources.toml", SOUND.replace("rss", "rsss") + "\n" + again)
    config = written(
        tmp_path,
        "config.toml",
        '[rules]\nfolder = "mine"\n[poll]\nconcurency = 1\n[digest]\nmax_age_days = "7"\n',
    )
    said = [str(problem) for problem in problems_of(sources, config)]
    kind = "unknown kind 'rsss' (did you mean 'rss'? known: rss, sitemap)"
    assert said == [
        f"{config}:4: [poll]: unknown key 'concurency' (did you mean 'concurrency'?)",
        f"{config}:6: [digest]: 'max_age_days' must be a number, not a text in quotes",
        f"{rules}:2: 'weight' must be above zero",
        f"{sources}:5: source 'esta': {kind}",
        f"{sources}:10: source 'esta': this name is already used at {sources}:2",
        f"{sources}:12: source 'esta': 'url' must be a URL without spaces",
    ]


def test_the_error_itself_reads_as_the_list_of_problems(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path / "sources.toml", tmp_path / "config.toml")
    assert str(caught.value).splitlines() == [
        f"{tmp_path}/config.toml: there is no such file; name the right one with --config",
        f"{tmp_path}/sources.toml: there is no such file; name the right one with --sources",
    ]


def test_a_changed_database_counts_only_after_a_restart(sources: Path, tmp_path: Path) -> None:
    config = written(tmp_path, "config.toml", '[database]\nurl = "sqlite:////elsewhere/d.db"\n')
    limits = written(tmp_path, "limits.toml", "[poll]\nconcurrency = 1\n")
    before = load(sources)
    assert needs_restart(before, load(sources, limits)) == ()
    assert needs_restart(before, load(sources, config)) == ("database",)
