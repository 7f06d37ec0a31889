# Words: the names of levels, dimensions and units as people read them.

word-level-core = strategic core
word-level-key = key cooperative
word-level-qualified = qualified
word-level-restricted = restricted
word-level-none = not classified
word-dimension-quality = Quality
word-dimension-cost = Cost
word-dimension-delivery = Delivery
word-dimension-service = Service
word-dimension-innovation = Innovation
word-dimension-risk = Risk
word-cause-coverage = Coverage
word-cause-mix = Mix of categories
word-cause-cap = Cap
word-cause-scheme = Scheme
word-cause-rounding = Rounding

health-title = Health
health-lead = What gradus doctor looks at, as of this moment.
health-check = Check
health-verdict = Verdict
health-found = Found
health-pass = passed
health-warning = warning
health-error = error
