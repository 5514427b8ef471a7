## The recipe: steps that apply to the next file as well

recipe-title = Recipe
recipe-lead = Steps are done from top to bottom and apply to the next file by themselves.
recipe-all-safe = All safe fixes are applied, and the steps below from top to bottom. They apply to the next file by themselves.
recipe-exceptions = Left out although safe:
recipe-idle = — changed nothing this time
recipe-step = step { $number }
recipe-earlier = Up
recipe-later = Down
recipe-export = Download the recipe (JSON)
recipe-import = Take a recipe from a file
recipe-import-file = File of the recipe
recipe-import-hint = A recipe downloaded before from this or another dataset. It replaces the present one; this step can be undone.
recipe-import-submit = Apply
recipe-import-error = This is no recipe: choose a JSON file that was downloaded from a draft of this portal.
recipe-news-title = New since the last file
recipe-news-none = Nothing new since the last file: the recipe sufficed.
recipe-news-finding = Not met before: { $kind }
recipe-news-finding-in = Not met before: { $kind }, field “{ $field }”
recipe-news-spelling = New spelling “{ $value }” in the field “{ $field }”: the list of replacements does not know it
recipe-news-unused = The value “{ $value }” in the field “{ $field }” no longer occurs
recipe-news-idle = { $count ->
    [one] { $number } step changed nothing this time
   *[other] { $number } steps changed nothing this time
}
recipe-news-more = { $count ->
    [one] and { $number } change more
   *[other] and { $number } changes more
}

mend-open = Fix this value
mend-new = New value
mend-new-hint = Empty: the cell becomes empty.
mend-scope = Where
mend-scope-cell = in this cell only
mend-scope-values = in every cell of the field with this value
mend-scope-keep = leave as is
mend-submit = Apply
mend-same = The new value is the same as the old one. Change it, or choose “leave as is”.
