# Робочий простір: вхід, мої набори, завантаження, знахідки, виправлення, оприлюднення, ключі.

## Вхід

session-title = Вхід до робочого простору
session-lead = Тут працюють ті, хто відповідає за дані міста. Читати й завантажувати оприлюднені дані можна без входу.
session-email = Електронна адреса
session-password = Пароль
session-submit = Увійти
session-out = Вийти
session-wrong = Адреса й пароль не збігаються. Перевірте розкладку клавіатури та Caps Lock і спробуйте ще раз.
session-too-many = { $count ->
    [one] Забагато невдалих спроб. Спробуйте знову за { $number } хвилину.
    [few] Забагато невдалих спроб. Спробуйте знову за { $number } хвилини.
   *[many] Забагато невдалих спроб. Спробуйте знову за { $number } хвилин.
}
session-needed = Щоб продовжити, увійдіть.
session-ended = Ви вийшли. До зустрічі.
session-help = Немає доступу або забули пароль? Напишіть координаторові відкритих даних:

## Спільне

work-title = Мої набори даних
work-nav = Робочий простір
work-datasets = Набори даних
work-tokens = Ключі для програм
work-errors-title = Виправте, щоб продовжити
work-back = До набору в кабінеті
work-cancel = Скасувати
work-save = Зберегти
work-yes = так
work-no = ні
work-none = немає
work-choose = Оберіть
work-done-created = Набір створено. Тепер завантажте файл.
work-done-described = Паспорт збережено.
work-done-renamed = Ідентифікатор змінено.
work-done-withdrawn = Набір вилучено з оприлюднення. Його сторінка пояснює чому.
work-done-restored = Набір знову оприлюднено.
work-done-distribution = Розповсюдження додано.
work-done-removed = Набір видалено.
work-done-discarded = Чернетку відкинуто.
work-done-token-revoked = Ключ відкликано. Програма, що ним користувалася, більше не має доступу.

## Мої набори

work-lead = { $count ->
    [one] { $number } набір, з яким ви працюєте
    [few] { $number } набори, з якими ви працюєте
   *[many] { $number } наборів, з якими ви працюєте
}
work-new = Новий набір
work-search = Знайти набір
work-search-submit = Знайти
work-empty = Тут ще немає наборів. Створіть перший: потрібні лише назва й розпорядник, решту паспорта заповните згодом.
work-empty-search = За цими словами нічого не знайдено. Спробуйте коротше слово або перегляньте всі набори.
work-empty-no-role = Вам ще не призначено розпорядника. Напишіть координаторові відкритих даних міста, щоб отримати роль.
work-caption = Набори, з якими ви працюєте
work-column-title = Набір
work-column-state = Стан
work-column-version = Остання версія
work-column-freshness = Свіжість
work-column-drafts = Чернетки
work-no-version = версій ще немає
work-version = версія { $number }
work-all-datasets = Усі набори
work-previous = Попередні
work-next = Наступні
work-page = { $from }–{ $to } з { $total }
work-state-draft = не оприлюднено
work-state-published = оприлюднено
work-state-withdrawn = вилучено
work-expires = зникне { $date }
work-expires-soon = скоро зникне: { $date }
work-jobs-title = Потребують уваги
work-jobs-lead = Ці роботи не вдалося виконати після кількох спроб. Дані не втрачено; адміністратор порталу бачить причину.
work-jobs-caption = Невдалі роботи
work-jobs-what = Робота
work-jobs-when = Коли
work-jobs-attempts = Спроб
work-job-check-draft = Перевірка файла
work-job-derive-representations = Підготовка файлів для завантаження
work-job-expire-drafts = Прибирання старих чернеток
work-job-collect-garbage = Прибирання зайвих файлів

## Стани чернетки

draft-state-receiving = файл надходить
draft-state-waiting = чекає на перевірку
draft-state-checking = перевіряється
draft-state-ready = готова до огляду
draft-state-unreadable = файл не прочитано
draft-state-published = оприлюднено
draft-state-discarded = відкинуто
draft-state-expired = термін минув

## Набір у робочому просторі

dataset-work-public = Сторінка набору для всіх
dataset-work-upload = Завантажити новий файл
dataset-work-upload-first = Завантажити файл
dataset-work-edit = Змінити паспорт
dataset-work-rename = Змінити ідентифікатор
dataset-work-withdraw = Вилучити з оприлюднення
dataset-work-restore = Оприлюднити знову
dataset-work-remove = Видалити набір
dataset-work-facts = Про набір
dataset-work-identifier = Ідентифікатор
dataset-work-publisher = Розпорядник
dataset-work-issued = Уперше оприлюднено
dataset-work-modified = Остання зміна
dataset-work-frequency = Періодичність оновлення
dataset-work-gaps = { $count ->
    [one] Паспорту бракує одного елемента
    [few] Паспорту бракує { $number } елементів
   *[many] Паспорту бракує { $number } елементів
}
dataset-work-gaps-lead = Постанова № 835 вимагає їх до оприлюднення. Файл можна завантажити й перевірити вже зараз.
dataset-work-no-gaps = Паспорт повний: усе, чого вимагає постанова № 835, зазначено.
dataset-work-distributions = Розповсюдження
dataset-work-standard = Стандарт
dataset-work-no-standard = без стандарту
dataset-work-drafts = Відкриті чернетки
dataset-work-add-distribution = Додати розповсюдження
dataset-work-add-distribution-hint = Нове розповсюдження потрібне, коли набір складається з кількох різних таблиць, що оновлюються окремо. Нова версія тієї самої таблиці — це просто новий файл.
dataset-work-distribution-title = Назва розповсюдження
dataset-work-events = Останні події
dataset-work-events-caption = Хто, що й коли зробив
dataset-work-event-when = Коли
dataset-work-event-what = Що
dataset-work-event-who = Хто
dataset-work-no-events = Подій ще немає.
dataset-work-people = Хто працює з набором
dataset-work-people-caption = Люди та їхні ролі
dataset-work-person = Особа
dataset-work-role = Роль
dataset-work-scope = Де
dataset-work-scope-city = усе місто
dataset-work-portal = портал
dataset-work-withdrawn-because = Вилучено: { $reason }

role-viewer = читач
role-editor = редактор
role-publisher = відповідальна особа
role-coordinator = координатор
role-admin = адміністратор
role-viewer-can = Ваша роль — читач: ви бачите чернетки й звіти, але не змінюєте їх.
role-editor-can = Ваша роль — редактор: ви завантажуєте й виправляєте; оприлюднює відповідальна особа.

event-dataset-created = Створено набір
event-dataset-published = Набір уперше оприлюднено
event-dataset-described = Змінено паспорт
event-dataset-renamed = Змінено ідентифікатор: { $from } → { $to }
event-dataset-withdrawn = Набір вилучено
event-dataset-restored = Набір знову оприлюднено
event-distribution-standard-chosen = Змінено стандарт таблиці
event-distribution-added = Додано розповсюдження { $number }
event-draft-started = Розпочато завантаження файла
event-draft-uploaded = Файл отримано
event-draft-recipe-changed = Змінено виправлення
event-draft-personal-data-justified = Зазначено підставу для персональних даних
event-draft-discarded = Чернетку відкинуто
event-draft-expired = Термін чернетки минув
event-draft-superseded = Чернетку порівнюють із новішою версією
event-draft-expiry-warned = Нагадування: чернетка скоро зникне
event-version-published = Оприлюднено версію { $version }
event-version-purged = Вміст версії { $version } видалено за рішенням

## Паспорт

passport-new-title = Новий набір даних
passport-edit-title = Паспорт набору
passport-new-lead = Для початку досить назви й розпорядника. Решту можна заповнити до оприлюднення.
passport-edit-lead = Елементи, яких вимагає пункт 7 Положення, затвердженого постановою № 835. Поля з позначкою «потрібне» мають бути заповнені до оприлюднення.
passport-required = обов’язково
passport-needed = потрібно для оприлюднення
passport-group-main = Що це за дані
passport-group-law = Підстава й призначення
passport-group-contact = Хто відповідає
passport-group-coverage = Час і місце
passport-title = Назва
passport-title-hint = До 254 символів. Що це, де і за який час: «Зупинки громадського транспорту міста».
passport-title-en = Назва англійською
passport-identifier = Ідентифікатор
passport-identifier-hint = Малі латинські літери, цифри й дефіси. Стоятиме в адресі сторінки й у реєстрі на data.gov.ua. Залиште порожнім, і ми утворимо його з назви.
passport-publisher = Розпорядник
passport-publisher-hint = Той, хто володіє даними й відповідає за них.
passport-standard = Стандарт таблиці
passport-standard-hint = Якщо структуру встановлено постановою № 835, файл перевірятиметься за нею.
passport-no-standard = Немає: структура довільна
passport-description = Опис
passport-description-hint = До 4000 символів. Що містить набір, звідки дані, чого в них немає.
passport-description-en = Опис англійською
passport-keywords = Ключові слова
passport-keywords-hint = Через кому: «транспорт, зупинки, автобус».
passport-keywords-en = Ключові слова англійською
passport-theme = Тема
passport-frequency = Періодичність оновлення
passport-frequency-hint = За нею портал рахує, чи дані не прострочено.
passport-languages-uk = Мова даних: українська
passport-languages-en = Мова даних: англійська
passport-data-date = Дата актуальності
passport-data-date-hint = День, на який дані правдиві.
passport-legal-ground = Підстава збору
passport-legal-ground-hint = Акт, за яким збирають цю інформацію: назва, дата, номер.
passport-purpose = Призначення збору
passport-purpose-hint = Навіщо її збирають.
passport-contact-name = Відповідальна особа або посада
passport-contact-name-hint = Посада живе довше за прізвище: «Відділ транспорту, головний спеціаліст».
passport-contact-email = Електронна адреса
passport-contact-email-hint = Службова скринька, яку читають. Її побачать усі.
passport-licence = Ліцензія
passport-spatial = Територія
passport-spatial-hint = Код КАТОТТГ або назва.
passport-temporal-from = Період: від
passport-temporal-until = Період: до
passport-access-rights = Доступ
passport-access-public = відкритий
passport-access-restricted = обмежений
passport-access-non-public = закритий
passport-mandatory-item = Пункт переліку, який закриває набір
passport-mandatory-hint = Перелік постанови № 835. Так місто бачить, що ще не оприлюднено.
passport-not-mandatory = Не з переліку
passport-submit-new = Створити набір

passport-error-title-missing = Вкажіть назву.
passport-error-publisher = Оберіть розпорядника з переліку.
passport-error-no-publisher = Цього розпорядника вже немає. Оберіть чинного.
passport-error-identifier = В ідентифікаторі можуть стояти лише малі латинські літери, цифри й дефіси всередині, не більше 100 символів.
passport-error-identifier-no-proposal = З назви не вдалося утворити ідентифікатор. Впишіть його латинськими літерами.
passport-error-identifier-reserved = Це слово стоїть в адресах самого порталу. Оберіть інший ідентифікатор.
passport-error-identifier-taken = Такий ідентифікатор уже має або мав інший набір. Оберіть інший.
passport-error-date = «{ $value }» — не дата. Напишіть як 2026-11-23.
passport-error-vocabulary = Оберіть значення з переліку.
passport-error-period = Кінець періоду раніше за початок.

passport-conflict-title = Поки ви писали, паспорт змінив хтось інший
passport-conflict-lead = Ваше ще не збережено. Нижче те, що відрізняється. У формі лишилися ваші значення: виправте, що треба, і збережіть ще раз.
passport-conflict-caption = Поля, що відрізняються
passport-conflict-field = Поле
passport-conflict-stored = Збережено
passport-conflict-yours = Ваше
passport-conflict-none = Значення збігаються; можна зберегти ще раз.

passport-gap-title-missing = Немає назви
passport-gap-title-too-long = Назва довша за 254 символи
passport-gap-description-missing = Немає опису
passport-gap-description-too-long = Опис довший за 4000 символів
passport-gap-keywords-missing = Немає ключових слів
passport-gap-theme-missing = Не обрано тему
passport-gap-frequency-missing = Не обрано періодичність оновлення
passport-gap-legal-ground-missing = Не вказано підставу збору
passport-gap-purpose-missing = Не вказано призначення збору
passport-gap-contact-name-missing = Не вказано відповідальну особу
passport-gap-contact-email-invalid = Немає придатної електронної адреси

rename-title = Змінити ідентифікатор
rename-lead = Ідентифікатор стоїть в адресі сторінки. Старі адреси працюватимуть: вони переводитимуть на нову.
rename-label = Новий ідентифікатор
rename-submit = Змінити ідентифікатор
withdraw-title = Вилучити набір з оприлюднення?
withdraw-lead = Дані зникнуть з каталогу та завантажень, а сторінка набору скаже, що його вилучено й чому. Набір можна буде оприлюднити знову.
withdraw-reason = Причина українською
withdraw-reason-en = Причина англійською
withdraw-reason-hint = Її прочитають усі. Назвіть рішення, якщо воно є.
withdraw-submit = Вилучити
withdraw-error-reason = Напишіть причину: закон вимагає пояснити, чому дані недоступні.
remove-title = Видалити набір?
remove-lead = Набір ніколи не оприлюднювали. Його опис і чернетки зникнуть назавжди.
remove-submit = Видалити назавжди
work-conflict = Поки сторінка була відкрита, набір змінив хтось інший. Перегляньте його й повторіть.
work-wrong-state = Набір уже в іншому стані. Оновіть сторінку.

## Завантаження

upload-title = Завантажити файл
upload-lead = Завантажте файл із таблицями такий, який є: портал прочитає його в будь-якому кодуванні, покаже, що не так, і запропонує виправлення. Нічого не стане публічним, доки ви не оприлюдните.
upload-formats = CSV, TSV, TXT; Excel (XLSX, XLSM, XLSB, XLS), ODS; JSON, NDJSON, GeoJSON; XML, HTML; KML, KMZ, GPX, GeoPackage; Parquet, DBF; ZIP (зокрема з шейпфайлом) і GZ. PDF, Word і зображення не підходять: дані з них не прочитає жодна програма.
upload-file = Файл із таблицями
upload-limit = До { $size }.
upload-distribution = Розповсюдження
upload-submit = Завантажити
upload-drop = Перетягніть файл сюди або виберіть його.
upload-progress = Надіслано { $done } з { $total } ({ $percent } %)
upload-retrying = З’єднання перервалося. Надіслане збережено, пробуємо ще раз за { $seconds } с.
upload-resume = Продовжити
upload-stopped = Не вдалося надіслати. Надіслане збережено: натисніть «Продовжити».
upload-finishing = Файл надіслано, готуємо перевірку…
upload-pause = Призупинити
upload-paused = Призупинено. Надіслано { $done } з { $total }.
upload-continue-title = Незавершене завантаження
upload-continue-lead = Отримано { $done } з { $total } файла «{ $file }». Оберіть той самий файл, і надсилання продовжиться з цього місця.
upload-error-no-file = Оберіть файл.
upload-error-empty = Файл порожній. Перевірте, чи його збережено, і оберіть ще раз.
upload-error-too-large = Файл більший за дозволені { $size }. Розділіть його або зверніться до адміністратора порталу.
upload-error-full = На сервері бракує місця. Вже надіслане збережено; повідомте адміністратора порталу і спробуйте згодом.
upload-error-other-size = Це інший файл: його розмір не збігається. Оберіть той самий файл або почніть нове завантаження.
upload-same-recipe = Виправлення минулого разу застосуються самі.

## Чернетка

draft-title = Перевірка файла «{ $file }»
draft-of = Чернетка набору
draft-expires = Чернетка зникне { $date }, якщо її не оприлюднити й не змінити.
draft-waiting = Файл отримано. Чекає на вільного перевіряльника.
draft-receiving = Файл ще надходить
draft-receiving-lead = Отримано { $done }. Якщо завантаження перервалося, продовжте його: оберіть той самий файл.
draft-receiving-lead-total = Отримано { $done } з { $total }. Якщо завантаження перервалося, продовжте його: оберіть той самий файл.
draft-continue = Продовжити завантаження
draft-checking-sniff = Розпізнаємо кодування й таблиці
draft-checking-analyse = Читаємо всі рядки
draft-checking-build = Виправляємо й перевіряємо
draft-checking-compare = Порівнюємо з попередньою версією
draft-checking-other = Перевіряємо
draft-step = крок { $step } з 4
draft-rows-done = { $count ->
    [one] { $number } рядок опрацьовано
    [few] { $number } рядки опрацьовано
   *[many] { $number } рядків опрацьовано
}
draft-wait-note = Сторінка оновлюється сама. Її можна закрити: перевірка триватиме.
draft-still-waiting = Чекає довше, ніж звичайно. Якщо так буде й за кілька хвилин, повідомте адміністратора порталу.
draft-unreadable-title = Файл не вдалося прочитати
draft-unreadable-again = Завантажити виправлений файл
draft-unreadable-kept = Файл збережено в чернетці, нічого не втрачено.
draft-published-title = Версію оприлюднено
draft-published-link = Переглянути на порталі
draft-published-note = Файли для завантаження готуються у фоні.
draft-gone-discarded = Цю чернетку відкинуто.
draft-gone-expired = Термін цієї чернетки минув.
draft-discard = Відкинути чернетку
draft-discard-title = Відкинути чернетку?
draft-discard-lead = Файл «{ $file }» і його звіт зникнуть. Оприлюднених версій це не торкнеться.
draft-discard-submit = Відкинути
draft-nav = Розділи сторінки
draft-section-findings = Що знайдено
draft-section-applied = Що виправлено
draft-section-personal = Персональні дані
draft-section-preview = Попередній перегляд
draft-section-changes = Що змінилося
draft-section-publish = Оприлюднити

draft-read-sheet = Аркуш
draft-read-header = Заголовок
draft-read-header-rows = { $count ->
    [one] рядок { $rows }
    [few] рядки { $rows }
   *[many] рядки { $rows }
}
draft-read-no-header = не знайдено
draft-read-rows = Рядків даних
draft-read-fields = Полів
draft-table = Таблиця «{ $title }»
draft-tables-count = { $count ->
    [one] { $number } таблиця
    [few] { $number } таблиці
   *[many] { $number } таблиць
}
draft-rows-count = { $count ->
    [one] { $number } рядок
    [few] { $number } рядки
   *[many] { $number } рядків
}
draft-fields-count = { $count ->
    [one] { $number } поле
    [few] { $number } поля
   *[many] { $number } полів
}
draft-reading-change = Прочитано неправильно? Змінити
draft-reading-encoding = Кодування
draft-reading-header-rows = Скільки рядків займає заголовок
draft-reading-automatic = визначити автоматично
draft-reading-skip = Не оприлюднювати цю таблицю
draft-reading-unskip = Повернути таблицю «{ $name }»

draft-summary-clean = Зауважень немає: таблицю можна оприлюднювати.
draft-summary-only-info = Помилок немає. Є лише зауваги для відома.
draft-errors-count = { $count ->
    [one] { $number } помилка
    [few] { $number } помилки
   *[many] { $number } помилок
}
draft-warnings-count = { $count ->
    [one] { $number } попередження
    [few] { $number } попередження
   *[many] { $number } попереджень
}
draft-infos-count = { $count ->
    [one] { $number } заувага
    [few] { $number } зауваги
   *[many] { $number } зауваг
}
draft-severity-error = помилка
draft-severity-warning = попередження
draft-severity-info = до відома
draft-places = { $count ->
    [one] { $number } місце
    [few] { $number } місця
   *[many] { $number } місць
}
draft-in-fields = { $count ->
    [one] в { $number } полі
   *[other] у { $number } полях
}
draft-more-fields = { $count ->
    [one] ще { $number } поле
    [few] ще { $number } поля
   *[many] ще { $number } полів
}
draft-standard-likely = Схоже на стандарт
draft-standard-possible = Можливо, це стандарт
draft-standard-followed = Стандарт таблиці
draft-standard-confidence = упевненість { $share }
draft-standard-percent = { $share } %
draft-standard-fields = { $count ->
    [one] { $number } поле з { $all } є у файлі
    [few] { $number } поля з { $all } є у файлі
   *[many] { $number } полів з { $all } є у файлі
}
draft-standard-follow = Перевіряти за цим стандартом
draft-standard-leave = Не перевіряти за стандартом
draft-standard-missing = Бракує обов’язкових полів:
draft-standard-rename = Перейменувати
draft-standard-rename-all = { $count ->
    [one] Перейменувати { $number } поле за стандартом
    [few] Перейменувати { $number } поля за стандартом
   *[many] Перейменувати { $number } полів за стандартом
}
draft-standard-rename-hint = Нові назви збережуться в рецепті: наступний файл буде перейменовано так само. Крок можна скасувати будь-коли.
draft-standard-columns = Який стовпець — яке поле стандарту
draft-standard-column = Стовпець файлу
draft-standard-field = Поле стандарту
draft-standard-same = за стандартом

draft-fix-all = Виправити все безпечне
draft-fix-all-hint = { $count ->
    [one] Безпечне — те, що має лише одне прочитання. { $number } місце; кожне виправлення можна скасувати.
    [few] Безпечне — те, що має лише одне прочитання. { $number } місця; кожне виправлення можна скасувати.
   *[many] Безпечне — те, що має лише одне прочитання. { $number } місць; кожне виправлення можна скасувати.
}
draft-all-safe-on = Усі безпечні виправлення застосовано. Вони застосуються й до наступного файла.
draft-fix-one = Виправити
draft-fix-one-all = Виправити в усіх полях
draft-undo = Скасувати останній крок
draft-remove-fix = Прибрати
draft-reset = Прибрати всі виправлення
draft-safety-safe = безпечне
draft-safety-suggestion = потребує згоди
draft-safety-question = потребує вибору
draft-choice-dmy = день.місяць.рік
draft-choice-mdy = місяць/день/рік
draft-choice-decimal = кома відділяє дріб
draft-choice-thousands = кома ділить тисячі
draft-examples-caption = Приклади з файла
draft-example-place = Де
draft-example-value = У файлі
draft-example-fixed = Стане
draft-example-none = порожньо
draft-example-row = рядок { $row }
draft-example-column = стовпець { $column }
draft-example-sheet = аркуш «{ $sheet }»
draft-examples-shown = показано { $shown } з { $total }
draft-whole-table = Уся таблиця
draft-no-fix = Виправте у файлі й завантажте знову.
draft-examples-open = Приклади
draft-applied-count = { $count ->
    [one] змінено { $number } місце
    [few] змінено { $number } місця
   *[many] змінено { $number } місць
}
draft-applied-caption = Застосовані виправлення
draft-applied-fix = Виправлення
draft-applied-where = Де
draft-applied-changed = Змінено

fix-header = Очищення назв стовпців
fix-spaces = Зайві пробіли
fix-invisible-characters = Невидимі символи
fix-nothing-words = Слова замість порожнечі
fix-homoglyphs = Латинські літери в українських словах
fix-mojibake = Зіпсоване кодування
fix-dates = Дати у вигляді 2026-11-23
fix-excel-serials = Числа Excel замість дат
fix-decimal-comma = Десяткова кома
fix-thousands-spaces = Пробіли між тисячами
fix-minus-signs = Знаки мінуса
fix-booleans = Слова «так» і «ні»
fix-edrpou-zeros = Втрачені нулі ЄДРПОУ
fix-kind-form = Вигляд значень
fix-phones = Телефони у вигляді +380…
fix-empty-rows = Порожні рядки
fix-total-rows = Рядки підсумків
fix-mask = Маскування
fix-drop-field = Вилучення поля
fix-pseudonymise = Псевдоніми
fix-empty-personal = Спорожнення персональних даних
fix-cell = Заміна однієї клітинки
fix-values = Заміна значень
fix-keep = Значення, лишені як є
fix-rename = Перейменування полів
fix-split-coordinates = Широта й довгота окремо
fix-split-address = Частини адреси
fix-swap-coordinates = Широта й довгота навпаки
fix-join-tables = Об’єднання таблиць
fix-section-rows = Рядки розділів
fix-unpivot = Періоди зі стовпців у рядки
fix-empty-fields = Поля без значень
fix-urls = Вебадреси
fix-emails = Електронні адреси
fix-codes = Коди в належному вигляді
fix-coordinates = Координати десятковими градусами
fix-units = Числа без одиниць
fix-opening-hours = Графіки роботи
fix-times = Час як гг:хх
fix-typography = Апострофи, лапки й тире
fix-street-renames = Перейменовані вулиці

## Персональні дані

personal-title = Схоже на персональні дані
personal-lead = Їх не можна оприлюднити, доки ви не вирішите, що з ними робити: закон захищає людину, а не файл.
personal-kind-rnokpp = РНОКПП (податковий номер)
personal-kind-passport = номер паспорта чи ID-картки
personal-kind-unzr = УНЗР
personal-kind-card = номер платіжної картки
personal-kind-iban = рахунок людини (IBAN)
personal-kind-name = прізвище, ім’я, по батькові
personal-kind-birth-date = дата народження поруч з ім’ям
personal-kind-home-address = домашня адреса поруч з ім’ям
personal-kind-small-groups = людину можна впізнати за кількома полями
personal-kind-phone = приватний телефон
personal-kind-email = приватна електронна адреса
personal-kind-unscreened = перевірити на персональні дані неможливо
personal-hit = { $count ->
    [one] { $number } значення
    [few] { $number } значення
   *[many] { $number } значень
}
personal-mask = Замаскувати
personal-pseudonymise = Замінити псевдонімами
personal-drop = Вилучити поле
personal-empty = Спорожнити ці клітинки
personal-justify = Залишити й назвати підставу
personal-ground = Норма закону, що дозволяє оприлюднити
personal-ground-hint = Наприклад: стаття, закон, рішення. Ваше ім’я запишеться поруч із підставою.
personal-ground-submit = Записати підставу
personal-ground-error = Назвіть підставу: закон і статтю.
personal-justified = Підставу зазначено: { $ground }
personal-resolved = Усе вирішено: персональні дані замасковано, вилучено або обґрунтовано.
personal-outside = Поза таблицями ({ $where }): у таблиці цього немає, але вихідний файл не стане публічним.
personal-original-private = У вихідному файлі є персональні дані або те, що перевірити на них неможливо, тому сам файл не стане публічним; оприлюдняться лише очищені таблиці.
personal-only-publisher = Підставу може зазначити лише відповідальна особа.
personal-examples = Наприклад (замасковано): { $examples }

## Перегляд і зміни

preview-lead = Перші { $shown } з { $total } рядків таблиці, як вона вийде.
preview-caption = Перші рядки таблиці «{ $title }»
preview-empty = У таблиці немає рядків.
preview-failed = Не вдалося показати рядки. Сама таблиця збережена; оновіть сторінку.
changes-first = Це перша версія: порівнювати ні з чим.
changes-none = Дані такі самі, як у версії { $version }. Оприлюднювати нічого нового.
changes-since = Порівняно з версією { $version }
changes-rows-added = Рядків додано
changes-rows-removed = Рядків вилучено
changes-rows-changed = Рядків змінено
changes-cells-changed = Клітинок змінено
changes-breaking-title = Зміниться структура
changes-breaking-lead = Програми, що читають ці дані, можуть зламатися. Оприлюднення потребує вашого окремого «так».
changes-field-added = Додано поле «{ $field }»
changes-field-removed = Зникло поле «{ $field }»
changes-field-renamed = Поле «{ $old }» тепер зветься «{ $new }»
changes-field-retyped = Поле «{ $field }»: тип { $old } → { $new }
changes-table-added = Додано таблицю «{ $table }»
changes-table-removed = Зникла таблиця «{ $table }»
changes-sample-caption = Приклади змін
changes-sample-row = Рядок
changes-sample-field = Поле
changes-sample-old = Було
changes-sample-new = Стало

## Оприлюднення

publish-lead = Після цього версію побачать усі. Оприлюднена версія незмінна; виправлення — це нова версія.
publish-note = Що змінилося й чому
publish-note-hint = Одне-два речення для тих, хто користується даними: «Дані за листопад; додано зупинки Лівобережного».
publish-note-en = Те саме англійською
publish-data-date = Дата актуальності даних
publish-submit = Оприлюднити версію { $version }
publish-accept-findings = { $count ->
    [one] Оприлюднити, хоча лишилася { $number } помилка. Це запишеться в журнал.
    [few] Оприлюднити, хоча лишилося { $number } помилки. Це запишеться в журнал.
   *[many] Оприлюднити, хоча лишилося { $number } помилок. Це запишеться в журнал.
}
publish-accept-breaking = Так, структура змінюється: я знаю, що це зачепить програми.
publish-blocked-gaps = Спершу доповніть паспорт
publish-blocked-personal = Спершу вирішіть, що робити з персональними даними
publish-blocked-role = Оприлюднює відповідальна особа розпорядника. Вона бачить цю чернетку у своєму робочому просторі.
publish-error-note = Напишіть, що змінилося: це прочитають користувачі даних.
publish-error-findings = Лишилися помилки. Виправте їх або підтвердьте, що оприлюднюєте попри них.
publish-error-breaking = Структура змінюється. Підтвердьте, що це свідомо.
publish-superseded = Поки ви працювали, з’явилася версія { $version } ({ $who }, { $when }). Ваше не втрачено: чернетка порівнюється з нею. Перегляньте зміни й оприлюдніть знову.
publish-superseded-done = Поки ви працювали, з’явилася версія { $version } ({ $who }, { $when }). Ваше не втрачено: чернетку вже порівняно з нею. Перегляньте, що змінилося, й оприлюдніть знову.
publish-superseded-title = Хтось оприлюднив нову версію раніше
publish-conflict = Чернетку змінено, поки ви її переглядали. Ось її теперішній стан; перевірте й оприлюдніть знову.
publish-somebody = хтось із колег
draft-changed-elsewhere = Чернетку змінив хтось інший, поки ви її переглядали. Ось її теперішній стан; повторіть дію, якщо вона ще потрібна.
draft-wrong-state = Зараз ця дія неможлива: стан чернетки змінився.

## Ключі

token-title = Ключі для програм
token-lead = Ключ дає програмі ваші права: завантажувати файли, виправляти й оприлюднювати через API або командою vidkryto publish.
token-new = Новий ключ
token-name = Для чого ключ
token-name-hint = Щоб потім упізнати: «щомісячне вивантаження парковок».
token-days = Скільки днів діє
token-submit = Створити ключ
token-created = Ключ створено
token-once = Скопіюйте його зараз: більше портал його не покаже. Зберігайте як пароль.
token-secret = Ключ
token-copy = Копіювати
token-copied = Скопійовано
token-how = Як користуватися
token-caption = Ваші ключі
token-column-name = Назва
token-column-created = Створено
token-column-used = Останнє використання
token-column-expires = Діє до
token-column-state = Стан
token-column-action = Дія
token-never-used = ще не використовувався
token-state-active = чинний
token-state-expired = строк минув
token-state-revoked = відкликано
token-revoke = Відкликати
token-empty = Ключів ще немає.
token-error-name = Назвіть ключ.
token-error-days = Вкажіть від 1 до 366 днів.

## Відмови, які читають і програми

problem-passport-gaps-title = Паспорт неповний
problem-passport-gaps-detail = Набір не можна оприлюднити, доки паспорт не містить усього, чого вимагає постанова № 835. Чого бракує, названо в полі gaps.
problem-findings-remain-title = Лишилися помилки
problem-findings-remain-detail = Виправте їх або оприлюдніть свідомо: accept_findings = true. Це запишеться в журнал.
problem-personal-data-title = Знайдено персональні дані
problem-personal-data-detail = Замаскуйте, вилучіть або обґрунтуйте їх, перш ніж оприлюднювати. Де вони, названо в полі personal.
problem-breaking-change-title = Змінюється структура
problem-breaking-change-detail = Поля зникли, перейменовані або змінили тип. Підтвердьте: accept_breaking = true.
problem-superseded-title = Хтось оприлюднив нову версію раніше
problem-superseded-detail = Тим часом з’явилася версія { $version }. Чернетка порівнюється з нею; перегляньте зміни й оприлюдніть знову.
problem-precondition-needed-title = Потрібна версія запису
problem-precondition-needed-detail = Надішліть заголовок If-Match з ETag, який ви прочитали: так ніхто не затре чужих змін.
problem-precondition-failed-title = Запис змінено
problem-precondition-failed-detail = Хтось зберіг його після того, як ви прочитали. Прочитайте знову й повторіть.
problem-idempotency-in-progress-title = Такий самий запит ще виконується
problem-idempotency-in-progress-detail = Зачекайте й повторіть із тим самим ключем: відповідь буде та сама.
problem-idempotency-mismatch-title = Ключ уже використано для іншого запиту
problem-idempotency-mismatch-detail = Один Idempotency-Key належить одному запитові. Утворіть новий ключ.
problem-name-missing-title = Немає назви
problem-name-missing-detail = Назвіть ключ, щоб потім його впізнати.
problem-email-taken-title = Адресу зайнято
problem-email-taken-detail = Ця електронна адреса вже має обліковий запис.
problem-email-invalid-title = Це не електронна адреса
problem-email-invalid-detail = Перевірте, чи адреса має вигляд ім’я@установа.
problem-password-too-short-title = Закороткий пароль
problem-password-too-short-detail = Пароль має містити щонайменше 10 символів.
