"""The tables of a rules file as an analyst writes them, and the check of each by itself."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr

from daemon.model.article import Severity

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$")]
"""How terms, rules, guards and categories are called: ASCII, small letters."""

EntityName = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$")]
Text = Annotated[StrictStr, Field(min_length=1)]
Form = Annotated[StrictStr, Field(min_length=1, max_length=120)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Place = Literal["title", "lead", "body"]
Tongue = Literal["ckb", "kmr-Arab", "kmr", "ar", "en"]

EntityType = Literal[
    "armed_group",
    "party",
    "security_force",
    "institution",
    "facility",
    "person",
    "place",
    "weapon",
    "media",
    "channel",
]
ENTITY_TYPES: tuple[str, ...] = get_args(EntityType)


class Table(BaseModel):
    """What all tables share: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class CategoryTable(Table):
    """The head of a category file.

    ``yields_to`` are categories beside which this one is named only for rules of its own,
    not for ``general`` ones.
    """

    id: Name
    name: Text
    kurdish: Text
    severity: Severity
    threshold: Number = Field(gt=0)
    yields_to: tuple[Name, ...] = ()
    note: str = ""
    override: StrictBool = False
    disabled: StrictBool = False


class FormsTable(Table):
    """Written forms by language; the citation form, endings are found by morphology."""

    ckb: tuple[Form, ...] = ()
    badini: tuple[Form, ...] = Field(default=(), alias="kmr-Arab")
    kmr: tuple[Form, ...] = ()
    ar: tuple[Form, ...] = ()
    en: tuple[Form, ...] = ()


class TermTable(FormsTable):
    """One lemma: its forms in each written language and what it means.

    A form of several words is a phrase, each word of which may inflect. Before a word, ``=``
    means exactly so, ``~`` means a verb's stem. ``hides`` drops what other terms find inside.
    ``everyday`` admits a word of every text, for use in combinations: it can have no weight.
    """

    id: Name
    lemma: str = ""
    gloss: Text
    kind: Literal["noun", "verb", "name", "phrase", "exact"] = "noun"
    preverb: str = ""
    light_verb: StrictBool = False
    closed: StrictBool = False
    hides: StrictBool = False
    everyday: StrictBool = False
    tags: tuple[Name, ...] = ()
    weight: Number | None = None
    fields: tuple[Place, ...] = ()
    note: str = ""
    override: StrictBool = False
    disabled: StrictBool = False


class RuleTable(Table):
    """Terms in combination, and what the combination adds to its category."""

    id: Name
    gloss: Text
    when: Text
    weight: Number
    fields: tuple[Place, ...] = ()
    languages: tuple[Tongue, ...] = ()
    raises: Severity | None = None
    general: StrictBool = False
    note: str = ""
    override: StrictBool = False
    disabled: StrictBool = False


class GuardTable(Table):
    """A context in which matches count less, or not at all."""

    id: Name
    gloss: Text
    when: Text
    on: tuple[Text, ...] = Field(min_length=1)
    spare: tuple[Text, ...] = ()
    unless: str = ""
    scope: Literal["sentence", "text"] | Annotated[int, Field(ge=0, le=400, strict=True)] = (
        "sentence"
    )
    factor: Number = Field(ge=0, lt=1)
    note: str = ""
    override: StrictBool = False
    disabled: StrictBool = False


class EntityTable(FormsTable):
    """One known name of the gazetteer."""

    id: EntityName
    type: EntityType
    name: Text
    kurdish: str = ""
    short: tuple[Form, ...] = ()
    context: tuple[Form, ...] = ()
    unless_before: tuple[Form, ...] = ()
    unless_after: tuple[Form, ...] = ()
    note: str = ""
    kind: str = ""
    lat: Number | None = Field(default=None, ge=-90, le=90)
    lon: Number | None = Field(default=None, ge=-180, le=180)
    parent: str = ""
    override: StrictBool = False
    disabled: StrictBool = False
