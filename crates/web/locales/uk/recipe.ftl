## Рецепт: кроки, які застосуються й до наступного файла

recipe-title = Рецепт
recipe-lead = Кроки виконуються згори вниз і застосуються до наступного файла самі.
recipe-all-safe = Застосовано всі безпечні виправлення, а також кроки нижче, згори вниз. До наступного файла вони застосуються самі.
recipe-exceptions = Не застосовувати, хоча й безпечно:
recipe-idle = — цього разу нічого не змінив
recipe-step = крок { $number }
recipe-earlier = Вище
recipe-later = Нижче
recipe-export = Завантажити рецепт (JSON)
recipe-import = Узяти рецепт із файла
recipe-import-file = Файл рецепта
recipe-import-hint = Рецепт, завантажений раніше з цього або іншого набору. Він замінить теперішній; цей крок можна скасувати.
recipe-import-submit = Застосувати
recipe-import-error = Це не рецепт: потрібен файл JSON, завантажений із чернетки цього порталу.
recipe-news-title = Нове порівняно з минулим файлом
recipe-news-none = Порівняно з минулим файлом нового немає: рецепт упорався.
recipe-news-finding = Раніше не траплялося: { $kind }
recipe-news-finding-in = Раніше не траплялося: { $kind }, поле «{ $field }»
recipe-news-spelling = Нове написання «{ $value }» у полі «{ $field }»: списку замін воно не відоме
recipe-news-unused = Значення «{ $value }» у полі «{ $field }» більше не трапляється
recipe-news-idle = { $count ->
    [one] { $number } крок цього разу нічого не змінив
    [few] { $number } кроки цього разу нічого не змінили
   *[many] { $number } кроків цього разу нічого не змінили
}
recipe-news-more = { $count ->
    [one] і ще { $number } зміна
    [few] і ще { $number } зміни
   *[many] і ще { $number } змін
}

mend-open = Виправити це значення
mend-new = Нове значення
mend-new-hint = Порожнє — клітинка стане порожньою.
mend-scope = Де
mend-scope-cell = лише в цій клітинці
mend-scope-values = в усіх клітинках поля з таким значенням
mend-scope-keep = лишити як є
mend-submit = Застосувати
mend-same = Нове значення таке саме, як старе. Змініть його або оберіть «лишити як є».
