"""Who is who; sentences and persons are invented."""

from __future__ import annotations

import pytest

from coopnews.finders.bodies import find_bodies
from coopnews.finders.mentions import Structure
from coopnews.finders.names import find_names
from coopnews.finders.offices import find_offices
from coopnews.finders.terms import Terms
from coopnews.resolve.coreference import People, resolve_people
from coopnews.text import Text

NOTHING = Structure(None, None, None, None, ())


def people_of(source: str) -> People:
    text = Text(source)
    terms = Terms(text)
    names = find_names(text, terms)
    offices = find_offices(text, terms, names, [], NOTHING)
    return resolve_people(text, terms, names, offices, find_bodies(text, terms, [], NOTHING), NOTHING)


def told(source: str) -> tuple[list[str], list[str]]:
    """Officials as «name/role/affiliation» with further offices after «+», and the other people."""
    found = people_of(source)
    officials = [
        "/".join([official.name or "", official.role + " -" * official.former, official.affiliation or ""])
        + "".join(f" + {other.role + ' -' * other.former}/{other.affiliation or ''}" for other in official.other_roles)
        for official in found.officials
    ]
    return officials, [person.name for person in found.people]


@pytest.mark.parametrize(
    ("source", "officials", "people"),
    [
        # the next speaker has the name
        ("مدیر شیلات قم گفت: خوب است.\nآرش نیک‌روش افزود: بله.", ["آرش نیک‌روش/مدیر/شیلات قم"], []),
        ("مدیرکل شیلات قم:\nبازار گرم است\nآرش نیک‌روش گفت: بله.", ["آرش نیک‌روش/مدیرکل/شیلات قم"], []),
        (
            "مدیر شیلات قم گفت: خوب است.\nآرش نیک‌روش نیز گفت: بله.",
            ["/مدیر/شیلات قم"],
            ["آرش نیک‌روش"],
        ),
        (
            "مدیر شیلات قم گفت: خوب است.\nآرش نیک‌روش، از صیادان، گفت: بله.",
            ["/مدیر/شیلات قم"],
            ["آرش نیک‌روش"],
        ),
        # the office comes later
        ("آرش نیک‌روش امروز گفت: خوب است.\nفرماندار میبد افزود: بله.", ["آرش نیک‌روش/فرماندار/میبد"], []),
        # one person, several wordings
        (
            "آرش نیک‌روش، مدیرکل تعاون یزد، گفت: خوب است. مدیرکل تعاون، کار و رفاه اجتماعی استان یزد افزود: بله.",
            ["آرش نیک‌روش/مدیرکل/تعاون، کار و رفاه اجتماعی استان یزد"],
            [],
        ),
        ("با حضور استاندار برگزار شد.\nاستاندار یزد گفت: بله.", ["/استاندار/یزد"], []),
        ("نیک‌روش: کار خوب است\nآرش نیک‌روش، فرماندار میبد، گفت: بله.", ["آرش نیک‌روش/فرماندار/میبد"], []),
        (
            "مدیرکل شیلات قم به رشت سفر کرد.\nبه گزارش ایرنا، نیما تاجداری در این سفر از بازار بازدید کرد.",
            ["نیما تاجداری/مدیرکل/شیلات قم"],
            [],
        ),
        (
            "مدیرکل شیلات قم خبر داد.\nبه گزارش ایرنا نیما تاجداری امروز در نشستی که در قم برگزار شد، اظهار کرد: بله.",
            ["نیما تاجداری/مدیرکل/شیلات قم"],
            [],
        ),
        (
            "در این دیدار، مدیر شیلات قم نیز گزارشی داد. به گفته نیما تاجداری، بازار رونق دارد.",
            ["نیما تاجداری/مدیر/شیلات قم"],
            [],
        ),
        # somebody else
        (
            "پاسخگویی وزیر کشور به نمایندگان\nنیما تاجداری در گفت‌وگو با ایرنا اظهار کرد: بله.",
            ["/وزیر/کشور"],
            ["نیما تاجداری"],
        ),
        (
            "نیما تاجداری گفت: بله. وی افزود: در این جلسه وزیر بهداشت توضیح داد که کار خوب است.",
            ["/وزیر/بهداشت"],
            ["نیما تاجداری"],
        ),
        (
            "اظهارات وزیر کار بازار را بالا برد.\nلیو چنگ، تحلیلگر یک بانک، گفت: بله.",
            ["/وزیر/کار"],
            ["لیو چنگ"],
        ),
        (
            "فرمانده جدید پلیس قم معرفی شد.\nبه گزارش ایرنا، نیما تاجداری در این مراسم گفت: بله.",
            ["/فرمانده/پلیس قم"],
            ["نیما تاجداری"],
        ),
        # two of one role, two of one surname
        (
            "آرش نیک‌روش، مدیرکل شیلات قم، و نیما رستگار، مدیرکل تعاون قم، آمدند. مدیرکل تعاون گفت: بله.",
            ["آرش نیک‌روش/مدیرکل/شیلات قم", "نیما رستگار/مدیرکل/تعاون قم"],
            [],
        ),
        (
            "آرش رستگار، فرماندار میبد، گفت: بله. نیما رستگار، فرماندار بافق، گفت: نه.",
            ["آرش رستگار/فرماندار/میبد", "نیما رستگار/فرماندار/بافق"],
            [],
        ),
        (
            "آرش رستگار، مدیرکل سابق شیلات، و نیما تاجداری، مدیرکل شیلات، آمدند.",
            ["آرش رستگار/مدیرکل -/شیلات", "نیما تاجداری/مدیرکل/شیلات"],
            [],
        ),
        # further offices
        (
            "نیما تاجداری، فرماندار میبد، که پیش‌تر مدیرکل شیلات قم بود، گفت: بله.",
            ["نیما تاجداری/فرماندار/میبد + مدیرکل -/شیلات قم"],
            [],
        ),
        (
            "نیما تاجداری فرماندار میبد شد. وی پیش از این مدیرکل شیلات قم بود.",
            ["نیما تاجداری/فرماندار/میبد + مدیرکل -/شیلات قم"],
            [],
        ),
        (
            "آرش رستگار، فرماندار میبد، گفت: بله. آرش رستگار، دبیر ستاد تعاون میبد، افزود: نه.",
            ["آرش رستگار/فرماندار/میبد + دبیر/ستاد تعاون میبد"],
            [],
        ),
        (
            "نیما تاجداری، مدیرعامل اتحادیه تعاونی‌های مسکن قم، گفت: بله. آرش رستگار، رئیس پیشین همین اتحادیه، گفت: نه.",
            [
                "نیما تاجداری/مدیرعامل/اتحادیه تعاونی‌های مسکن قم",
                "آرش رستگار/رئیس -/اتحادیه تعاونی‌های مسکن قم",
            ],
            [],
        ),
        (
            "آرش رستگار، رئیس کمیسیون اجتماعی مجلس، گفت: بله. نماینده مردم قم در مجلس افزود: نه.",
            ["آرش رستگار/رئیس/کمیسیون اجتماعی مجلس + نماینده/مردم قم در مجلس"],
            [],
        ),
        (
            "مدیرکل شیلات قم وارد رشت شد.\nآرش رستگار با فرماندار رفت. آرش رستگار، مدیرکل شیلات قم، رفت.",
            ["آرش رستگار/مدیرکل/شیلات قم", "/فرماندار/"],
            [],
        ),
        (
            "مدیر شیلات قم گفت: خوب است.\nوزیر کار نیز آمد.\nآرش رستگار افزود: بله.",
            ["/مدیر/شیلات قم", "آرش رستگار/وزیر/کار"],
            [],
        ),
        # groups
        (
            "مدیران کل شیلات و تعاون آمدند. آرش رستگار مدیرکل شیلات قم و نیما تاجداری مدیرکل تعاون قم گفتند.",
            ["آرش رستگار/مدیرکل/شیلات قم", "نیما تاجداری/مدیرکل/تعاون قم"],
            [],
        ),
        ("فرمانداران میبد و بافق آمدند.", ["/فرماندار/میبد و بافق"], []),
        # nobody new
        ("آرش رستگار، فرماندار میبد، گفت: بله. این مقام مسئول افزود: نه. وی رفت.", ["آرش رستگار/فرماندار/میبد"], []),
        ("آرش رستگار، استاندار یزد، گفت: بله. نماینده عالی دولت افزود: نه.", ["آرش رستگار/استاندار/یزد"], []),
        ("مدیرعامل گفت: بله. اعضا رفتند.", [], []),
        ("مهناز طالبی، زنبوردار، گفت: بله.", [], ["مهناز طالبی"]),
    ],
)
def test_officials_and_people(source: str, officials: list[str], people: list[str]) -> None:
    assert told(source) == (officials, people)


def test_every_mention_is_quoted_and_found_again() -> None:
    source = "«آرش رستگار» فرماندار میبد گفت: بله. وی رفت. رستگار آمد. فرماندار میبد خندید."
    found = people_of(source)
    (official,) = found.officials
    assert [(mention.kind, mention.text) for mention in official.mentions] == [
        ("name", "آرش رستگار"),
        ("office", "فرماندار میبد"),
        ("pronoun", "وی"),
        ("surname", "رستگار"),
        ("office", "فرماندار میبد"),
    ]
    assert all(source[mention.start : mention.end] == mention.text for mention in official.mentions)
    text = Text(source)
    assert [text.keys[at] for at in range(len(text)) if found.entity_at(at) is official and text.keys[at] == "وی"] == [
        "وی"
    ]
    assert found.entity_at(len(text) - 1) is None
