layout-skip = Skip to content
layout-navigation = Main menu
layout-crumbs = Where you are
layout-datasets = Datasets
layout-publishers = Publishers
layout-api = API
layout-about = About
layout-workspace = Workspace
layout-sign-in = Sign in
layout-licence = The data are free to use if you name the source.
time-today = today
time-yesterday = yesterday
time-days-ago = { $count ->
    [one] { $number } day ago
   *[other] { $number } days ago
}
time-months-ago = { $count ->
    [one] { $number } month ago
   *[other] { $number } months ago
}
time-years-ago = { $count ->
    [one] { $number } year ago
   *[other] { $number } years ago
}
