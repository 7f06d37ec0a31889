# The command line: help of every command (cli-<command>), of every option (cli--<option>, or cli-<command>--<option> where one differs), sentences and errors.

# Headings of the help
cli-heading-usage = Usage
cli-heading-examples = Examples
cli-heading-commands = Commands
cli-heading-command = COMMAND
cli-heading-arguments = Arguments
cli-heading-options = Options
cli-heading-global = Options of every command

# Commands
cli = Evaluates suppliers from the facts you import, places each in a level, and explains every number.
cli-demo = Makes a sample company, evaluates every closed quarter and shows what was found.
cli-init = Makes an empty data folder, with your company if you name it.
cli-import = Brings your files in: template, check, commit, undo, list.
cli-import-template = Writes an empty file with the columns that a kind of data has.
cli-import-check = Reads a file and reports everything that is wrong with it; writes nothing.
cli-import-commit = Stores the rows of a file in one transaction; the same file twice changes nothing.
cli-import-undo = Restores what an import changed.
cli-import-list = Lists the imports with what became of their rows.
cli-evaluate = Computes scores, grades and levels of a quarter from the facts.
cli-levels = Shows which supplier is in which level.
cli-explain = Says why a supplier has its score and level, down to the rows of your files.
cli-diff = Shows who moved between two evaluations.
cli-indicator = Lists, shows, tries, checks and applies indicators.
cli-indicator-list = Lists the indicators of the catalogue.
cli-indicator-show = Shows the definition of an indicator: curve, settings, query, examples.
cli-indicator-run = Computes one indicator for every supplier over a stretch of time.
cli-indicator-lint = Checks the document of an indicator and says what is wrong where.
cli-indicator-apply = Keeps the document of an indicator, for schemes to use.
cli-scheme = Works on evaluation schemes: lint, diff, apply, retire, export, simulate.
cli-scheme-lint = Checks a scheme file and says what is wrong where.
cli-scheme-diff = Shows what a scheme file would change.
cli-scheme-apply = Makes a scheme file the next version of its scheme.
cli-scheme-retire = Takes a scheme of this workspace out of use; its history stays.
cli-scheme-export = Writes a scheme as the file that it is.
cli-scheme-simulate = Evaluates a quarter with a scheme file and shows who would move; stores nothing.
cli-sql = Answers one select over the columnar tables.
cli-export = Writes facts, scores or snapshots to a file.
cli-calc = Runs one method on numbers: JSON in, JSON out.
cli-serve = Serves the screens and the API of a data folder.
cli-doctor = Checks the set-up and says what to do about what it finds.
cli-explain-code = Explains a code such as E203.
cli-config = Shows the settings of this run.
cli-config-show = Lists the settings, with --origin where each came from.
cli-completions = Writes the script that lets a shell complete these commands.
cli-backup = Copies the data, checks a copy, and brings one back.
cli-backup-create = Writes a backup of the data folder into a new folder, while it is in use.
cli-backup-verify = Checks every file of a backup against its hash, and its database and audit chain.
cli-backup-restore = Puts a backup into an empty data folder.
cli-user = Shows and changes who may sign in.
cli-user-list = Lists the users with their roles.
cli-user-add = Adds a user and prints the one-time link that lets them in.
cli-user-set = Changes the roles of a user, or disables one.
cli-user-link = Prints a new one-time link for a user.
cli-token = Shows, makes and revokes tokens for programs.
cli-token-list = Lists the tokens; their secrets are kept nowhere.
cli-token-create = Makes a token and prints it, this once.
cli-token-revoke = Revokes a token at once.
cli-version = Shows which release this is.

# Options
cli--help = Shows this help
cli--version = Shows the version
cli--home = Data folder (GRADUS_HOME; otherwise gradus in your data directory)
cli--database = PostgreSQL address instead of the file in the data folder (GRADUS_DATABASE_URL)
cli--format = table, json, ndjson, csv, tsv or markdown; a terminal gets a table, a pipe gets tsv
cli--json = JSON with all keys, or only those named: --json=code,level
cli--color = auto, always or never (NO_COLOR, CLICOLOR_FORCE)
cli--lang = en or zh (GRADUS_LANG)
cli--quiet = No progress and no remarks
cli--verbose = More about what is done
cli--period = Fiscal quarter such as 2026Q3; the latest one when left out
cli--company = Name of your company
cli--currency = Reporting currency, such as EUR
cli--fiscal_year_start = Month in which the fiscal year starts, 1 to 12
cli-sql--file = File with the query
cli-sql--query = One select
cli-sql--tables = Lists every table and column that a query can name
cli-sql--rows = At most this many rows
cli-sql--seconds = Seconds after which the query is stopped
cli--map = Mapping file (TOML) that says which column means what
cli--source = Name of the system the rows come from
cli--dry_run = Does everything except storing it
cli--max_quantity = Largest quantity that is believed
cli--max_overdelivery = How many times the ordered quantity may be received
cli--sheet = Sheet of the workbook; the only filled one when left out
cli--decimal = Decimal mark of the numbers: point or comma
cli--local_zone = Zone of times without an offset, such as Europe/Berlin
cli--date_format = How dates are written, such as D/M/YYYY; may be given several times
cli--force = Overwrites the file that is there
cli--errors = File to write every problem to, as CSV
cli--output = File to write to; the standard output when left out
cli--method = Method, such as weighted_sum
cli--no_serve = Ends after the report, without serving the screens
cli--no_open = Opens no browser
cli--behind_tls = Says that a proxy in front ends TLS: cookies are then sent over TLS only
cli--folder = Folder of the backup
cli--email = E-mail address of the user
cli-user-add--name = Name as others read it
cli--roles = Roles: viewer, evaluator, data_steward, method_owner, approver, administrator, supplier
cli--categories = Sees only these categories and what is below them
cli--units = Sees only these business units
cli--sites = Sees only these supplier sites
cli-user-add--supplier = Code of the only supplier, for the role supplier
cli--disable = The user may no longer sign in
cli--enable = The user may sign in again
cli-token-create--name = Name by which it is known again
cli-token-create--user = User in whose name it acts
cli--scopes = What it allows: see, import, method, approve, administer
cli--days = Days it is good, 1 to 365
cli-token-revoke--id = Id of the token, or its beginning
cli--listen = Address to listen on; only this machine can reach the default
cli--audit = Also walks the whole audit log and verifies its chain
cli-explain-code--code = Code, such as E203
cli--origin = Where each setting came from
cli--supplier = Code or name of a supplier
cli--level = Only these levels, such as core,key
cli--changed = Only suppliers whose level changed
cli--category = Code of a category
cli--unit = Code of a business unit, whose levels are its own; the whole company when left out
cli--scheme = Code of the scheme
cli--recompute = Recomputes a stored evaluation, by id or quarter, from its observations and compares every byte
cli--partitions = Partitions to compute with; the numbers do not depend on it
cli--rows = At most this many source rows
cli-diff--before = Earlier evaluation: its id or its quarter
cli-diff--after = Later evaluation: its id or its quarter
cli--from = First day
cli--to = Last day
cli-export--output = Where to write: a file for scores and workbooks, a folder for CSV facts and snapshots
cli-demo--reset = Deletes the demo folder first and starts anew

# Sentences
cli-nothing = nothing to show
cli-next = next: { $command }
cli-init-made = data folder { $path } is ready
cli-init-would-make = data folder { $path } would be made
cli-init-there = data folder { $path } was there already; nothing in it was changed
cli-init-company = company { $company } is stored
cli-init-next = next: gradus import template supplier -o suppliers.csv, then gradus import check supplier suppliers.csv
cli-sql-rows = { $rows } of { $total } rows
cli-stops-note = A note: the row is kept.
cli-stops-row = Stops the row: it is rejected, the others are not.
cli-stops-file = Stops the file: nothing of it is stored.
cli-doctor-lock-free = free
cli-doctor-lock-held = held by process { $process } ({ $command }); commands that write wait for its end

# Errors; `-cure` says what to do
cli-error = error:
cli-error-interrupted = interrupted; nothing was stored half-way
cli-error-output = the output cannot be written: { $problem }
cli-error-output-cure = check the disk and where the output goes
cli-error-runtime = the program cannot start its threads: { $problem }
cli-error-stdin = the input cannot be read: { $problem }
cli-error-stdin-cure = give JSON on the standard input, in UTF-8
cli-error-read = { $path } cannot be read: { $problem }
cli-error-read-cure = check the name and the permissions of the file
cli-error-write = { $path } cannot be written: { $problem }
cli-error-write-cure = check that the folder exists, may be written to and has room
cli-error-create = { $path } cannot be made: { $problem }
cli-error-create-cure = choose a folder that may be written to, with --home DIR
cli-error-lock = the lock { $path } cannot be used: { $problem }
cli-error-lock-cure = check the owner and the permissions of the data folder; it must be on a local disk
cli-error-held = the data folder { $path } is in use by process { $process } ({ $command })
cli-error-held-cure = wait until it has finished, or end it; reading commands such as gradus levels work meanwhile
cli-error-no-home = { $path } is not a data folder
cli-error-no-home-cure = gradus init makes one here; --home DIR or GRADUS_HOME names another; gradus demo shows a sample company
cli-error-sql-time = the query took longer than { $limit } seconds and was stopped
cli-error-sql-time-cure = give it more with --seconds, or ask for fewer months with where
cli-error-sql-memory = the query needs more than { $limit } MB of memory and was stopped
cli-error-sql-memory-cure = ask for fewer rows or columns, or sum before sorting
cli-error-no-user-folder = no data folder can be chosen: neither XDG_DATA_HOME nor HOME is set
cli-error-no-user-folder-cure = name one with --home DIR or GRADUS_HOME
cli-error-time-zone = { $value } is not a time zone
cli-error-time-zone-cure = write it like Asia/Shanghai or UTC, in gradus.toml (time_zone) or GRADUS_TIME_ZONE
cli-error-partitions = partitions is { $value } in { $place }, expected a whole number of 1 or more
cli-error-partitions-cure = remove it to use as many as there are cores
cli-error-draft = draft_seconds is { $value } in { $place }, expected a whole number from 1 to 3600
cli-error-draft-cure = remove it for the usual limit of 2 s
cli-error-config = { $path } is not TOML: { $problem }
cli-error-config-cure = correct the line; text stands in quotes: language = "zh"
cli-error-config-key = { $path } has the unknown key { $key }
cli-error-config-key-cure = known keys: { $known }
cli-error-config-key-nearest = did you mean { $nearest }?
cli-error-config-text = { $key } is { $value } in { $path }, expected a text
cli-error-config-text-cure = put it in quotes
cli-error-two-formats = --json and --format ask for two different formats
cli-error-two-formats-cure = give one of them; --json=FIELDS goes with --format ndjson
cli-error-field = there is no key { $field } in this result
cli-error-field-cure = keys: { $known }
cli-error-field-nearest = did you mean { $nearest }?
cli-error-method = there is no method { $method }
cli-error-method-cure = methods: { $known }
cli-error-method-nearest = did you mean { $nearest }?

# Column headings for people; machines see the keys themselves
cli-column-check = check
cli-column-status = status
cli-column-setting = setting
cli-column-value = value
cli-column-origin = origin
cli-column-code = code
cli-column-name = name
cli-column-supplier = supplier
cli-column-level = level
cli-column-grade = grade
cli-column-score = score
cli-column-rank-score = rank score
cli-column-period = period
cli-column-category = category
cli-column-country = country
cli-column-import = import
cli-column-source = source
cli-column-label = kind
cli-column-file = file
cli-column-read = read
cli-column-stored = stored
cli-column-changed = changed
cli-column-unchanged = unchanged
cli-column-rejected = rejected
cli-column-started-at = at
cli-column-actor = by
cli-column-rows = rows
cli-column-row = row
cli-column-column = column
cli-column-table = table
cli-column-expected = expected
cli-column-count = count
cli-column-suppliers = suppliers
cli-column-share = share %
cli-column-target = target %
cli-column-range = range %
cli-column-dimension = dimension
cli-column-weight = weight %
cli-column-contribution = contribution
cli-column-good = good
cli-column-n = n
cli-column-events = events
cli-column-coverage = coverage %
cli-column-state = state
cli-column-unit = unit
cli-column-business-unit = business unit
cli-column-direction = better
cli-column-kind = kind
cli-column-min-events = min. events
cli-column-before = before
cli-column-after = after
cli-column-change = change
cli-column-score-before = score before
cli-column-score-after = score after
cli-column-level-before = level before
cli-column-level-after = level after
cli-column-on-date = date
cli-column-part = part
cli-column-fault-owner = caused by
cli-column-key = key
cli-column-indicator = indicator
cli-column-reason = reason
cli-column-importance = importance
cli-column-place = place
cli-column-message = message
cli-column-lower = low
cli-column-upper = high
cli-column-excused = excused

# Options of single commands
cli--what = Kind of data and file, such as: deliveries september.xlsx; with --map the file alone
cli--kind = Kind of data, such as supplier, order_line or deliveries; without it, all kinds in the order to import them
cli--file = File to read
cli-indicator-run--file = Document of an indicator to try instead of the one that is kept
cli--only_valid = Stores the rows that are right and leaves out the others
cli--import = Number of the import, as `gradus import list` shows it
cli--yes = Does not ask
cli--shell = bash, zsh, fish, powershell or elvish
cli--between = Two quarters to compare, such as 2026Q2 2026Q3
cli--indicator = Code of an indicator, such as delivery.otd
cli--set = Setting of the indicator as name=value; several times if needed
cli-export--what = scores: one row per supplier of an evaluation; facts: the rows that evaluations read, one CSV file per table or one workbook; snapshots: the same as Parquet files
cli--confirm = Two people who confirm the levels as held from now on, such as Mia,Jun
cli--deep = Also takes the sums from the pinned files again
cli--list = Lists the evaluations that are kept
cli--with = Scheme to compare with; otherwise the one of the same code
cli-demo--keep = Folder to keep the generated files in
cli-indicator-lint--file = Document of an indicator
cli-indicator-apply--file = Document of an indicator
cli-scheme-lint--file = Scheme file
cli-scheme-apply--file = Scheme file, or the code of a scheme that ships or is kept
cli-scheme-apply--category = Puts the scheme on this category and all below it, over the company's scheme
cli--cell = Puts the scheme on the categories of this cell of the Kraljic matrix: strategic, bottleneck, leverage or routine

# Sentences of import
cli-import-reading = reading { $file }
cli-import-sheet = sheet "{ $sheet }"
cli-import-rows = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
    }
cli-import-in-row = row { $row }
cli-import-header = header row { $row }
cli-import-mapped = mapped { $mapped } of { $all } columns
cli-import-also = also { $values }
cli-import-ignored = ignored: { $columns }
cli-import-decimal = decimal { $mark }
cli-import-new = { $count } new
cli-import-changed = { $count } changed
cli-import-unchanged = { $count } unchanged
cli-import-rejected = { $count } rejected
cli-import-left-out =   { $count } rows left out by the filters of the mapping
cli-import-repeated =   { $count } rows said again what an earlier row had said
cli-import-left-out-of = { $count } of { $kind }
cli-import-same-file = the same file came in before as import { $id }
cli-import-in-rows = rows { $rows }
cli-import-kept = kept as import { $id }; gradus import undo { $id } takes it back
cli-import-dry = a dry run: nothing was stored
cli-import-refused = nothing was stored: the file has rows that are not right
cli-import-undone = import { $id } is undone: { $removed } rows removed, { $restored } rows as they were before
cli-import-would-undo = a dry run: undoing import { $id } would remove { $removed } rows and bring { $restored } rows back as they were

# Sentences of evaluation and levels
cli-evaluating = evaluating { $period }
cli-computing = computing { $code }
cli-evaluated = { $period } · scheme { $scheme } · { $base } approved suppliers
cli-digest = digest { $digest }
cli-evaluation-kept = kept as evaluation { $id }
cli-evaluation-dry = a dry run: nothing was kept
cli-recompute-same = evaluation { $id } gives the same bytes again: { $kept } = { $again }
cli-recompute-differs = evaluation { $id } gives { $again }, but { $kept } was kept
cli-pyramid-target = target { $target } %
cli-pyramid-range = range { $from }–{ $to } % ({ $status })
cli-moved = { $count ->
    [one] { $before } → { $after }: one supplier moved
   *[other] { $before } → { $after }: { $count } suppliers moved
}
cli-explain-head =   { $period } · { $level } · grade { $grade } · score { $score } ({ $state }, { $coverage } % of the weight has data) · { $scheme }
cli-explain-dimension = { $score } · weight { $weight } % · contributes { $contribution }
cli-explain-indicator = { $value } { $unit } = { $good } of { $n } (n = { $events } { $events ->
    [one] event
   *[other] events
}) → { $points } points × { $weight } % = { $contribution }
cli-explain-interval = { $hits } of { $events } events without a miss; 95 % interval of that share { $low }–{ $high } %
cli-explain-twelve-months = 12 months, because the quarter alone had too few events
cli-explain-rows = { $count ->
    [one] { $supplier } · { $indicator } · one source row
   *[other] { $supplier } · { $indicator } · { $count } source rows, misses first
}

# Sentences of schemes
cli-indicator-sound = { $file } is sound
cli-indicator-would-apply = { $code } is sound; nothing was applied
cli-indicator-applied = { $code } is kept; schemes can use it from the next evaluation on
cli-indicator-replaces = { $code } is kept and stands in front of the indicator that ships
cli-column-applied = applied
cli-column-replaced = replaces a shipped one
cli-column-retired = retired
cli-scheme-sound = { $file } is sound
cli-scheme-base = { $code } becomes the scheme that applies everywhere
cli-scheme-exception = { $code } applies to its own part of the suppliers
cli-scheme-applied = { $code } applies from the next evaluation on
cli-scheme-not-applied = nothing was applied
cli-scheme-ask = apply it? y/N
cli-scheme-ask-retire = retire it? y/N
cli-scheme-not-retired = nothing was retired
cli-scheme-retired = { $code } is retired; the evaluations made with it keep it
cli-scheme-simulated = { $count ->
    [one] { $scheme } instead of { $other }: one supplier would move
   *[other] { $scheme } instead of { $other }: { $count } suppliers would move
}

# Sentences of the demo
cli-demo-generating = making the sample company
cli-demo-generated = { $files } files, { $rows } rows
cli-demo-importing = importing { $kind }
cli-demo-imported = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
    }, import { $id }
cli-demo-evaluated = { $base } approved suppliers
cli-explain-indicator-parts = { $value } { $unit } (n = { $events } { $events ->
    [one] event
   *[other] events
}) → { $points } points × { $weight } % = { $contribution }
cli-demo-first = The first official quarter
cli-demo-latest = The latest closed quarter
cli-demo-movers = Who moved most against the quarter before ({ $count } moved)
cli-demo-stories = Six stories that the numbers tell
cli-demo-story-found = found: { $found }
cli-demo-found-rising = score { $before } in { $start }, above { $below } % of all; { $after } in { $to }, above { $above } %; bought for { $spend } where the middle of its category is { $peers }
cli-demo-found-collapsed = { $before } % of { $lines } lines on time in { $from }, { $after } % of { $now } in { $to }
cli-demo-found-creep = paid { $paid } % from { $from } to { $to }: { $price } % by its prices, { $exchange } % by exchange rates
cli-demo-found-perfect = { $lines ->
    [one] its one line of twelve months on time and accepted; a score needs { $needed }
   *[other] all { $lines } lines of twelve months on time and accepted; a score needs { $needed }
}
cli-demo-found-expiring = { $certificate } ends on { $day }; no renewal is recorded
cli-demo-found-none = nothing of the kind
cli-demo-found-more = { $count ->
    [one] one more like it
   *[other] { $count } more like it
}
cli-demo-would-move = { $count } of { $base } suppliers would stand in another level
cli-demo-next = What to try next
cli-demo-took = done in { $time }; the data is in { $path }
cli-demo-interrupted = an earlier demo was interrupted; it is made anew
cli-demo-there = the demo is there already; --reset makes it anew
cli--small = A tenth of the company
cli-error-not-demo = { $path } holds data that is not the demo's
cli-error-not-demo-cure = name another folder with --home, or leave it out
cli-programme = A year of the programme: { $from } → { $to }
cli-programme-entered = as entered, not measured
cli-programme-acceptance-before = acceptance rate before
cli-programme-acceptance-after = acceptance rate after
cli-programme-acceptance-mix-adjusted = acceptance rate after, mix-adjusted
cli-programme-value-per-effort-change = change of value per effort
cli-programme-effort-change = change of effort
cli-programme-core-orders-change = change of orders with the core suppliers
cli-programme-core-and-key-spend-share = share of spend with core and key
cli-programme-joint-products = joint products finished
cli-programme-reserve-entered = reserve candidates
cli-programme-reserve-now-key = of them key by now
cli-programme-sales-change = change of sales
cli-column-effort = effort
cli-column-effort-per-million = effort per million
cli-column-figure = figure
cli-column-entered = entered
cli-column-text = text
cli-doctor-disk-free = { $megabytes } MB free
cli-doctor-disk-cure = make room: below 1 GB an import may not find any
cli-check-disk = disk

# Words
cli-level-core = core
cli-level-key = key
cli-level-qualified = qualified
cli-level-restricted = restricted
cli-level-none = not classified
cli-dimension-quality = Quality
cli-dimension-cost = Cost
cli-dimension-delivery = Delivery
cli-dimension-service = Service
cli-dimension-innovation = Innovation
cli-dimension-risk = Risk
cli-state-official = official
cli-state-provisional = provisional
cli-state-no-score = no score
cli-move-up = up
cli-move-down = down
cli-move-entered = entered
cli-move-lapsed = lapsed
cli-direction-up = higher
cli-direction-down = lower
cli-range-within = within
cli-range-below = below
cli-range-above = above
cli-cause-coverage = Coverage
cli-cause-mix = Category mix
cli-cause-cap = Cap
cli-cause-scheme = Scheme
cli-cause-rounding = Rounding
cli-no-data-not-applicable = not applicable
cli-no-data-not-collected = not collected
cli-no-data-not-answered = not answered
cli-no-data-too-few = too few events
cli-unit-percent = %
cli-unit-points = points
cli-unit-index = index
cli-unit-ppm = ppm
cli-unit-days = days
cli-unit-ratio = ratio
cli-unit-anchor = of 5
cli-unit-count = count
cli-check-folder = data folder
cli-check-lock = lock
cli-check-database = database
cli-check-company = company
cli-check-snapshots = snapshots
cli-check-pinned-files = pinned files
cli-check-audit-chain = audit chain

# More errors
cli-error-company = the company cannot be stored: "{ $problem }" is not right
cli-error-company-cure = --currency takes an ISO 4217 code such as EUR or CNY
cli-error-other-company = this folder belongs to { $company } ({ $code }) already
cli-error-other-company-cure = gradus import commit company FILE changes it; another company needs a folder of its own: --home FOLDER
cli-error-file-there = { $path } is there already
cli-error-file-there-cure = choose another name, or say --force
cli-error-file-format = xlsx and parquet are formats of files
cli-error-file-format-cure = use them with gradus export or gradus import template; here table, json, ndjson, csv, tsv or markdown
cli-error-workbook-to-stdout = a workbook needs a file to go to
cli-error-workbook-to-stdout-cure = name one with -o FILE.xlsx
cli-error-export-format = this cannot be written in that format
cli-error-export-format-cure = scores: csv or xlsx; facts: csv, xlsx or parquet; snapshots: parquet
cli-error-no-file = no file is named for { $kind }
cli-error-no-file-cure = gradus import check { $kind } FILE; gradus import template { $kind } shows what the file looks like
cli-error-no-kind = what { $file } holds is not said
cli-error-no-kind-cure = name its kind, such as gradus import check deliveries FILE, or give a mapping with --map
cli-error-needs-yes = this needs a confirmation, and nobody can be asked here
cli-error-needs-yes-cure = look at it first (apply: --dry-run), then say --yes
cli-error-two-people = { $count ->
    [one] one person confirms, expected two different people
   *[other] { $count } people confirm, expected two different people
}
cli-error-two-people-cure = --confirm Mia,Jun
cli-error-span = { $from } lies after { $to }
cli-error-span-cure = give the first day with --from and the last with --to
cli-error-sample = the sample company cannot be made: { $problem }
cli-error-sample-import = { $kind } of the sample company was refused: { $problem }
cli-error-sample-import-cure = this is a fault of the program; please report it

# More headings of columns
cli-column-found = found
cli-column-cure = cure
cli-column-stops = stops
cli-column-title = title
cli-column-severity = severity
cli-column-nearest = nearest
cli-column-raw = raw
cli-column-required = required
cli-column-type = type
cli-column-example = example
cli-column-meaning = meaning
cli-column-move = move
cli-column-range-from = range from %
cli-column-range-to = range to %
cli-column-range-status = range
cli-column-flags = flags
cli-column-own = own
cli-column-hits = hits
cli-column-numerator = numerator
cli-column-denominator = denominator
cli-column-window = window
cli-column-points = points
cli-column-effective-weight = effective weight
cli-column-no-data = no data
cli-column-counted = counted
cli-column-cause = cause
cli-column-shown = shown
cli-column-version = version
cli-column-scope = scope
cli-column-base = base
cli-column-in-use = in use
cli-column-suppliers-before = before
cli-column-suppliers-after = after
cli-column-path = path
cli-column-undone-at = undone
cli-column-quota = quota
cli-column-spend = spend
cli-column-id = id
cli-column-scheme = scheme
cli-column-scheme-version = version
cli-column-as-of = as of
cli-column-created-at = at
cli-column-removed = removed
cli-column-restored = restored
cli-column-document = document
cli-column-line = line
cli-column-deep = deep
cli-column-kept = kept
cli-column-again = again
cli-column-same = same
cli-column-story = story

cli-serving-link = first sign-in, once: { $link }
cli-error-listen-open = { $address } can be reached by others, and this program speaks no TLS itself: put a proxy with TLS in front and say --behind-tls, or listen on 127.0.0.1
cli-serving = serving on http://{ $address } · Ctrl+C stops, the data stays
cli-error-listen = cannot listen on { $address }: { $problem }
cli-error-listen-cure = choose another one with --listen, such as 127.0.0.1:0 for any free port

cli-usage = usage: { $usage } — with --help everything is explained
cli-usage-help = with --help everything is explained
cli-usage-unknown-argument = { $argument } is not known here
cli-usage-unknown-argument-nearest = did you mean { $nearest }?
cli-usage-unknown-command = there is no command { $command }
cli-usage-unknown-command-nearest = did you mean { $nearest }?
cli-usage-no-command = no command is named
cli-usage-no-command-cure = commands: { $known };
cli-usage-missing = missing: { $argument }
cli-usage-no-value = { $argument } needs a value
cli-usage-not-one-of = { $argument } cannot be "{ $value }"
cli-usage-not-one-of-nearest = did you mean { $nearest }?
cli-usage-not-one-of-cure = one of { $known };
cli-usage-wrong-value = { $argument } cannot be "{ $value }": { $expected } is expected
cli-usage-no-equals = the value of { $argument } stands behind an equals sign
cli-usage-too-many-values = "{ $value }" is too much for { $argument }
cli-usage-count-of-values = { $argument } takes { $needed } values
cli-usage-twice = { $argument } is given twice
cli-usage-conflict = { $argument } does not go with { $other }
cli-usage-not-utf8 = what was typed is not text in UTF-8
cli-value-quarter = a quarter such as 2026Q3
cli-value-month = a month from 1 to 12
cli-value-count = a whole number
cli-value-seconds = a whole number of seconds
cli-value-address = an address such as 127.0.0.1:8080
cli-value-import = the number of an import
cli-value-quantity = a number
cli-value-times = a number
cli-value-date = a day such as 2026-09-30
cli-value-name-value = NAME=VALUE
cli-explain-pick = Which supplier? Type a part of its code, name or pinyin initials
cli-error-no-supplier-named = no supplier is named, and nobody can be asked here
cli-error-no-supplier-named-cure = name one: gradus explain CODE; gradus levels lists them

cli--discard = Drops this draft
cli--reason = Why levels that are published already are published again
cli--evaluation = One evaluation by its id, or the beginning of it
cli-evaluation-discarded = evaluation { $id } is discarded
cli-evaluation-which = { $status } evaluation { $id }
cli-evaluation-status-draft = draft
cli-evaluation-status-published = published
cli-evaluation-status-dry-run = dry run, no
cli-period-open = provisional: the period still runs; it closes on { $closes_on }
cli-period-closing = provisional: late facts of the period count until { $closes_on }
cli-period-partial = provisional: the first orders came after the period had begun
cli-explain-cut = facts decided up to { $closes_on } count for the period, later ones in the next
cli-explain-late = late facts: { $here } of earlier periods count here, { $later } of this period count in the next
cli-explain-category = { $category } { $name } · score { $score } · { $spend } % of spend · { $share } % of the score
cli-explain-dimension-unscored = weight { $weight } % in the scheme · no score
cli-explain-indicator-unscored = { $value } { $unit } = { $good } of { $n } (n = { $events } events) → { $points } points
cli-explain-indicator-parts-unscored = { $value } { $unit } (n = { $events } events) → { $points } points
cli-column-gate = limit
cli-column-what = what
cli-column-happened-on = happened on
cli-column-spend-share = % of spend
cli-column-corrected-by = corrected by import
