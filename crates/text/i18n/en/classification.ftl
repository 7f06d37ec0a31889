# Classification: grades, levels, and why this one and not the next higher. An id is the code of the reason with
# hyphens for dots. $level, $held, $grade, $needed (of a grade), $limit and $dimension come in the words of the reader.

grade-reached = Grade { $grade }: { $score } points, its lower bound is { $bound }.
grade-limited = Grade { $grade }: { $score } points reach the bound of { $bound }, but a limit counts.
grade-below_all = Grade { $grade }: { $score } points are below { $bound }.
grade-knockout = Grade D: knocked out.
grade-limit-dimension = { $dimension } at { $score } is below { $floor }, so the grade is { $limit } at most.
grade-limit-not_answered = Something was asked and not answered, so the grade is { $limit } at most.

importance-score = Importance { $score }: profit impact { $profit_impact } of 40, supply risk { $supply_risk } of 40, fit to the roadmap { $roadmap_fit } of 20.

level-placed = { $level }: place { $place } of { $quota } places, rank score { $score }.
level-placed_beyond = { $level }: ranked { $place }, beyond the { $quota } places, and kept all the same; rank score { $score }.
level-by_floors = { $level }: its floors are reached, rank score { $score }.
level-rest = { $level }: rank score { $score }.
level-restricted = Restricted.
level-none = Not classified.

restricted-knockout = Knocked out.
restricted-high_risk = A high risk is not resolved.
restricted-grade = Grade { $grade } with { $score } points.
restricted-failed_plan = Grade C twice, and the improvement plan failed.
restricted-cool_down = It moved in { $moved_in }; no further move in the two quarters after.

gate-knockout = Knocked out by { $what } of { $on } ({ $kind } { $key }).
gate-knockout_missing = Knocked out: { $what } is required and not held ({ $kind } { $key }).
gate-cap = Capped at { $cap } by { $what } of { $on } ({ $kind } { $key }).
gate-cap_missing = Capped at { $cap }: { $what } is required and not valid ({ $kind } { $key }).

none-no_official_score = There is no official score.
none-reserve = It stands in the reserve pool.
none-fast_track = The fast track from the reserve is not open yet.
none-left = It is no longer part of the base.
fast_track-potential_analysis = The potential analysis is not green.
fast_track-trial_lots = The trial lots have not passed.
fast_track-consent = Two people have not agreed yet.
fast_track-coverage = The score is not official yet.

floor-no_score = There is no score.
floor-grade_limited = Needs grade { $needed } and has { $grade }: { $score } points would be enough, but a limit holds the grade down.
floor-grade = Needs grade { $needed } and has { $grade } with { $score } points; { $gap } points short.
floor-importance_missing = Its importance (needed: { $needed }) has not been confirmed by two people.
floor-importance_expired = Its importance expired on { $expired_on }.
floor-importance = Importance { $importance }, needed: { $needed }.
floor-blocked_category = One of its categories is blocked by a knock-out.
floor-risk_unknown = The risk dimension has no data.
floor-risk = High risk: the risk dimension is at { $score }, needed: { $needed }.
floor-history = Needs { $months } months of history; it begins on { $from }.
floor-history_unknown = Needs { $months } months of history; none is known.

held-margin = It keeps the floor of { $level } by the margin of { $points } points, for one quarter.
held-one_step = It falls from { $held } by one step only, to { $level }.
held-cool_down = It moved in { $moved_in } and stays { $level }: no further move in the two quarters after.
held-head_start = It keeps its place by the head start of { $points } points for those who hold it: { $score } against { $challenger } outside.
held-tie = It shares the last place of { $level }; all who share it enter, the range allows it.
held-plans_unknown = Grade C twice; no fact says yet whether an improvement plan failed, so nobody is restricted for that.
held-fast_track = By the fast track from the reserve.
held-override_ended = The override to { $level } ended on { $expired_on }; the rules start from { $held }, which would be held without it.

higher-floors = Not { $level }: a floor is missed.
higher-quota_full = Not { $level }: place { $place }, and there are { $quota } places.
higher-places_kept = Not { $level }: place { $place } of { $quota }, but suppliers that may not fall further hold the places.
higher-waiting = Not { $level } yet: it leads (place { $place } of { $quota }), but a challenger has to lead in { $quarters } quarters.
higher-tie = Not { $level }: several share the last place and the range does not hold them all; people decide.
higher-one_step = One step at a time: it comes from { $level }.
higher-cool_down = It moved in { $moved_in }: no further move in the two quarters after.
higher-entry = Newly classified suppliers enter as qualified.
higher-lapsed = It returns to { $level }, which it held before its score lapsed.
higher-fast_track = The fast track ends at key.

range-by_reason = Restricted is no quota: nobody is restricted without a reason, and nobody with one is spared.
range-remainder = Qualified is what the other levels leave.
range-quotas_off = The base is too small: quotas are off.
range-rounding = { $quota } places are the share, rounded to whole suppliers.
range-kept = { $kept } suppliers keep their level because they moved lately or fall by one step only; there are { $quota } places.
range-waiting = { $suppliers } suppliers lead, but not long enough yet.
range-tie = { $suppliers } suppliers share the last place; people decide.
range-floors = Only { $count } of { $quota } places are taken: the others miss a floor.
