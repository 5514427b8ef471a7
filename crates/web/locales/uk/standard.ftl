## Стандарти таблиць

standards-title = Стандарти таблиць
standards-description = Які поля має містити таблиця, щоб дані різних міст складалися докупи. Набір, що відповідає стандарту, портал перевіряє за ним.
standards-lead = { $count ->
    [one] { $number } стандарт
    [few] { $number } стандарти
   *[many] { $number } стандартів
}
standards-none = Портал поки не знає жодного стандарту.
standards-search = Слова з назви або поля
standards-search-placeholder = Зупинки, паркування, ЄДРПОУ…
standards-used = Застосування
standards-used-any = Усі стандарти
standards-used-only = За якими вже є набори
standards-themes = Теми
standards-no-theme = Без теми
standards-none-found = Такого стандарту немає. Спробуйте інше слово або приберіть умови.
standard-template = Шаблон
standard-template-lead = Порожня таблиця з назвами полів і рядком вигаданих значень: замініть його своїми. У шаблоні Excel стовпці вже мають тип, заголовки — підказки, а значення з переліку вибирають зі списку.
standard-required-count = { $count ->
    [0] обов’язкових немає
    [one] { $number } обов’язкове
   *[other] { $number } обов’язкових
}
standard-quality-sound = відповідає стандарту
standard-quality-errors = { $count ->
    [one] { $number } помилка
    [few] { $number } помилки
   *[many] { $number } помилок
}
standard-quality-fields = { $count ->
    [one] { $number } поле з { $all }
    [few] { $number } поля з { $all }
   *[many] { $number } полів з { $all }
}
standard-annex = Додаток { $number }
standard-place = Місце в рекомендаціях
standard-edition = Редакція
standard-fields = Поля
standard-field = Поле
standard-type = Тип
standard-required = обов’язкове
standard-rules = Зміст і правила
standard-table-rules = Правила таблиці
standard-rule-unique = Значення не повторюються.
standard-rule-lawful = Лише: { $values }
standard-rule-minimum = Не менше { $value }
standard-rule-maximum = Не більше { $value }
standard-rule-above = Більше за { $value }
standard-rule-below = Менше за { $value }
standard-rule-min-length = Символів не менше { $value }
standard-rule-max-length = Символів не більше { $value }
standard-rule-pattern = За зразком { $value }
standard-rule-format = Формат { $value }
standard-rule-key = Рядок визначають поля: { $fields }.
standard-rule-unique-key = Разом не повторюються: { $fields }.
standard-rule-refers = { $fields } посилається на { $table }: { $there }.
standard-rule-same-table = цю саму таблицю
standard-rule-order = { $end } не раніше за { $start }.
standard-rule-place = Точка { $latitude }, { $longitude } лежить у межах міста.
standard-rule-district = Точка { $latitude }, { $longitude } лежить у районі { $district }.
standard-rule-codifier = Код { $code } відповідає назві { $name }.
standard-rule-sum = { $total } — це сума: { $parts }.
standard-rule-one-of = Заповнено хоча б одне: { $fields }.
standard-rule-if-then = Якщо { $field } — { $values }, заповнено: { $requires }.
standard-repairs = Що виправлено в офіційному шаблоні
standard-repairs-lead = Шаблон має вади, через які файли за ним не читаються однаково. Тут кожна з причиною.
standard-defect = Вада
standard-was = У шаблоні
standard-now = Тут
standard-why = Чому
standard-defect-type = тип
standard-defect-required = обов’язковість
standard-defect-name = назва поля
standard-defect-title = заголовок
standard-followers = Набори за цим стандартом
standard-followers-none = Оприлюднених наборів за цим стандартом поки немає.
element-standard = Стандарт таблиці
