# The screens of suppliers.

suppliers-name = Supplier
suppliers-level = Level
suppliers-grade = Grade
suppliers-score = Score
suppliers-change = Change, points
suppliers-history = Last periods
suppliers-coverage = Coverage
suppliers-spend = Spend, reporting currency
suppliers-category = Category
suppliers-country = Country
suppliers-state = Score state
suppliers-find = Find
suppliers-find-hint = Name, code, pinyin
suppliers-moved = level changed
suppliers-no-match = No supplier matches
suppliers-clear = Remove all filters
suppliers-compare = Compare
suppliers-export = Export as XLSX
suppliers-trend = Scores of the last periods: { $scores }
search-title = Search
search-nothing = Nothing is called “{ $typed }”.
search-more = All { $total } matches
