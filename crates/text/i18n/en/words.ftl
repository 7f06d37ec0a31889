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

word-event-stock_out = stock-out
word-event-allocation = allocation
word-event-line_down = line stop
word-event-unannounced_change = unannounced change
word-event-financial = financial band
word-event-single_site = single site
word-event-no_continuity_plan = missing continuity plan
word-event-sanctions = sanctions hit
word-event-forced_labour = finding of forced labour
word-event-licence_lost = lost licence
word-event-fraud = fraud
word-event-safety = safety finding
word-kind-risk_event = risk event
word-kind-certificate_requirement = certificate requirement
