publishers-title = Розпорядники
publishers-lead = { $count ->
    [one] { $number } розпорядник оприлюднив дані станом на { $moment }.
    [few] { $number } розпорядники оприлюднили дані станом на { $moment }.
   *[many] { $number } розпорядників оприлюднили дані станом на { $moment }.
}
publishers-none-yet = Жоден розпорядник ще не оприлюднив даних.
publishers-without = { $count ->
    [one] Ще без оприлюднених даних: { $number }
    [few] Ще без оприлюднених даних: { $number }
   *[many] Ще без оприлюднених даних: { $number }
}
publisher-council = Рада
publisher-department = Виконавчий орган
publisher-utility = Комунальне підприємство
publisher-institution = Установа
publisher-edrpou = ЄДРПОУ { $code }
publisher-within = у складі:
publisher-former = Колишні назви:
publisher-no-datasets = Розпорядник ще не оприлюднив жодного набору.
publisher-children = { $count ->
    [one] { $number } підпорядкована установа
    [few] { $number } підпорядковані установи
   *[many] { $number } підпорядкованих установ
}
