table-open = Open the table
table-version = Version
table-latest = Latest
table-version-choice = No. { $version } of { $day }
table-add-condition = Add a condition
table-field = Field
table-operator = Comparison
table-value = value
table-apply = Show
table-conditions = Conditions
table-drop-condition = Remove
table-all-rows = Show all rows
table-empty = This table has no rows.
table-none-found = No row meets the conditions. Remove one of them or change its value.
table-caption = { $count ->
    [one] { $number } row on this page of { $total }
   *[other] { $number } rows on this page of { $total }
}
table-found = { $count ->
    [one] { $number } row of { $all } meets the conditions, { $columns }
   *[other] { $number } rows of { $all } meet the conditions, { $columns }
}
table-of = version { $version }, published { $day }
table-of-data-date = version { $version }, published { $day }, data as of { $data_day }
table-first-page = To the beginning
table-next-page = Next rows
table-to-dataset = Back to the dataset “{ $dataset }”
table-take = Take these data
table-take-latest = Files of the latest version. These addresses stay when the next one appears.
table-take-version = Files of this very version. They never change.
table-by-api = The same request by API
table-open-api = Open the answer
table-open-schema = Structure (Table Schema)
operator-eq = equals
operator-ne = does not equal
operator-lt = less than
operator-lte = at most
operator-gt = greater than
operator-gte = at least
operator-contains = contains
operator-null = has no value
operator-not-null = has a value

compare-title = Versions { $from } and { $to }
compare-from = Older version
compare-to = Newer version
compare-field = Field
compare-all-fields = All fields
compare-csv = Download all changes (CSV)
compare-submit = Compare
compare-nothing = These versions hold no tables to compare. Choose others.
compare-field-added = field added
compare-field-removed = field removed
compare-field-renamed = field renamed
compare-field-retyped = type changed
compare-masked = masked
compare-place = row { $row }
compare-rows = { $count ->
    [one] { $number } row that differs
   *[other] { $number } rows that differ
}
compare-truncated = Only a part is shown: more rows differ.
compare-everything = Show all changes
compare-what = What happened
compare-row = Row
compare-values = Values
compare-row-added = added
compare-row-removed = removed
compare-row-changed = changed
