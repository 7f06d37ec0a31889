# Scorecards, comparisons, the heatmap.
