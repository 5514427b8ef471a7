table-open = Відкрити таблицю
table-version = Версія
table-latest = Найновіша
table-version-choice = № { $version } від { $day }
table-add-condition = Додати умову
table-field = Поле
table-operator = Порівняння
table-value = значення
table-apply = Показати
table-conditions = Умови
table-drop-condition = Прибрати
table-all-rows = Показати всі рядки
table-empty = У цій таблиці немає рядків.
table-none-found = Жоден рядок не відповідає умовам. Приберіть одну з них або змініть значення.
table-caption = { $count ->
    [one] { $number } рядок на сторінці з { $total }
    [few] { $number } рядки на сторінці з { $total }
   *[many] { $number } рядків на сторінці з { $total }
}
table-found = { $count ->
    [one] { $number } рядок з { $all } відповідає умовам, { $columns }
    [few] { $number } рядки з { $all } відповідають умовам, { $columns }
   *[many] { $number } рядків з { $all } відповідають умовам, { $columns }
}
table-of = версія { $version }, оприлюднено { $day }
table-of-data-date = версія { $version }, оприлюднено { $day }, дані на { $data_day }
table-first-page = На початок
table-next-page = Наступні рядки
table-to-dataset = Назад до набору «{ $dataset }»
table-take = Узяти ці дані
table-take-latest = Файли найновішої версії. Ці адреси не зміняться, коли вийде наступна.
table-take-version = Файли саме цієї версії. Вони не зміняться ніколи.
table-by-api = Цей самий запит через API
table-open-api = Відкрити відповідь
table-open-schema = Структура (Table Schema)
operator-eq = дорівнює
operator-ne = не дорівнює
operator-lt = менше за
operator-lte = не більше за
operator-gt = більше за
operator-gte = не менше за
operator-contains = містить
operator-null = без значення
operator-not-null = має значення

compare-title = Версії { $from } і { $to }
compare-from = Давніша версія
compare-to = Новіша версія
compare-field = Поле
compare-all-fields = Усі поля
compare-csv = Завантажити всі зміни (CSV)
compare-submit = Порівняти
compare-nothing = У цих версіях немає таблиць, які можна порівняти. Оберіть інші.
compare-field-added = додано поле
compare-field-removed = вилучено поле
compare-field-renamed = перейменовано поле
compare-field-retyped = змінено тип
compare-masked = замасковано
compare-place = рядок { $row }
compare-rows = { $count ->
    [one] { $number } рядок із відмінностями
    [few] { $number } рядки з відмінностями
   *[many] { $number } рядків із відмінностями
}
compare-truncated = Показано лише частину: відмінностей більше.
compare-everything = Показати всі зміни
compare-what = Що сталося
compare-row = Рядок
compare-values = Значення
compare-row-added = додано
compare-row-removed = вилучено
compare-row-changed = змінено
