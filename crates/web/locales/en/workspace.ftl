# Workspace: sign-in, my datasets, upload, findings, fixes, publication, tokens.

## Sign-in

session-title = Sign in to the workspace
session-lead = This is where the people responsible for the city's data work. Published data can be read and downloaded without signing in.
session-email = E-mail address
session-password = Password
session-submit = Sign in
session-out = Sign out
session-wrong = The address and the password do not match. Check the keyboard layout and Caps Lock, then try again.
session-too-many = { $count ->
    [one] Too many failed attempts. Try again in { $number } minute.
   *[other] Too many failed attempts. Try again in { $number } minutes.
}
session-needed = Sign in to continue.
session-ended = You have signed out. See you soon.
session-help = No access, or a forgotten password? Write to the city's open data coordinator:

## Shared

work-title = My datasets
work-nav = Workspace
work-datasets = Datasets
work-tokens = Tokens for programs
work-errors-title = Put this right to continue
work-back = To the dataset in the workspace
work-cancel = Cancel
work-save = Save
work-yes = yes
work-no = no
work-none = none
work-choose = Choose
work-done-created = The dataset exists. Now upload a file.
work-done-described = The passport is saved.
work-done-renamed = The identifier is changed.
work-done-withdrawn = The dataset is withdrawn. Its page says why.
work-done-restored = The dataset is public again.
work-done-distribution = The distribution is added.
work-done-removed = The dataset is removed.
work-done-discarded = The draft is discarded.
work-done-token-revoked = The token is revoked. The program that used it no longer has access.

## My datasets

work-lead = { $count ->
    [one] { $number } dataset you work with
   *[other] { $number } datasets you work with
}
work-new = New dataset
work-search = Find a dataset
work-search-submit = Find
work-empty = No datasets yet. Create the first one: a title and a publisher are enough, the rest of the passport can follow.
work-empty-search = Nothing matches these words. Try a shorter word or look at all datasets.
work-empty-no-role = You have no publisher yet. Ask the city's open data coordinator for a role.
work-caption = Datasets you work with
work-column-title = Dataset
work-column-state = State
work-column-version = Latest version
work-column-freshness = Freshness
work-column-drafts = Drafts
work-no-version = no versions yet
work-version = version { $number }
work-all-datasets = All datasets
work-previous = Previous
work-next = Next
work-page = { $from }–{ $to } of { $total }
work-state-draft = not published
work-state-published = published
work-state-withdrawn = withdrawn
work-expires = expires { $date }
work-expires-soon = expires soon: { $date }
work-jobs-title = Needs attention
work-jobs-lead = This work failed after several attempts. No data were lost; the portal's administrator sees the cause.
work-jobs-caption = Failed jobs
work-jobs-what = Job
work-jobs-when = When
work-jobs-attempts = Attempts
work-job-check-draft = Checking a file
work-job-derive-representations = Preparing files for download
work-job-expire-drafts = Clearing old drafts
work-job-collect-garbage = Clearing unused files

## States of a draft

draft-state-receiving = file arriving
draft-state-waiting = waiting to be checked
draft-state-checking = being checked
draft-state-ready = ready for review
draft-state-unreadable = file not readable
draft-state-published = published
draft-state-discarded = discarded
draft-state-expired = expired

## A dataset in the workspace

dataset-work-public = The dataset's public page
dataset-work-upload = Upload a new file
dataset-work-upload-first = Upload a file
dataset-work-edit = Edit the passport
dataset-work-rename = Change the identifier
dataset-work-withdraw = Withdraw from the public
dataset-work-restore = Make public again
dataset-work-remove = Remove the dataset
dataset-work-facts = About the dataset
dataset-work-identifier = Identifier
dataset-work-publisher = Publisher
dataset-work-issued = First published
dataset-work-modified = Last change
dataset-work-frequency = Update frequency
dataset-work-gaps = { $count ->
    [one] The passport lacks one element
   *[other] The passport lacks { $number } elements
}
dataset-work-gaps-lead = Resolution 835 requires them before publication. A file can be uploaded and checked right now.
dataset-work-no-gaps = The passport is complete: everything Resolution 835 asks for is there.
dataset-work-distributions = Distributions
dataset-work-standard = Standard
dataset-work-no-standard = no standard
dataset-work-drafts = Open drafts
dataset-work-add-distribution = Add a distribution
dataset-work-add-distribution-hint = A new distribution is for a dataset made of several different tables that are updated separately. A new version of the same table is just a new file.
dataset-work-distribution-title = Title of the distribution
dataset-work-events = Recent events
dataset-work-events-caption = Who did what and when
dataset-work-event-when = When
dataset-work-event-what = What
dataset-work-event-who = Who
dataset-work-no-events = No events yet.
dataset-work-people = Who works with this dataset
dataset-work-people-caption = People and their roles
dataset-work-person = Person
dataset-work-role = Role
dataset-work-scope = Where
dataset-work-scope-city = the whole city
dataset-work-portal = the portal
dataset-work-withdrawn-because = Withdrawn: { $reason }

role-viewer = viewer
role-editor = editor
role-publisher = responsible person
role-coordinator = coordinator
role-admin = administrator
role-viewer-can = You are a viewer: you see drafts and reports and change nothing.
role-editor-can = You are an editor: you upload and fix; the responsible person publishes.

event-dataset-created = Dataset created
event-dataset-published = Dataset published for the first time
event-dataset-described = Passport changed
event-dataset-renamed = Identifier changed: { $from } → { $to }
event-dataset-withdrawn = Dataset withdrawn
event-dataset-restored = Dataset made public again
event-distribution-standard-chosen = The standard of the table was changed
event-distribution-added = Distribution { $number } added
event-draft-started = Upload begun
event-draft-uploaded = File received
event-draft-recipe-changed = Fixes changed
event-draft-personal-data-justified = Ground for personal data stated
event-draft-discarded = Draft discarded
event-draft-expired = Draft expired
event-draft-superseded = Draft is compared with a newer version
event-draft-expiry-warned = Reminder: the draft expires soon
event-version-published = Version { $version } published
event-version-purged = Content of version { $version } removed by decision

## Passport

passport-new-title = New dataset
passport-edit-title = Passport of the dataset
passport-new-lead = A title and a publisher are enough to begin. The rest can be filled in before publication.
passport-edit-lead = The elements that clause 7 of the Regulation approved by Resolution 835 requires. Fields marked “required” must be filled in before publication.
passport-required = required
passport-needed = needed for publication
passport-group-main = What the data are
passport-group-law = Ground and purpose
passport-group-contact = Who is responsible
passport-group-coverage = Time and place
passport-title = Title
passport-title-hint = Up to 254 characters. What it is, where and for which time: “Public transport stops of the city”.
passport-title-en = Title in English
passport-identifier = Identifier
passport-identifier-hint = Lower-case Latin letters, digits and hyphens. It stands in the page's address and in the register on data.gov.ua. Leave it empty and we will make it from the title.
passport-publisher = Publisher
passport-publisher-hint = The body that holds the data and answers for them.
passport-standard = Table standard
passport-standard-hint = Where Resolution 835 sets the structure, the file is checked against it.
passport-no-standard = None: the structure is free
passport-description = Description
passport-description-hint = Up to 4,000 characters. What the dataset holds, where the data come from, what is not in them.
passport-description-en = Description in English
passport-keywords = Keywords
passport-keywords-hint = Separated by commas: “transport, stops, bus”.
passport-keywords-en = Keywords in English
passport-theme = Theme
passport-frequency = Update frequency
passport-frequency-hint = The portal uses it to tell whether the data are overdue.
passport-languages-uk = Language of the data: Ukrainian
passport-languages-en = Language of the data: English
passport-data-date = Date of the data
passport-data-date-hint = The day for which the data hold.
passport-legal-ground = Legal ground
passport-legal-ground-hint = The act under which the information is gathered: title, date, number.
passport-purpose = Purpose
passport-purpose-hint = What it is gathered for.
passport-contact-name = Responsible person or post
passport-contact-name-hint = A post outlives a name: “Transport department, chief specialist”.
passport-contact-email = E-mail address
passport-contact-email-hint = An office mailbox that somebody reads. Everybody will see it.
passport-licence = Licence
passport-spatial = Territory
passport-spatial-hint = КАТОТТГ code or a name.
passport-temporal-from = Period: from
passport-temporal-until = Period: until
passport-access-rights = Access
passport-access-public = public
passport-access-restricted = restricted
passport-access-non-public = non-public
passport-mandatory-item = Item of the mandatory list
passport-mandatory-hint = The list of Resolution 835. This is how the city sees what is still missing.
passport-not-mandatory = Not on the list
passport-submit-new = Create the dataset

passport-error-title-missing = Give a title.
passport-error-publisher = Choose a publisher from the list.
passport-error-no-publisher = This publisher no longer exists. Choose a current one.
passport-error-identifier = Only lower-case Latin letters, digits and inner hyphens may stand in an identifier, at most 100 characters.
passport-error-identifier-no-proposal = No identifier could be made from the title. Type one in Latin letters.
passport-error-identifier-reserved = The portal uses this word in its own addresses. Choose another identifier.
passport-error-identifier-taken = Another dataset bears or bore this identifier. Choose another.
passport-error-date = “{ $value }” is not a date. Write it like 2026-11-23.
passport-error-vocabulary = Choose a value from the list.
passport-error-period = The period ends before it begins.

passport-conflict-title = Somebody else changed the passport while you were writing
passport-conflict-lead = Yours is not saved yet. Below is what differs. The form still holds your values: correct what is needed and save again.
passport-conflict-caption = Fields that differ
passport-conflict-field = Field
passport-conflict-stored = Saved
passport-conflict-yours = Yours
passport-conflict-none = The values agree; you can save again.

passport-gap-title-missing = No title
passport-gap-title-too-long = The title is longer than 254 characters
passport-gap-description-missing = No description
passport-gap-description-too-long = The description is longer than 4,000 characters
passport-gap-keywords-missing = No keywords
passport-gap-theme-missing = No theme chosen
passport-gap-frequency-missing = No update frequency chosen
passport-gap-legal-ground-missing = No legal ground
passport-gap-purpose-missing = No purpose
passport-gap-contact-name-missing = No responsible person
passport-gap-contact-email-invalid = No usable e-mail address

rename-title = Change the identifier
rename-lead = The identifier stands in the page's address. Old addresses will go on working: they lead to the new one.
rename-label = New identifier
rename-submit = Change the identifier
withdraw-title = Withdraw the dataset from the public?
withdraw-lead = The data will leave the catalogue and the downloads, and the dataset's page will say that it was withdrawn and why. It can be made public again.
withdraw-reason = Reason in Ukrainian
withdraw-reason-en = Reason in English
withdraw-reason-hint = Everybody will read it. Name the decision, if there is one.
withdraw-submit = Withdraw
withdraw-error-reason = Write the reason: the law asks you to explain why data are not available.
remove-title = Remove the dataset?
remove-lead = The dataset was never published. Its description and drafts will be gone for good.
remove-submit = Remove for good
work-conflict = Somebody else changed the dataset while this page was open. Look at it and try again.
work-wrong-state = The dataset is in another state by now. Reload the page.

## Upload

upload-title = Upload a file
upload-lead = Upload a file with tables just as it is: the portal reads it in any encoding, shows what is wrong and offers fixes. Nothing becomes public until you publish.
upload-formats = CSV, TSV, TXT; Excel (XLSX, XLSM, XLSB, XLS), ODS; JSON, NDJSON, GeoJSON; XML, HTML; KML, KMZ, GPX, GeoPackage; Parquet, DBF; ZIP (with a Shapefile too) and GZ. PDF, Word and pictures do not fit: no program reads data from them.
upload-file = File with tables
upload-limit = Up to { $size }.
upload-distribution = Distribution
upload-submit = Upload
upload-drop = Drop a file here or choose one.
upload-progress = Sent { $done } of { $total } ({ $percent }%)
upload-retrying = The connection was cut. What was sent is kept; trying again in { $seconds } s.
upload-resume = Continue
upload-stopped = Sending failed. What was sent is kept: press “Continue”.
upload-finishing = The file is sent, getting ready to check it…
upload-pause = Pause
upload-paused = Paused. Sent { $done } of { $total }.
upload-continue-title = Unfinished upload
upload-continue-lead = { $done } of { $total } of “{ $file }” have arrived. Choose the same file and sending goes on from there.
upload-error-no-file = Choose a file.
upload-error-empty = The file is empty. Check that it was saved and choose it again.
upload-error-too-large = The file is larger than the { $size } allowed. Split it or ask the portal's administrator.
upload-error-full = The server is out of space. What was sent is kept; tell the portal's administrator and try later.
upload-error-other-size = This is another file: its size differs. Choose the same file or begin a new upload.
upload-same-recipe = Last time's fixes will apply by themselves.

## Draft

draft-title = Checking the file “{ $file }”
draft-of = Draft of the dataset
draft-expires = The draft expires { $date } unless it is published or changed.
draft-waiting = The file has arrived. Waiting for a free checker.
draft-receiving = The file is still arriving
draft-receiving-lead = { $done } have arrived. If the upload was cut, continue it: choose the same file.
draft-receiving-lead-total = { $done } of { $total } have arrived. If the upload was cut, continue it: choose the same file.
draft-continue = Continue the upload
draft-checking-sniff = Recognising encoding and tables
draft-checking-analyse = Reading all rows
draft-checking-build = Fixing and checking
draft-checking-compare = Comparing with the previous version
draft-checking-other = Checking
draft-step = step { $step } of 4
draft-rows-done = { $count ->
    [one] { $number } row done
   *[other] { $number } rows done
}
draft-wait-note = This page updates itself. You may close it: the check goes on.
draft-still-waiting = It has been waiting longer than usual. If this lasts some minutes more, tell the portal's administrator.
draft-unreadable-title = The file could not be read
draft-unreadable-again = Upload a corrected file
draft-unreadable-kept = The file is kept in the draft; nothing is lost.
draft-published-title = The version is published
draft-published-link = See it on the portal
draft-published-note = Files for download are being prepared.
draft-gone-discarded = This draft was discarded.
draft-gone-expired = This draft has expired.
draft-discard = Discard the draft
draft-discard-title = Discard the draft?
draft-discard-lead = The file “{ $file }” and its report will be gone. Published versions stay as they are.
draft-discard-submit = Discard
draft-nav = Parts of this page
draft-section-findings = What was found
draft-section-applied = What was fixed
draft-section-personal = Personal data
draft-section-preview = Preview
draft-section-changes = What changed
draft-section-publish = Publish

draft-read-sheet = Sheet
draft-read-header = Header
draft-read-header-rows = { $count ->
    [one] row { $rows }
   *[other] rows { $rows }
}
draft-read-no-header = not found
draft-read-rows = Data rows
draft-read-fields = Fields
draft-table = Table “{ $title }”
draft-tables-count = { $count ->
    [one] { $number } table
   *[other] { $number } tables
}
draft-rows-count = { $count ->
    [one] { $number } row
   *[other] { $number } rows
}
draft-fields-count = { $count ->
    [one] { $number } field
   *[other] { $number } fields
}
draft-reading-change = Read wrongly? Change
draft-reading-encoding = Encoding
draft-reading-header-rows = How many rows the header takes
draft-reading-automatic = find out automatically
draft-reading-skip = Leave this table out
draft-reading-unskip = Bring back table “{ $name }”

draft-summary-clean = Nothing to remark: the table can be published.
draft-summary-only-info = No errors. Some notes for information only.
draft-errors-count = { $count ->
    [one] { $number } error
   *[other] { $number } errors
}
draft-warnings-count = { $count ->
    [one] { $number } warning
   *[other] { $number } warnings
}
draft-infos-count = { $count ->
    [one] { $number } note
   *[other] { $number } notes
}
draft-severity-error = error
draft-severity-warning = warning
draft-severity-info = note
draft-places = { $count ->
    [one] { $number } place
   *[other] { $number } places
}
draft-in-fields = { $count ->
    [one] in { $number } field
   *[other] in { $number } fields
}
draft-more-fields = { $count ->
    [one] { $number } more field
   *[other] { $number } more fields
}
draft-standard-likely = Looks like a standard
draft-standard-possible = It may be a standard
draft-standard-followed = Standard of the table
draft-standard-confidence = { $share } sure
draft-standard-percent = { $share }%
draft-standard-fields = { $count ->
    [one] the file has { $number } field of { $all }
   *[other] the file has { $number } fields of { $all }
}
draft-standard-follow = Check by this standard
draft-standard-leave = Do not check by a standard
draft-standard-missing = Required fields that are missing:
draft-standard-rename = Rename
draft-standard-rename-all = { $count ->
    [one] Rename { $number } field by the standard
   *[other] Rename { $number } fields by the standard
}
draft-standard-rename-hint = The new names are kept in the recipe: the next file is renamed alike. The step can be taken back at any time.
draft-standard-columns = Which column is which field of the standard
draft-standard-column = Column of the file
draft-standard-field = Field of the standard
draft-standard-same = by the standard

draft-fix-all = Fix all safe
draft-fix-all-hint = { $count ->
    [one] Safe means that there is only one way to read it. { $number } place; every fix can be undone.
   *[other] Safe means that there is only one way to read it. { $number } places; every fix can be undone.
}
draft-all-safe-on = All safe fixes are applied. They will apply to the next file too.
draft-fix-one = Fix
draft-fix-one-all = Fix in all fields
draft-undo = Undo the last step
draft-remove-fix = Take back
draft-reset = Take back all fixes
draft-safety-safe = safe
draft-safety-suggestion = needs your consent
draft-safety-question = needs your choice
draft-choice-dmy = day.month.year
draft-choice-mdy = month/day/year
draft-choice-decimal = the comma is decimal
draft-choice-thousands = the comma parts thousands
draft-examples-caption = Examples from the file
draft-example-place = Where
draft-example-value = In the file
draft-example-fixed = Becomes
draft-example-none = empty
draft-example-row = row { $row }
draft-example-column = column { $column }
draft-example-sheet = sheet “{ $sheet }”
draft-examples-shown = { $shown } of { $total } shown
draft-whole-table = The whole table
draft-no-fix = Correct it in the file and upload again.
draft-examples-open = Examples
draft-applied-count = { $count ->
    [one] { $number } place changed
   *[other] { $number } places changed
}
draft-applied-caption = Fixes applied
draft-applied-fix = Fix
draft-applied-where = Where
draft-applied-changed = Changed

fix-header = Column names cleaned
fix-spaces = Needless spaces
fix-invisible-characters = Invisible characters
fix-nothing-words = Words for nothing
fix-homoglyphs = Latin letters in Ukrainian words
fix-mojibake = Broken encoding
fix-dates = Dates as 2026-11-23
fix-excel-serials = Excel numbers to dates
fix-decimal-comma = Decimal comma
fix-thousands-spaces = Spaces between thousands
fix-minus-signs = Minus signs
fix-booleans = Words for yes and no
fix-edrpou-zeros = Lost zeros of ЄДРПОУ
fix-kind-form = Form of values
fix-phones = Phones as +380…
fix-empty-rows = Empty rows
fix-total-rows = Rows of totals
fix-mask = Masking
fix-drop-field = Field left out
fix-pseudonymise = Pseudonyms
fix-empty-personal = Personal data emptied
fix-cell = One cell replaced
fix-values = Values replaced
fix-keep = Values left as they are
fix-rename = Fields renamed
fix-split-coordinates = Latitude and longitude parted
fix-split-address = Parts of an address
fix-swap-coordinates = Latitude and longitude swapped
fix-join-tables = Tables joined
fix-section-rows = Rows of sections
fix-unpivot = Periods from columns to rows
fix-empty-fields = Fields without values
fix-urls = Web addresses
fix-emails = E-mail addresses
fix-codes = Codes in their form
fix-coordinates = Coordinates as decimal degrees
fix-units = Numbers without units
fix-opening-hours = Opening hours
fix-times = Times as hh:mm
fix-typography = Apostrophes, quotes and dashes
fix-street-renames = Renamed streets

## Personal data

personal-title = This looks like personal data
personal-lead = It cannot be published until you decide what to do with it: the law protects the person, not the file.
personal-kind-rnokpp = РНОКПП (personal tax number)
personal-kind-passport = number of a passport or ID card
personal-kind-unzr = record number (УНЗР)
personal-kind-card = payment card number
personal-kind-iban = account of a person (IBAN)
personal-kind-name = full name
personal-kind-birth-date = birth date beside a name
personal-kind-home-address = home address beside a name
personal-kind-small-groups = several fields together tell a person apart
personal-kind-phone = private phone
personal-kind-email = private e-mail address
personal-kind-unscreened = cannot be checked for personal data
personal-hit = { $count ->
    [one] { $number } value
   *[other] { $number } values
}
personal-mask = Mask
personal-pseudonymise = Replace by pseudonyms
personal-drop = Leave the field out
personal-empty = Empty these cells
personal-justify = Keep it and state the ground
personal-ground = The provision of law that allows publication
personal-ground-hint = For example an article, a law, a decision. Your name is recorded beside the ground.
personal-ground-submit = Record the ground
personal-ground-error = State the ground: law and article.
personal-justified = Ground stated: { $ground }
personal-resolved = All settled: personal data are masked, left out or justified.
personal-outside = Outside the tables ({ $where }): it is not in the table, but the original file will not become public.
personal-original-private = The original file holds personal data, or something that cannot be checked for them, so the file itself will not become public; only the cleaned tables will.
personal-only-publisher = Only the responsible person may state a ground.
personal-examples = For example (masked): { $examples }

## Preview and changes

preview-lead = The first { $shown } of { $total } rows of the table as it will be.
preview-caption = First rows of table “{ $title }”
preview-empty = The table has no rows.
preview-failed = The rows could not be shown. The table itself is kept; reload the page.
changes-first = This is the first version: there is nothing to compare with.
changes-none = The data are the same as in version { $version }. There is nothing new to publish.
changes-since = Compared with version { $version }
changes-rows-added = Rows added
changes-rows-removed = Rows removed
changes-rows-changed = Rows changed
changes-cells-changed = Cells changed
changes-breaking-title = The structure changes
changes-breaking-lead = Programs that read these data may break. Publication needs a separate yes from you.
changes-field-added = Field “{ $field }” added
changes-field-removed = Field “{ $field }” is gone
changes-field-renamed = Field “{ $old }” is now called “{ $new }”
changes-field-retyped = Field “{ $field }”: type { $old } → { $new }
changes-table-added = Table “{ $table }” added
changes-table-removed = Table “{ $table }” is gone
changes-sample-caption = Examples of changes
changes-sample-row = Row
changes-sample-field = Field
changes-sample-old = Before
changes-sample-new = After

## Publication

publish-lead = Everybody will see this version. A published version never changes; a correction is a new version.
publish-note = What changed and why, in Ukrainian
publish-note-hint = One or two sentences for those who use the data: “Data for November; stops of the left bank added”.
publish-note-en = The same in English
publish-data-date = Date of the data
publish-submit = Publish version { $version }
publish-accept-findings = { $count ->
    [one] Publish although { $number } error remains. This is recorded in the log.
   *[other] Publish although { $number } errors remain. This is recorded in the log.
}
publish-accept-breaking = Yes, the structure changes: I know that programs will be affected.
publish-blocked-gaps = Complete the passport first
publish-blocked-personal = Decide first what to do with the personal data
publish-blocked-role = The publisher's responsible person publishes. They see this draft in their workspace.
publish-error-note = Write what changed: users of the data will read it.
publish-error-findings = Errors remain. Fix them or confirm that you publish in spite of them.
publish-error-breaking = The structure changes. Confirm that this is intended.
publish-superseded = While you worked, version { $version } appeared ({ $who }, { $when }). Yours is not lost: the draft is being compared with it. Review the changes and publish again.
publish-superseded-done = While you worked, version { $version } appeared ({ $who }, { $when }). Yours is not lost: the draft has been compared with it. Review the changes and publish again.
publish-superseded-title = Somebody published a new version first
publish-conflict = The draft was changed while you were reviewing it. This is how it stands now; check it and publish again.
publish-somebody = a colleague
draft-changed-elsewhere = Somebody else changed the draft while you were reviewing it. This is how it stands now; repeat your step if it is still needed.
draft-wrong-state = This cannot be done now: the draft's state has changed.

## Tokens

token-title = Tokens for programs
token-lead = A token gives a program your rights: to upload, fix and publish by API or with the command vidkryto publish.
token-new = New token
token-name = What the token is for
token-name-hint = So that you recognise it later: “monthly export of parking lots”.
token-days = How many days it holds
token-submit = Create the token
token-created = The token is created
token-once = Copy it now: the portal will not show it again. Keep it like a password.
token-secret = Token
token-copy = Copy
token-copied = Copied
token-how = How to use it
token-caption = Your tokens
token-column-name = Name
token-column-created = Created
token-column-used = Last used
token-column-expires = Holds until
token-column-state = State
token-column-action = Action
token-never-used = not used yet
token-state-active = active
token-state-expired = expired
token-state-revoked = revoked
token-revoke = Revoke
token-empty = No tokens yet.
token-error-name = Name the token.
token-error-days = Give between 1 and 366 days.

## Refusals that programs read too

problem-passport-gaps-title = The passport is incomplete
problem-passport-gaps-detail = The dataset cannot be published until its passport holds everything Resolution 835 requires. What is missing stands in gaps.
problem-findings-remain-title = Errors remain
problem-findings-remain-detail = Fix them or publish knowingly: accept_findings = true. This is recorded in the log.
problem-personal-data-title = Personal data was found
problem-personal-data-detail = Mask it, leave it out or state the ground before publishing. Where it stands is in personal.
problem-breaking-change-title = The structure changes
problem-breaking-change-detail = Fields were dropped, renamed or retyped. Confirm with accept_breaking = true.
problem-superseded-title = Somebody published a new version first
problem-superseded-detail = Version { $version } appeared meanwhile. The draft is being compared with it; review the changes and publish again.
problem-precondition-needed-title = The revision is needed
problem-precondition-needed-detail = Send If-Match with the ETag you read, so that nobody overwrites another's changes.
problem-precondition-failed-title = The record was changed
problem-precondition-failed-detail = Somebody saved it after you read it. Read it again and repeat.
problem-idempotency-in-progress-title = The same request is still under way
problem-idempotency-in-progress-detail = Wait and repeat with the same key: the answer will be the same.
problem-idempotency-mismatch-title = The key was used for another request
problem-idempotency-mismatch-detail = One Idempotency-Key belongs to one request. Make a new key.
problem-name-missing-title = No name
problem-name-missing-detail = Name the token so that you recognise it later.
problem-email-taken-title = The address is taken
problem-email-taken-detail = This e-mail address already has an account.
problem-email-invalid-title = This is not an e-mail address
problem-email-invalid-detail = Check that the address looks like name@office.
problem-password-too-short-title = The password is too short
problem-password-too-short-detail = A password has at least 10 characters.
