## Як прочитати файл

reading-title = Як прочитати файл
reading-lead = Оберіть, як читати файл, і подивіться на перші рядки. Збережіть, коли все на місці.
reading-delimiter = Роздільник клітинок
reading-delimiter-other = Інший роздільник
reading-comma = кома
reading-semicolon = крапка з комою
reading-tab = табуляція
reading-bar = вертикальна риска |
reading-spaces = пробіли
reading-aligned = два пробіли або більше
reading-other = інший
reading-quote = Лапки навколо клітинок
reading-quote-hint = Діє, коли роздільник обрано.
reading-quote-double = подвійні "
reading-quote-single = одинарні '
reading-quote-angle = « »
reading-quote-curly = “ ”
reading-quote-none = без лапок
reading-header-hint = 0 — назв стовпців у файлі немає. Порожнє — визначити автоматично.
reading-found-encoding = кодування { $encoding }
reading-found-delimiter = роздільник: { $delimiter }
reading-rows-title = { $count ->
    [one] Рядок { $rows } — заголовок документа
   *[other] Рядки { $rows } — заголовок документа
}
reading-rows-header = { $count ->
    [one] Рядок { $rows } — назви стовпців
   *[other] Рядки { $rows } — назви стовпців
}
reading-rows-data = Дані — від рядка { $first } до кінця
reading-rows-data-until = Дані — рядки { $first }–{ $last }
reading-row = Рядок
reading-as-read = Перші рядки, як їх прочитано
reading-head = Файл великий, тому тут прочитано лише його початок. Після збереження портал прочитає весь файл.
reading-too-large = Файл більший за { $size }, а прочитати лише його початок неможливо, тому попереднього перегляду немає. Оберіть і збережіть: портал прочитає весь файл.
reading-show = Показати, як буде прочитано
reading-save = Зберегти й перевірити
reading-kept = Вибір збережеться в рецепті й діятиме для наступного файла.
reading-first-row = Перший рядок даних
reading-last-row = Останній рядок даних
