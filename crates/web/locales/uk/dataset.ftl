search-label = Пошук у наборах даних
search-placeholder = Наприклад: зупинки, укриття, тарифи
search-submit = Знайти
copy = Скопіювати
copied = Скопійовано
pager-label = Сторінки
pager-here = Сторінка { $page } з { $last }
pager-previous = Попередня
pager-next = Наступна

home-latest = Оновлено нещодавно
home-all-datasets = Усі набори даних
home-themes = Теми
home-publishers = Розпорядники
home-all-publishers = Усі розпорядники
home-empty = Даних ще немає. Щойно розпорядник оприлюднить перший набір, він з’явиться тут.
home-api = Дані для програм
home-api-lead = Кожну таблицю можна читати програмою: відбирати рядки, сортувати, брати будь-яку версію. Ключ не потрібен.
home-api-more = Як користуватися API
total-datasets = { $count ->
    [one] набір даних
    [few] набори даних
   *[many] наборів даних
}
total-versions = { $count ->
    [one] версія
    [few] версії
   *[many] версій
}
total-rows = { $count ->
    [one] рядок у чинних таблицях
    [few] рядки в чинних таблицях
   *[many] рядків у чинних таблицях
}
total-as-of = Станом на { $moment }

datasets-title = Набори даних
datasets-description = Перелік відкритих даних міста з пошуком за словами, темами й розпорядниками.
datasets-theme = Тема
datasets-any-theme = Усі теми
datasets-publisher = Розпорядник
datasets-any-publisher = Усі розпорядники
datasets-sort = Порядок
datasets-sort-modified = Спершу нові
datasets-sort-title = За назвою
datasets-found = { $count ->
    [one] { $number } набір даних станом на { $moment }.
    [few] { $number } набори даних станом на { $moment }.
   *[many] { $number } наборів даних станом на { $moment }.
}
datasets-count = { $count ->
    [one] { $number } набір
    [few] { $number } набори
   *[many] { $number } наборів
}
datasets-reset = Скинути умови
datasets-none-found = За цими умовами нічого не знайдено. Спробуйте коротше слово, іншу його форму або скиньте умови.
datasets-none-yet = Ще не оприлюднено жодного набору. Завітайте згодом або напишіть нам, яких даних вам бракує.
dataset-updated = Оновлено { $day }

freshness-unbound = термін оновлення не визначено
freshness-due = наступне оновлення до { $day }
freshness-overdue = { $count ->
    [one] прострочено на { $number } день
    [few] прострочено на { $number } дні
   *[many] прострочено на { $number } днів
}

rows-count = { $count ->
    [one] { $number } рядок
    [few] { $number } рядки
   *[many] { $number } рядків
}
columns-count = { $count ->
    [one] { $number } поле
    [few] { $number } поля
   *[many] { $number } полів
}
fact-updated = Оновлено
fact-frequency = Періодичність
fact-data-date = Дані на дату
fact-licence = Ліцензія
dataset-draft = Набір ще не оприлюднено: цю сторінку бачите лише ви та ваші колеги.
dataset-on-page = На цій сторінці
dataset-data = Дані
dataset-versions = Версії
dataset-passport = Паспорт набору
dataset-passport-lead = Елементи паспорта за Положенням про набори даних, затвердженим постановою Кабінету Міністрів України № 835.
dataset-citation = Як послатися
dataset-structure = Структура таблиці
dataset-no-tables = Таблиць ще немає. Вони з’являться, щойно розпорядник оприлюднить першу версію.
dataset-no-versions = Жодної версії ще не оприлюднено.
dataset-all-versions = Усі версії через API
table-preview-caption = { $count ->
    [one] Перший рядок із таблиці ({ $rows }).
    [few] Перші { $number } рядки з таблиці ({ $rows }).
   *[many] Перші { $number } рядків із таблиці ({ $rows }).
}
table-preview-more = { $count ->
    [one] Ще { $number } поле — у таблиці
    [few] Ще { $number } поля — у таблиці
   *[many] Ще { $number } полів — у таблиці
}
structure-title = Поле
structure-name = Машинна назва
structure-type = Тип
structure-kind = Вид значення
structure-over-time = Як змінювалася структура
structure-lead = Поля всіх версій разом: коли поле з’явилося, зникло, змінило назву або тип.
structure-cut = Показано лише останні 60 версій.
structure-same = так само
structure-steady = { $count ->
    [one] Структура не змінювалася: є лише { $number } версія.
    [few] Структура не змінювалася: усі { $number } версії мають однакові поля.
   *[many] Структура не змінювалася: усі { $number } версій мають однакові поля.
}
structure-absent = немає
structure-renamed = раніше «{ $name }»
structure-retyped = тип: { $old } → { $new }
structure-made-from = утворено з: { $names }
type-string = текст
type-integer = ціле число
type-number = число
type-boolean = так або ні
type-date = дата
type-datetime = дата й час
type-time = час
cell-nothing = немає значення
cell-true = так
cell-false = ні
withdrawn-lead = Цей набір відкликано. Його дані більше не доступні на порталі.
withdrawn-because = Чому
problem-withdrawn-title = Набір відкликано
problem-withdrawn-detail = Дані більше не доступні. Причина: { $because }

versions-count = { $count ->
    [one] { $number } версія
    [few] { $number } версії
   *[many] { $number } версій
}
version-heading = Версія { $version }
version-title = Версія { $version } — { $dataset }
version-data-date = дані на { $day }
version-purged = Вміст вилучено за рішенням
version-purged-on = Вміст цієї версії вилучено за рішенням { $day }. Підстава:
version-breaking = структура змінилася
version-compare = Порівняти з версією { $since }
feed-title = Версії набору
version-rows = Обсяг
version-changes = Що змінилося
version-tables = Таблиці
version-original = Файл розпорядника
version-original-download = Завантажити файл таким, яким його надав розпорядник ({ $size })
version-original-closed = Файл розпорядника ({ $size }) не оприлюднено: у ньому можуть бути дані, яких немає в таблицях. Його відбиток дає змогу перевірити незмінність.

difference-none = Дані не змінилися
difference-rows-added = { $count ->
    [one] додано { $number } рядок
    [few] додано { $number } рядки
   *[many] додано { $number } рядків
}
difference-rows-removed = { $count ->
    [one] вилучено { $number } рядок
    [few] вилучено { $number } рядки
   *[many] вилучено { $number } рядків
}
difference-rows-changed = { $count ->
    [one] змінено { $number } рядок
    [few] змінено { $number } рядки
   *[many] змінено { $number } рядків
}
difference-cells-in-field = { $count ->
    [one] змінено { $number } значення у полі «{ $field }»
    [few] змінено { $number } значення у полі «{ $field }»
   *[many] змінено { $number } значень у полі «{ $field }»
}
difference-fields-added = { $count ->
    [one] додано { $number } поле
    [few] додано { $number } поля
   *[many] додано { $number } полів
}
difference-fields-removed = { $count ->
    [one] вилучено { $number } поле
    [few] вилучено { $number } поля
   *[many] вилучено { $number } полів
}
difference-fields-renamed = { $count ->
    [one] перейменовано { $number } поле
    [few] перейменовано { $number } поля
   *[many] перейменовано { $number } полів
}
difference-fields-retyped = { $count ->
    [one] змінено тип { $number } поля
    [few] змінено тип { $number } полів
   *[many] змінено тип { $number } полів
}
difference-tables-added = { $count ->
    [one] додано { $number } таблицю
    [few] додано { $number } таблиці
   *[many] додано { $number } таблиць
}
difference-tables-removed = { $count ->
    [one] вилучено { $number } таблицю
    [few] вилучено { $number } таблиці
   *[many] вилучено { $number } таблиць
}

element-identifier = Ідентифікаційний номер
element-title = Назва
element-description = Опис
element-formats = Формати
element-compression = Формат стиснення
element-no-compression = без стиснення
element-issued = Уперше оприлюднено
element-modified = Востаннє змінено
element-data-date = Дата актуальності даних
element-frequency = Періодичність оновлення
element-keywords = Ключові слова
element-address = Гіперпосилання на набір
element-structure = Структура
element-structure-link = опис полів кожної таблиці
element-languages = Мова даних
element-legal-ground = Підстава збору інформації
element-purpose = Призначення
element-publisher = Розпорядник
element-contact = Відповідальна особа
element-email = Електронна адреса
element-theme = Тема
element-licence = Ліцензія
element-spatial = Територія
element-temporal = Період
element-access = Доступ
element-mandatory = Пункт переліку постанови № 835
element-not-stated = не зазначено
language-uk = українська
language-en = англійська
period-from = від { $day }
period-until = до { $day }
access-public = вільний
access-restricted = обмежений
access-non-public = закритий

download-csv = Для таблиць і програм: UTF-8, кома, без перетворень
download-xlsx = Для Excel: текст лишається текстом
download-json = Для програм: масив об’єктів
download-ndjson = Для програм: один об’єкт у рядку
download-parquet = Для аналізу: типи й стиснення
