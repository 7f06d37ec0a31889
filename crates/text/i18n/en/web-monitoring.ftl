# Home, changes and control charts.
