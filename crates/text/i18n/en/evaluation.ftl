# Evaluation: why a score is what it is. An id is the code of the reason with hyphens for dots.
# Figures are written out; $indicator, $dimension, $category and $part (given as code, id or position) come in the words
# of the reader.

score-composite = Composite score { $score }.
score-official = Official: { $coverage } % of the weight is backed by enough events (needed: { $needed } %).
score-provisional-coverage = Provisional: only { $coverage } % of the weight is backed by enough events; { $needed } % make it official.
score-provisional-dimension = Provisional: { $coverage } % of the weight is backed by enough events, but { $dimension } has no data.
score-none-coverage = No score: only { $coverage } % of the weight is backed by enough events; a score needs { $needed } %.
score-none-no_data = No score: there are not enough events for any indicator.
score-dimension = { $dimension }: { $score } points at { $effective } % of the weight (scheme: { $weight } %) add { $contribution }.
score-dimension_empty = { $dimension }: no data; its { $weight } % went to the other dimensions.
score-cap = A severe finding caps the composite at { $cap }: { $effect } points.
score-category = Category { $category }: { $share } % of the composite, scheme { $scheme } version { $version }.

indicator-measured = { $indicator }: { $value } ({ $good } of { $n }, { $events ->
    [one] one event
   *[other] { $events } events
}) gives { $points } points and adds { $contribution }.
indicator-measured_twelve_months = { $indicator }: { $value } over 12 months ({ $good } of { $n }, { $events ->
    [one] one event
   *[other] { $events } events
}) gives { $points } points and adds { $contribution }.
indicator-measured_in_parts = { $indicator }: { $value } over its parts ({ $events ->
    [one] one event
   *[other] { $events } events
}) gives { $points } points and adds { $contribution }.
indicator-measured_in_parts_twelve_months = { $indicator }: { $value } over its parts and 12 months ({ $events ->
    [one] one event
   *[other] { $events } events
}) gives { $points } points and adds { $contribution }.
indicator-part = { $part }: { $value } ({ $events ->
    [one] one event
   *[other] { $events } events
}).
indicator-weight_moved = Its weight is { $effective } % in place of { $weight } %, because others have no data.
indicator-excused = { $excused ->
    [one] One miss that someone else caused is left out.
   *[other] { $excused } misses that someone else caused are left out.
}
indicator-cap = An event here caps the composite at { $cap }.
indicator-knockout = An event here knocks out.
indicator-shrunk = For the rank it counts as { $value }, drawn to the category mean of the year before, { $mean }: { $points } points.
indicator-shrunk_to_all = For the rank it counts as { $value }, drawn to the mean of all categories of the year before, { $mean }: { $points } points.
indicator-shrunk_to_period = For the rank it counts as { $value }, drawn to the category mean of this period, { $mean }, because there is no earlier data: { $points } points.

missing-not_applicable = { $indicator } does not apply here.
missing-not_collected = { $indicator } ({ $weight } %): no data was collected.
missing-not_answered = { $indicator } ({ $weight } %): asked, but not answered.
missing-too_few = { $indicator } ({ $weight } %): { $events ->
    [one] one event
   *[other] { $events } events
} in 12 months, { $needed } needed.

scheme-applies = Scheme { $scheme } version { $version } applies { $scope ->
    [industry] to the industry { $name }
    [kraljic] to the { $name } categories
    [category] to the category { $name }
    [level] to the level { $name }
    [supplier] to the supplier { $name }
   *[base] everywhere
}.
scheme-wider = It is narrower than { $scheme } version { $version }, which applies { $scope ->
    [industry] to the industry { $name }
    [kraljic] to the { $name } categories
    [category] to the category { $name }
    [level] to the level { $name }
    [supplier] to the supplier { $name }
   *[base] everywhere
}.
scheme-inherits = What it does not say comes from { $scheme }.
