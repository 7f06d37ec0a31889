# Monitoring: what changed between two evaluations. An id is the code of the reason with hyphens for dots.

change-composite = From { $from } to { $to }: { $change } points.
change-dimension = { $dimension }: { $change }
change-coverage = Other indicators had data, so weight moved: { $change }
change-mix = Spend moved between categories: { $change }
change-cap = A cap came or went: { $change }
change-scheme = The scheme changed: { $change }
change-rounding = Rounding: { $change }
