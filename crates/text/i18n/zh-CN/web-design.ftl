# The editors of schemes and level rules, indicator pages.
