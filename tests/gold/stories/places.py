"""Places as each written form has them after its 'in': لە, ل, li."""

from __future__ import annotations

from typing import NamedTuple


class Spelt(NamedTuple):
    """A place in Sorani, Badini and Kurmanji."""

    ckb: str
    badini: str
    kmr: str


PLACES = {
    "soran": Spelt("سۆران", "سۆرانێ", "Soranê"),
    "amedi": Spelt("ئامێدی", "ئامێدیێ", "Amêdiyê"),
    "kani-masi": Spelt("کانی ماسێ", "کانی ماسێ", "Kanîmasê"),
    "zakho": Spelt("زاخۆ", "زاخۆ", "Zaxoyê"),
    "sidakan": Spelt("سیدەکان", "سیدەکانێ", "Sîdekanê"),
    "choman": Spelt("چۆمان", "چۆمانێ", "Çomanê"),
    "hawija": Spelt("حەویجە", "حەویجێ", "Hewîceyê"),
    "daquq": Spelt("داقوق", "داقوقێ", "Daqûqê"),
    "tuz-khurmatu": Spelt("دووزخورماتوو", "دووزخورماتی", "Duzxurmatûyê"),
    "makhmur": Spelt("مەخموور", "مەخموورێ", "Mexmûrê"),
    "sinjar": Spelt("شنگال", "شنگالێ", "Şengalê"),
    "tal-afar": Spelt("تەلەعفەر", "تەلەعفەرێ", "Telaferê"),
    "bashiqa": Spelt("بەعشیقە", "بەعشیقێ", "Başîqayê"),
    "khanaqin": Spelt("خانەقین", "خانەقینێ", "Xaneqînê"),
    "jalawla": Spelt("جەلەولا", "جەلەولا", "Celewlayê"),
    "kobani": Spelt("کۆبانێ", "کۆبانێ", "Kobanê"),
    "manbij": Spelt("مەنبج", "مەنبجێ", "Minbicê"),
    "tal-tamr": Spelt("تەل تەمر", "تل تەمرێ", "Til Temirê"),
    "derik": Spelt("دێریک", "دێرکێ", "Dêrikê"),
    "kifri": Spelt("قەزای کفری", "قەزا کفری", "Kifriyê"),
    "penjwen": Spelt("پێنجوێن", "پێنجوێنێ", "Pêncwênê"),
    "batifa": Spelt("باتیفا", "باتیفا", "Batîfayê"),
    "deraluk": Spelt("دێرەلۆک", "دێرەلۆکێ", "Dêrelûkê"),
    "qaratapa": Spelt("قەرەتەپە", "قەرەتەپێ", "Qeretepeyê"),
}
