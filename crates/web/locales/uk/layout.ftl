layout-skip = До змісту сторінки
layout-navigation = Головне меню
layout-crumbs = Шлях до сторінки
layout-datasets = Набори даних
layout-publishers = Розпорядники
layout-api = API
layout-about = Про портал
layout-workspace = Кабінет
layout-sign-in = Увійти
layout-licence = Дані вільні для використання з посиланням на джерело.
time-today = сьогодні
time-yesterday = учора
time-days-ago = { $count ->
    [one] { $number } день тому
    [few] { $number } дні тому
   *[many] { $number } днів тому
}
time-months-ago = { $count ->
    [one] { $number } місяць тому
    [few] { $number } місяці тому
   *[many] { $number } місяців тому
}
time-years-ago = { $count ->
    [one] { $number } рік тому
    [few] { $number } роки тому
   *[many] { $number } років тому
}
