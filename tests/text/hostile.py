"""Texts that hypothesis makes: Kurdish in every spelling, marks, entities and plain noise."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = (
    *"ابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێئآأإٲٱكىيةھہےۀؤڒڑ",
    *"abcçdeêfghiîjklmnopqrsştuûvwxyzẍḧıİIÊÎŞÇöüř",
    *"٠١٢۳۴۵67.,،؛؟!:'’‘`´\"«»()/-_^¨&#;% \n\t",
    *"\u200c\u200d\u200b\u200e\u200f\u202b\u2067\u2069\u00ad\u0640\ufeff\u2060\ufe0f",
    *"\u064e\u064b\u0650\u0651\u0652\u0654\u0655\u065a\u0653\u0302\u0327\u0301\u0306",
    *"ﻛﻮﺭﺩﺳﺘﺎﻥﻼﷺﺁﮪ",
    *("&zwnj;", "&#8204;", "&#x200C;", "لأ", "وو", "یی", "rr", "هـ", "هێرش", "کوردستان", "êrîş"),
)
kurdish_noise = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)
any_text = st.one_of(kurdish_noise, st.text(max_size=60))
