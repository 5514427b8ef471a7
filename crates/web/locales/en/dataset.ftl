search-label = Search the datasets
search-placeholder = For example: stops, shelters, tariffs
search-submit = Search
copy = Copy
copied = Copied
pager-label = Pages
pager-here = Page { $page } of { $last }
pager-previous = Previous
pager-next = Next

home-latest = Updated lately
home-all-datasets = All datasets
home-themes = Themes
home-publishers = Publishers
home-all-publishers = All publishers
home-empty = There are no data yet. The first dataset will appear here as soon as it is published.
home-api = Data for programs
home-api-lead = Every table can be read by program: filter rows, sort them, take any version. No key is needed.
home-api-more = How to use the API
total-datasets = { $count ->
    [one] dataset
   *[other] datasets
}
total-versions = { $count ->
    [one] version
   *[other] versions
}
total-rows = { $count ->
    [one] row in current tables
   *[other] rows in current tables
}
total-as-of = As of { $moment }

datasets-title = Datasets
datasets-description = The city’s open data, to be searched by words, themes and publishers.
datasets-theme = Theme
datasets-any-theme = All themes
datasets-publisher = Publisher
datasets-any-publisher = All publishers
datasets-sort = Order
datasets-sort-modified = Newest first
datasets-sort-title = By title
datasets-found = { $count ->
    [one] { $number } dataset as of { $moment }.
   *[other] { $number } datasets as of { $moment }.
}
datasets-count = { $count ->
    [one] { $number } dataset
   *[other] { $number } datasets
}
datasets-reset = Clear conditions
datasets-none-found = Nothing meets these conditions. Try a shorter word or clear the conditions.
datasets-none-yet = Nothing is published yet. Come back later, or write to us which data you need.
dataset-updated = Updated { $day }

freshness-unbound = no update term set
freshness-due = next update by { $day }
freshness-overdue = { $count ->
    [one] overdue by { $number } day
   *[other] overdue by { $number } days
}

rows-count = { $count ->
    [one] { $number } row
   *[other] { $number } rows
}
columns-count = { $count ->
    [one] { $number } field
   *[other] { $number } fields
}
fact-updated = Updated
fact-frequency = Frequency
fact-data-date = Data as of
fact-licence = Licence
dataset-draft = This dataset is not published yet: only you and your colleagues see this page.
dataset-on-page = On this page
dataset-data = Data
dataset-versions = Versions
dataset-passport = Dataset passport
dataset-passport-lead = The elements of a passport under Resolution 835 of the Cabinet of Ministers of Ukraine.
dataset-citation = How to cite
dataset-structure = Structure of the table
dataset-no-tables = There are no tables yet. They will appear with the first published version.
dataset-no-versions = No version is published yet.
dataset-all-versions = All versions by API
table-preview-caption = { $count ->
    [one] The first row of the table ({ $rows }).
   *[other] The first { $number } rows of the table ({ $rows }).
}
table-preview-more = { $count ->
    [one] { $number } more field in the table
   *[other] { $number } more fields in the table
}
structure-title = Field
structure-name = Machine name
structure-type = Type
structure-kind = Kind of value
structure-over-time = Structure over time
structure-lead = The fields of all versions together: when a field came, went, or changed its name or type.
structure-cut = Only the latest 60 versions are shown.
structure-same = the same
structure-steady = { $count ->
    [one] The structure did not change: there is only { $number } version.
   *[other] The structure did not change: all { $number } versions have the same fields.
}
structure-absent = absent
structure-renamed = formerly “{ $name }”
structure-retyped = type: { $old } → { $new }
structure-made-from = made from: { $names }
type-string = text
type-integer = whole number
type-number = number
type-boolean = yes or no
type-date = date
type-datetime = date and time
type-time = time
cell-nothing = no value
cell-true = yes
cell-false = no
withdrawn-lead = This dataset was withdrawn. Its data are no longer available on the portal.
withdrawn-because = Why
problem-withdrawn-title = The dataset was withdrawn
problem-withdrawn-detail = The data are no longer available. Reason: { $because }

versions-count = { $count ->
    [one] { $number } version
   *[other] { $number } versions
}
version-heading = Version { $version }
version-title = Version { $version } — { $dataset }
version-data-date = data as of { $day }
version-purged = Content removed by decision
version-purged-on = The content of this version was removed by decision on { $day }. Ground:
version-breaking = the structure changed
version-compare = Compare with version { $since }
feed-title = Versions of the dataset
version-rows = Size
version-changes = What changed
version-tables = Tables
version-original = The publisher’s file
version-original-download = Download the file as the publisher gave it ({ $size })
version-original-closed = The publisher’s file ({ $size }) is not public: it may hold data that the tables do not. Its fingerprint lets you check that it has not changed.

difference-none = The data did not change
difference-rows-added = { $count ->
    [one] { $number } row added
   *[other] { $number } rows added
}
difference-rows-removed = { $count ->
    [one] { $number } row removed
   *[other] { $number } rows removed
}
difference-rows-changed = { $count ->
    [one] { $number } row changed
   *[other] { $number } rows changed
}
difference-cells-in-field = { $count ->
    [one] { $number } value changed in the field “{ $field }”
   *[other] { $number } values changed in the field “{ $field }”
}
difference-fields-added = { $count ->
    [one] { $number } field added
   *[other] { $number } fields added
}
difference-fields-removed = { $count ->
    [one] { $number } field removed
   *[other] { $number } fields removed
}
difference-fields-renamed = { $count ->
    [one] { $number } field renamed
   *[other] { $number } fields renamed
}
difference-fields-retyped = { $count ->
    [one] { $number } field of another type
   *[other] { $number } fields of another type
}
difference-tables-added = { $count ->
    [one] { $number } table added
   *[other] { $number } tables added
}
difference-tables-removed = { $count ->
    [one] { $number } table removed
   *[other] { $number } tables removed
}

element-identifier = Identifier
element-title = Title
element-description = Description
element-formats = Formats
element-compression = Compression
element-no-compression = none
element-issued = First published
element-modified = Last changed
element-data-date = Data as of
element-frequency = Update frequency
element-keywords = Keywords
element-address = Address of the dataset
element-structure = Structure
element-structure-link = fields of every table
element-languages = Language of the data
element-legal-ground = Legal ground
element-purpose = Purpose
element-publisher = Publisher
element-contact = Responsible person
element-email = E-mail
element-theme = Theme
element-licence = Licence
element-spatial = Area
element-temporal = Period
element-access = Access
element-mandatory = Item of the list of Resolution 835
element-not-stated = not stated
language-uk = Ukrainian
language-en = English
period-from = from { $day }
period-until = until { $day }
access-public = open
access-restricted = restricted
access-non-public = closed

download-csv = For tables and programs: UTF-8, comma, exact values
download-xlsx = For Excel: text stays text
download-json = For programs: an array of objects
download-ndjson = For programs: one object a line
download-parquet = For analysis: typed and compressed
