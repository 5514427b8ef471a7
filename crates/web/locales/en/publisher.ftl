publishers-title = Publishers
publishers-lead = { $count ->
    [one] { $number } publisher has published data as of { $moment }.
   *[other] { $number } publishers have published data as of { $moment }.
}
publishers-none-yet = No publisher has published data yet.
publishers-without = { $count ->
    [one] Without published data so far: { $number }
   *[other] Without published data so far: { $number }
}
publisher-council = Council
publisher-department = Executive body
publisher-utility = Municipal enterprise
publisher-institution = Institution
publisher-edrpou = EDRPOU { $code }
publisher-within = part of:
publisher-former = Former names:
publisher-no-datasets = This publisher has not published a dataset yet.
publisher-children = { $count ->
    [one] { $number } body below it
   *[other] { $number } bodies below it
}
