## How to read the file

reading-title = How to read the file
reading-lead = Choose how the file is read and look at the first rows. Save when everything is in its place.
reading-delimiter = Delimiter of cells
reading-delimiter-other = Another delimiter
reading-comma = comma
reading-semicolon = semicolon
reading-tab = tab
reading-bar = vertical bar |
reading-spaces = spaces
reading-aligned = two spaces or more
reading-other = another
reading-quote = Quotes around cells
reading-quote-hint = Counts where a delimiter is chosen.
reading-quote-double = double "
reading-quote-single = single '
reading-quote-angle = « »
reading-quote-curly = “ ”
reading-quote-none = no quotes
reading-header-hint = 0: the file has no column names. Empty: find out automatically.
reading-found-encoding = encoding { $encoding }
reading-found-delimiter = delimiter: { $delimiter }
reading-rows-title = { $count ->
    [one] Row { $rows } is the title of the document
   *[other] Rows { $rows } are the title of the document
}
reading-rows-header = { $count ->
    [one] Row { $rows } holds the column names
   *[other] Rows { $rows } hold the column names
}
reading-rows-data = Data from row { $first } to the end
reading-rows-data-until = Data in rows { $first }–{ $last }
reading-row = Row
reading-as-read = The first rows as they are read
reading-head = The file is large, so only its beginning was read here. After saving the portal reads all of it.
reading-too-large = The file is larger than { $size } and cannot be read in part, so there is no preview. Choose and save: the portal reads the whole file.
reading-show = Show how it would be read
reading-save = Save and check
reading-kept = The choices are kept in the recipe and apply to the next file.
reading-first-row = First row of data
reading-last-row = Last row of data
