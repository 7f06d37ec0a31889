# Imports and data quality.
