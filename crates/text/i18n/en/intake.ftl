# Intake: what an import says. Every problem code has a sentence, a title for lists, and a page (`gradus explain-code E203`).
# Variables of every sentence: $column, $row, $value, $expected, $nearest; not every sentence needs all.

problem-nearest = did you mean { $nearest }?
problem-none-stored = nothing of the kind { $expected } is stored yet: gradus import template { $expected }

problem-e101 = column "{ $value }" is not known and is ignored
problem-e101-title = unknown column
problem-e101-page =
    The file has a column that the import does not know, so its cells are not read.
    Cure: leave it, if nothing in it is needed. Otherwise rename the header to a column of the template (`gradus import template KIND`), or name it in a mapping file: columns = { "{" } supplier = "Creditor" { "}" }.

problem-e102 = column "{ $value }" is missing; needed for { $column }; the file has: { $expected }
problem-e102-title = missing column
problem-e102-page =
    The mapping, or a required column of the kind, names a header that the file does not have. Nothing is imported.
    Cure: check the header row that was found (`header_row` in the mapping file), correct the name in the mapping, or give the column a constant: currency = { "{" } constant = "USD" { "}" }.

problem-e103 = columns { $expected } are both read as { $column }
problem-e103-title = column there twice
problem-e103-page =
    Two headers of the file mean the same column, so it is not known which one counts. Nothing is imported.
    Cure: rename one of them, or say in a mapping file which one is meant.

problem-e104 = [entity.columns] of { $value } lacks { $column }
problem-e104-title = column missing in the mapping
problem-e104-page =
    The mapping file does not say where a required column comes from. Nothing is imported.
    Cure: name the header in the mapping file, line_no = "Pos", or put it together: line_no = { "{" } template = "{ "{" }PO{ "}" }-{ "{" }Pos{ "}" }" { "}" }.

problem-e110 = key { $value } is there already, in row { $expected }
problem-e110-title = key twice in the file
problem-e110-page =
    Two rows of the file have the same key. The first one counts, the later one is rejected.
    Cure: correct the key, or remove the row that is out of date.

problem-e111 = { $value } differs from row { $expected } in { $column }
problem-e111-title = repeat that contradicts an earlier row
problem-e111-page =
    Master data that is taken from a sheet of facts comes once per row. This row says something else about it than an earlier row.
    Cure: correct the cell, or say on_repeat = "first" for this entity in the mapping file, so that the first row counts.

problem-e117 = { $column } "{ $value }" is not known
problem-e117-title = unknown reference
problem-e117-page =
    The cell names something (a supplier, an item, an order line …) that is neither stored nor in this file.
    Cure: correct the code, or import what it names first: suppliers before orders, orders before receipts.

problem-e118 = company "{ $value }" would be a second one: the folder belongs to { $expected }
problem-e118-title = second company
problem-e118-page =
    A data folder holds one company, whose currency, calendar and fiscal year decide every evaluation.
    Cure: correct the code to change the company that is there; use a folder of its own (`--home`) for another one; plants and divisions are business units.

problem-e201 = { $column } is empty
problem-e201-title = required value missing
problem-e201-page =
    A column that must have a value is empty in this row, or holds one of the words that mean "nothing" (null_values in the mapping file).
    Cure: fill it in, or give it a constant or a second choice in the mapping file: first_of = ["PO date", "Scheduled date"].

problem-e202 = { $column } "{ $value }" is not a number — expected { $expected }
problem-e202-title = not a number
problem-e202-page =
    A number has digits, perhaps a sign, thousands separators before groups of three digits, and one decimal mark. Text, units and scientific notation are not read.
    Cure: correct the cell; or name the text as "nothing" in the mapping file: null_values = ["see contract"].

problem-e203 = { $column } "{ $value }" is not a date — expected { $expected }
problem-e203-title = not a date
problem-e203-page =
    The cell is no date that exists between 1900 and 2199, or it is written otherwise than the rest of its column. A date with an offset (…Z, …+08:00) is an instant: its day depends on the place.
    Cure: correct the cell; or say how the column writes its dates in the mapping file: date_format = "D-Mon-YY", or several: date_format = ["D/M/YYYY", "YYYY-MM-DD"].

problem-e204 = { $column } "{ $value }" can be two days — say { $expected }
problem-e204-title = ambiguous date
problem-e204-page =
    Every date of the column has two numbers up to 12, or the column mixes both orders, so 02/03/2026 can be in February or in March. Gradus does not guess.
    Cure: say in the mapping file which one it is: date_format = "D/M/YYYY" or date_format = "M/D/YYYY".

problem-e205 = { $column } "{ $value }" is not one of { $expected }
problem-e205-title = not one of the known values
problem-e205-page =
    The column takes a closed list: the words of the template, yes or no, a currency of ISO 4217, a country of ISO 3166 (two or three letters, or its name).
    Cure: correct the cell, or translate the words of your system in the mapping file: status = { "{" } column = "State", values = { "{" } "Done" = "closed" { "}" } { "}" }.

problem-e206 = { $column } "{ $value }" has more digits than are kept: { $expected }
problem-e206-title = number too precise or too large
problem-e206-page =
    Quantities keep three decimal places, prices six, rates nine, money those of its currency; at most 18 digits are stored. Gradus does not round unseen.
    Cure: round in the source, or use a coarser unit (a price per 1,000 with price_unit = 1000).

problem-e207 = { $column } "{ $value }" can be two numbers — say { $expected }
problem-e207-title = ambiguous number
problem-e207-page =
    Nothing in the file decides whether 1,234 is more than a thousand or a little more than one. Gradus does not guess.
    Cure: say in the mapping file, under [file], decimal = "point" or decimal = "comma".

problem-e208 = { $column } "{ $value }" is not a moment in time — expected { $expected }
problem-e208-title = not an instant
problem-e208-page =
    A moment needs a date, a time and a zone. Without an offset in the cell, the zone of the file must be declared, any zone of the IANA list; a local time that is skipped or repeated when the clock changes is not guessed.
    Cure: name your zone, `--time-zone Europe/Berlin` or time_zone = "America/Monterrey" under [file] in the mapping file, or export with an offset.

problem-e301 = { $column } received { $value }, ordered { $expected }
problem-e301-title = more received than ordered
problem-e301-page =
    The receipts of an order line together are more than it allows: the ordered quantity times --max-overdelivery (2 when not given). Mostly a wrong unit or a receipt entered twice.
    Cure: correct the quantity or its unit, or allow it with --max-overdelivery 5.

problem-e302 = { $column } { $value } is before the order of { $expected }
problem-e302-title = received before ordered
problem-e302-page =
    The goods came before they were ordered. Mostly a wrong year, or an order that was written afterwards.
    Cure: correct one of the dates; if your orders are written afterwards, take the earliest day in the mapping file: ordered_on = { "{" } earliest_of = ["PO date", "Received"] { "}" }.

problem-e303 = { $column } { $value } differs from { $expected } of the same document
problem-e303-title = two currencies in one document
problem-e303-page =
    A document has one currency. This line has another one than an earlier line of the same document.
    Cure: correct the currency of the line.

problem-e304 = { $column } { $value } differs from { $expected } of the same item
problem-e304-title = mixed units
problem-e304-page =
    An item is counted in one unit; quantities in two units cannot be added. This line has another unit than the item or an earlier line.
    Cure: convert the quantity and the price in the source, or translate the unit in the mapping file when two words mean the same.

problem-e305 = { $column } { $value } is over the limit of { $expected }
problem-e305-title = quantity over the limit
problem-e305-page =
    The quantity is above the limit of this import. Mostly a slipped decimal mark or a telephone number in the wrong column.
    Cure: correct it, or raise the limit with --max-quantity.

problem-e306 = { $column } { $value } cannot be — expected { $expected }
problem-e306-title = impossible number
problem-e306-page =
    No such thing happens: more was rejected than inspected, nothing was ordered, a rate is 0. Mostly two columns were swapped, or a sign slipped in. Returns are negative receipts; orders and lots are never negative.
    Cure: correct the number; when two columns were swapped, correct their names in the header or in the mapping file.

problem-e307 = { $column } { $value } comes too early — expected { $expected }
problem-e307-title = days in the wrong order
problem-e307-page =
    One thing is said to have happened before another that must come first: an answer before its ticket, a decision before the lot came, an end before its beginning.
    Cure: correct one of the two; when orders are written afterwards, take the earliest day in the mapping file: ordered_on = { "{" } earliest_of = ["PO date", "Requested"] { "}" }.

problem-e308 = { $column } { $value } is too far ahead — expected { $expected }
problem-e308-title = day to come
problem-e308-page =
    What has happened cannot lie in the future, an order not more than two years ahead, a planned delivery not more than ten. Mostly a wrong year.
    Cure: correct the day, or say in the mapping file how the column writes its dates: date_format = "D/M/YY".

problem-e309 = { $column } { $value } is not { $expected }, to whom what it belongs to was given
problem-e309-title = another supplier than the order line
problem-e309-page =
    The row names one supplier, the order line (case, ticket …) it belongs to another. It would count for the wrong one.
    Cure: correct the supplier or the reference; leave the supplier column out to take it from the order line. When one code became the other, say so in the supplier's column merged_into.

problem-e310 = price { $value } has no currency — fill the column currency, or say in the mapping file currency = { "{" } constant = "EUR" { "}" }
problem-e310-title = price without currency
problem-e310-page =
    An amount means nothing without its currency, and no currency is assumed.
    Cure: add a column currency, or a constant in the mapping file: currency = { "{" } constant = "EUR" { "}" }.

problem-e311 = { $column } is { $value }: the row is kept, but it says nothing about prices
problem-e311-title = price of nothing
problem-e311-page =
    A price of 0 is right for samples and goods free of charge, and a mistake everywhere else. The row is kept.
    Cure: nothing, if it was free; otherwise correct the price.

problem-e401 = the file has no rows
problem-e401-title = empty file
problem-e401-page =
    There is nothing below the header, or nothing at all. An empty file is mostly an export that failed.
    Cure: export again; look whether the right sheet was read (`sheet` in the mapping file).

problem-e402 = the file ends in the middle of row { $row }
problem-e402-title = truncated file
problem-e402-page =
    The last row is cut off, or a quotation mark that opens a cell is never closed. The rest may be missing, so nothing is imported.
    Cure: export or copy the file again, or close the quotation mark.

problem-e403 = the text is not { $expected }
problem-e403-title = letters that cannot be read
problem-e403-page =
    The bytes of this row are no text in the encoding of the file, so letters would be lost.
    Cure: export as UTF-8, or say encoding = "gb18030" (or another one) under [file] in the mapping file.

problem-e404 = the row has { $value } cells, the header { $expected }
problem-e404-title = wrong number of cells
problem-e404-page =
    The row has more or fewer cells than the header. Mostly a delimiter or a quotation mark inside of a text that is not quoted.
    Cure: export with quoted texts, or use another delimiter.

problem-e405 = the file is too large: { $value }, at most { $expected }
problem-e405-title = file too large
problem-e405-page =
    The file, or what is packed inside of it, passes a limit that protects the server.
    Cure: split it, or save the sheet as CSV: CSV has no limit of rows. A single row that is too large is mostly a quotation mark that is never closed.

problem-e406 = the file cannot be read: it is damaged, protected by a password, or not what its name says
problem-e406-title = unreadable file
problem-e406-page =
    The file is damaged, protected by a password, or not what its name says.
    Cure: open it in your spreadsheet program and save it again as XLSX or as CSV in UTF-8.

problem-e407 = no header row was found — add a row of column names, or say header_row = 3 under [file] in the mapping file
problem-e407-title = no header row
problem-e407-page =
    None of the first rows looks like a row of column names.
    Cure: say header_row = 3 under [file] in the mapping file, or add a row of names.

problem-e408 = sheet "{ $value }" is not in the workbook — it has { $expected }
problem-e408-several = several sheets are filled: { $expected } — name one: --sheet NAME
problem-e408-title = sheet not found
problem-e408-page =
    The workbook has no sheet of that name, or several sheets and none was named.
    Cure: name it, `--sheet Deliveries`, or in the mapping file, under [file]: sheet = "Deliveries".

problem-e409 = the numbers of the file use both decimal marks — say { $expected }
problem-e409-title = mixed decimal marks
problem-e409-page =
    Some numbers of the file are written with a decimal comma, others with a decimal point. Gradus does not guess.
    Cure: say decimal = "point" or decimal = "comma" at the column in the mapping file: price = { "{" } column = "Price", decimal = "comma" { "}" }.

problem-e410 = { $value ->
    [time] the file was not read to its end: it takes longer than { $expected }; nothing of it was stored
    [memory] the file was not read to its end: it takes more than { $expected } of memory; nothing of it was stored
   *[other] the file was not read to its end: it ended the process that read it ({ $expected }); nothing of it was stored
    }
problem-e410-title = reading ended early
problem-e410-page =
    Packed files are read in a process of their own with limits of time and memory, so that no file can take the server down. This one passed a limit or ended that process, and is refused as a whole.
    Cure: save the sheet as CSV, which has no such limits, or split it.

intake-reading = reading { $file } · { $rows } rows · header row { $header }
intake-mapped = mapped { $mapped } of { $all } columns
intake-ignored = ignored: { $columns }
intake-new = new
intake-changed = changed
intake-unchanged = unchanged
intake-rejected = rejected
intake-rows = rows { $rows }
intake-next = next: { $command }
intake-undone = undone: { $rows } rows as they were before
