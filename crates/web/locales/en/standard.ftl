## Standards of tables

standards-title = Table standards
standards-description = Which fields a table must have so that data of different cities fit together. The portal checks a dataset by the standard it follows.
standards-lead = { $count ->
    [one] { $number } standard
   *[other] { $number } standards
}
standards-none = The portal does not know any standard yet.
standards-search = Words in a name or field
standards-search-placeholder = Stops, parking, EDRPOU…
standards-used = Use
standards-used-any = All standards
standards-used-only = Those that datasets follow
standards-themes = Themes
standards-no-theme = Without a theme
standards-none-found = There is no such standard. Try another word or take the conditions away.
standard-template = Template
standard-template-lead = An empty table with the names of the fields and a row of invented values to replace by yours. In the Excel template columns have their types, headers have hints, and listed values are picked from a list.
standard-required-count = { $count ->
    [0] none required
   *[other] { $number } required
}
standard-quality-sound = keeps to the standard
standard-quality-errors = { $count ->
    [one] { $number } error
   *[other] { $number } errors
}
standard-quality-fields = { $count ->
    [one] { $number } field of { $all }
   *[other] { $number } fields of { $all }
}
standard-annex = Annex { $number }
standard-place = Place in the recommendations
standard-edition = Edition
standard-fields = Fields
standard-field = Field
standard-type = Type
standard-required = required
standard-rules = Content and rules
standard-table-rules = Rules of the table
standard-rule-unique = No value stands twice.
standard-rule-lawful = Only: { $values }
standard-rule-minimum = At least { $value }
standard-rule-maximum = At most { $value }
standard-rule-above = More than { $value }
standard-rule-below = Less than { $value }
standard-rule-min-length = At least { $value } characters
standard-rule-max-length = At most { $value } characters
standard-rule-pattern = By the pattern { $value }
standard-rule-format = Format { $value }
standard-rule-key = A row is identified by: { $fields }.
standard-rule-unique-key = Together they stand once: { $fields }.
standard-rule-refers = { $fields } refers to { $table }: { $there }.
standard-rule-same-table = the same table
standard-rule-order = { $end } does not come before { $start }.
standard-rule-place = The point { $latitude }, { $longitude } lies inside the city.
standard-rule-district = The point of { $latitude } and { $longitude } lies in the district { $district }.
standard-rule-codifier = The code { $code } fits the name { $name }.
standard-rule-sum = { $total } is the sum of { $parts }.
standard-rule-one-of = At least one is filled in: { $fields }.
standard-rule-if-then = Where { $field } is { $values }, these are filled in: { $requires }.
standard-repairs = What was repaired in the official template
standard-repairs-lead = The template has defects because of which files that follow it are not read alike. Here is each with its reason.
standard-defect = Defect
standard-was = In the template
standard-now = Here
standard-why = Why
standard-defect-type = type
standard-defect-required = requirement
standard-defect-name = name of the field
standard-defect-title = title
standard-followers = Datasets that follow this standard
standard-followers-none = No published dataset follows this standard yet.
element-standard = Standard of the table
