"""Who is told in the fortnight, as an operator writes it into config.toml."""

from __future__ import annotations

CONFIG = """\
[mail]
sender = "Dîdevan <didevan@news.example>"

[notices]
to = ["operator"]
disk_free_megabytes = 1

[[channel]]
name = "post"
kind = "smtp"
host = "127.0.0.1"
port = {port}
security = "none"

[[channel]]
name = "folder"
kind = "maildir"
path = "folder"

[[recipient]]          # told at once of what is high, day and night
name = "duty"
address = "duty@news.example"
channel = "post"
[recipient.alert]
severity = "high"

[[recipient]]          # sleeps from ten to six, by a clock that is set back
name = "berlin"
address = "berlin@news.example"
channel = "post"
zone = "Europe/Berlin"
[recipient.alert]
severity = "high"
quiet_hours = ["22:00-06:00"]
max_age_hours = 6

[[recipient]]          # one governorate, everything in it, told again while it goes on
name = "kirkuk"
address = "kirkuk@news.example"
channel = "post"
places = ["kirkuk-governorate"]
[recipient.alert]
severity = "low"
repeat_interval_hours = 6

[[recipient]]          # one actor
name = "isis desk"
address = "isis@news.example"
channel = "post"
actors = ["islamic-state"]
[recipient.alert]
severity = "low"

[[recipient]]          # two categories, from one outlet
name = "rubar reader"
address = "reader@news.example"
channel = "post"
categories = ["protest_unrest", "cyber"]
outlets = ["ڕووبار نیوز"]
[recipient.alert]
severity = "low"

[[recipient]]          # an address that the mail server refuses for some days
name = "gone"
address = "gone@news.example"
channel = "post"
places = ["sulaymaniyah-governorate"]
[recipient.alert]
severity = "high"

[[recipient]]          # once a week, and what is wrong with the watch
name = "operator"
address = "operator@news.example"
channel = "folder"
digest_at = ["16:00"]
digest_days = ["fri"]
"""
