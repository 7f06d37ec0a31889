# Scorecards, comparisons, the heatmap.

heatmap-title = Indicators across suppliers
heatmap-caption = Points of each indicator by supplier, 0 to 100
heatmap-legend = Points
heatmap-mean = Mean of all
heatmap-missing = { $count } without data
heatmap-open = Control chart of { $indicator }
heatmap-sort-row = Sort the indicators by { $name }
heatmap-cell = { $indicator }, n = { $events }
heatmap-indicator = Indicator
heatmap-weakest = Weakest across suppliers: { $indicator }, { $mean } on average.
heatmap-separates = { $indicator } separates core from qualified most, by { $points } points.
heatmap-no-match = Remove filters to see more.
runs-sentence = { $count } evaluations are kept, { $published } of them published.
runs-period = Period
runs-status = Status
runs-scheme = Scheme
runs-version = Version
runs-as-of = Facts up to
runs-made = Made
runs-by = By
runs-digest = Digest
runs-id = Id
runs-open = Open
runs-counts = counts
runs-digest-why = The digest covers every scorecard and placement: computed again from the same files, it is the same.
