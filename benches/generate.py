"""Writes the files the benches measure: a register of appeals of an invented city, clean and dirty.

Deterministic: the same rows and seed give the same bytes. Nothing in it is about anybody.
"""

import argparse
import os
import random
from datetime import date, timedelta
from pathlib import Path

HEADER = [
    "Ідентифікатор", "Реєстраційний номер", "Назва", "Район", "Категорія", "Вулиця", "Сума", "Дата створення", "Широта", "Довгота",
]
DISTRICTS = ["Амур-Нижньодніпровський", "Індустріальний", "Новокодацький", "Самарський", "Соборний", "Центральний", "Чечелівський", "Шевченківський"]
CATEGORIES = [
    "Благоустрій", "Водопостачання", "Дороги", "Зелені насадження", "Ліфти", "Опалення", "Освітлення", "Паркування", "Сміття", "Транспорт",
]
WORKS = ["Ремонт", "Заміна", "Обстеження", "Прибирання", "Встановлення", "Відновлення", "Фарбування", "Утеплення"]
THINGS = [
    "огорожі", "освітлення", "дитячого майданчика", "зупинки", "тротуару", "дренажу", "покрівлі", "вхідної групи",
    "дорожнього знака", "лавок", "водостоку", "бордюру",
]
PLACES = ["біля школи", "у дворі", "на розі", "на зупинці", "біля парку", "у сквері", "біля лікарні", "на перехресті"]
STREETS = [f"{kind} {name}" for kind in ("вул.", "просп.", "пров.") for name in (
    "Вишнева", "Лугова", "Набережна", "Польова", "Садова", "Степова", "Тополина", "Шкільна", "Яблунева", "Ясенова", "Південна", "Східна",
)]
FIRST_DAY = date(2018, 1, 1)
DAYS = [FIRST_DAY + timedelta(days=day) for day in range(2900)]
NBSP = "\u00a0"


def rows(count, seed):
    """The rows as values, without a format."""
    pick = random.Random(seed)
    for number in range(1, count + 1):
        title = f"{pick.choice(WORKS)} {pick.choice(THINGS)} {pick.choice(PLACES)} № {pick.randrange(1, 200)}"
        if pick.random() < 0.05:
            # Quotes and the delimiter inside a value, as in life.
            title = f"{title}, «{pick.choice(CATEGORIES)}», \"терміново\""
        yield (
            number,
            f"{pick.randrange(0, 20_000_000):09d}",
            title,
            pick.choice(DISTRICTS),
            pick.choice(CATEGORIES),
            f"{pick.choice(STREETS)}, {pick.randrange(1, 250)}",
            pick.randrange(100, 90_000_000) if pick.random() > 0.03 else None,
            DAYS[pick.randrange(len(DAYS))],
            48_350_000 + pick.randrange(230_000),
            34_800_000 + pick.randrange(350_000),
        )


def quoted(value, delimiter):
    if delimiter in value or '"' in value:
        return '"' + value.replace('"', '""') + '"'
    return value


def clean(row):
    number, registration, title, district, category, street, cents, day, lat, lon = row
    amount = "" if cents is None else f"{cents // 100}.{cents % 100:02d}"
    return ",".join((
        str(number), registration, quoted(title, ","), district, category, quoted(street, ","), amount, day.isoformat(),
        f"{lat / 1e6:.6f}", f"{lon / 1e6:.6f}",
    ))


def dirty(row):
    """As a department's export has it: local dates and decimals, padded cells, words for nothing."""
    number, registration, title, district, category, street, cents, day, lat, lon = row
    if cents is None:
        amount = "немає"
    else:
        amount = f"{cents // 100:,}".replace(",", NBSP) + f",{cents % 100:02d}"
    if number % 7 == 0:
        district = district + " "
    if number % 11 == 0:
        street = street.replace(" ", NBSP, 1)
    return ";".join((
        str(number), registration, quoted(title, ";"), district, category, quoted(street, ";"), amount, day.strftime("%d.%m.%Y"),
        f"{lat / 1e6:.6f}".replace(".", ","), f"{lon / 1e6:.6f}".replace(".", ","),
    ))


VARIANTS = {
    # name: (one row as text, delimiter, line end, encoding)
    "clean": (clean, ",", "\n", "utf-8"),
    "dirty": (dirty, ";", "\r\n", "windows-1251"),
    # The same text as `dirty` for peers that read UTF-8 only.
    "dirty-utf8": (dirty, ";", "\r\n", "utf-8"),
}


def write(path, count, variant, seed=20261123):
    """Writes one file unless it is there; returns its path."""
    line, delimiter, end, encoding = VARIANTS[variant]
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with open(partial, "w", encoding=encoding, newline="", buffering=1 << 20) as out:
            out.write(delimiter.join(HEADER) + end)
            for row in rows(count, seed):
                out.write(line(row) + end)
        os.replace(partial, path)
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    arguments = parser.parse_args()
    for variant in VARIANTS:
        path = write(arguments.folder / f"{variant}-{arguments.rows}.csv", arguments.rows, variant)
        print(path, path.stat().st_size)
