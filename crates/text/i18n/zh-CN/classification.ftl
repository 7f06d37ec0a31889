# 分级：绩效等级、级别，以及为什么是这一级而不是更高一级。消息名 = 原因代码（点换成连字符）。
# $level、$held、$grade、$needed（等级）、$limit、$dimension 以读者语言的名称给出。

grade-reached = 绩效等级 { $grade }：{ $score } 分，该等级下限为 { $bound } 分。
grade-limited = 绩效等级 { $grade }：{ $score } 分已达到 { $bound } 分的下限，但受上限规则限制。
grade-below_all = 绩效等级 { $grade }：{ $score } 分，低于 { $bound } 分。
grade-knockout = 绩效等级 D：一票否决。
grade-limit-dimension = “{ $dimension }”维度 { $score } 分，低于 { $floor } 分，绩效等级最高为 { $limit }。
grade-limit-not_answered = 有询问未答复，绩效等级最高为 { $limit }。

importance-score = 重要度 { $score }：利润影响 { $profit_impact }／40，供应风险 { $supply_risk }／40，路线图契合度 { $roadmap_fit }／20。

level-placed = { $level }：排名第 { $place }，名额 { $quota } 个，排名得分 { $score }。
level-placed_beyond = { $level }：排名第 { $place }，在 { $quota } 个名额之外，但仍予保留；排名得分 { $score }。
level-by_floors = { $level }：达到门槛要求，排名得分 { $score }。
level-rest = { $level }：排名得分 { $score }。
level-restricted = 限制供应商。
level-none = 未定级。

restricted-knockout = 一票否决。
restricted-high_risk = 有高风险尚未解除。
restricted-grade = 绩效等级 { $grade }，{ $score } 分。
restricted-failed_plan = 连续两次绩效等级为 C，且改善计划未达成。
restricted-cool_down = 在 { $moved_in } 刚调整过级别，其后两个季度内不再调整。

gate-knockout = 因 { $on } 的{ $what }一票否决（{ $kind } { $key }）。
gate-knockout_missing = 一票否决：必须具备的 { $what } 缺失（{ $kind } { $key }）。
gate-cap = 因 { $on } 的{ $what }，总分最高 { $cap }（{ $kind } { $key }）。
gate-cap_missing = 总分最高 { $cap }：必须具备的 { $what } 无效（{ $kind } { $key }）。

none-no_official_score = 没有正式得分。
none-reserve = 在供应商储备库中。
none-fast_track = 尚不符合储备库快速通道的条件。
none-left = 已不在评价总体之内。
fast_track-potential_analysis = 潜在供方分析未达绿灯。
fast_track-trial_lots = 试制批次未通过。
fast_track-consent = 尚未经两人批准。
fast_track-coverage = 尚无正式得分。

floor-no_score = 没有得分。
floor-grade_limited = 需要绩效等级 { $needed }，当前为 { $grade }：{ $score } 分本已足够，但受上限规则限制。
floor-grade = 需要绩效等级 { $needed }，现为 { $grade }（{ $score } 分），还差 { $gap } 分。
floor-importance_missing = 重要度（要求 { $needed }）尚未经两人确认。
floor-importance_expired = 重要度已于 { $expired_on } 失效。
floor-importance = 重要度 { $importance }，要求 { $needed }。
floor-blocked_category = 有一个品类因一票否决被停用。
floor-risk_unknown = 风险维度没有数据。
floor-risk = 高风险：风险维度 { $score } 分，要求 { $needed } 分。
floor-history = 需要 { $months } 个月的合作历史，其历史始于 { $from }。
floor-history_unknown = 需要 { $months } 个月的合作历史，目前没有记录。

held-margin = 低于“{ $level }”的门槛但在 { $points } 分的缓冲之内，保留一个季度。
held-one_step = 由“{ $held }”只降一级，至“{ $level }”。
held-cool_down = 在 { $moved_in } 刚调整过级别，保持“{ $level }”：其后两个季度内不再调整。
held-head_start = 凭在位者 { $points } 分的优先保住名额：{ $score } 分，未入选者最高 { $challenger } 分。
held-tie = “{ $level }”最后一个名额并列；区间允许，并列者全部进入。
held-plans_unknown = 连续两次 C 级；尚无数据表明改善计划失败，因此不据此限制任何供应商。
held-fast_track = 经储备库快速通道进入。
held-override_ended = 人工调整为“{ $level }”已于 { $expired_on } 失效；从未经调整的级别“{ $held }”起算。

higher-floors = 未列入“{ $level }”：有门槛未达到。
higher-quota_full = 未列入“{ $level }”：排名第 { $place }，名额 { $quota } 个。
higher-places_kept = 未列入“{ $level }”：排名第 { $place }（名额 { $quota } 个），但名额由不能再降级的供应商占用。
higher-waiting = 暂未列入“{ $level }”：排名第 { $place }（名额 { $quota } 个），已领先，但挑战者须连续 { $quarters } 个季度领先。
higher-tie = 未列入“{ $level }”：最后一个名额并列，区间容不下全部并列者，由人决定。
higher-one_step = 每次只升降一级：原为“{ $level }”。
higher-cool_down = 在 { $moved_in } 刚调整过级别，其后两个季度内不再调整。
higher-entry = 新定级的供应商从“合格供应商”开始。
higher-lapsed = 恢复到得分失效前的级别“{ $level }”。
higher-fast_track = 快速通道最高到“重点合作供应商”。

range-by_reason = “限制供应商”不设名额：无原因不限制，有原因不豁免。
range-remainder = “合格供应商”为其他级别之外的部分。
range-quotas_off = 评价总体过小，名额不启用。
range-rounding = 按比例取整后的名额为 { $quota } 个。
range-kept = 有 { $kept } 家供应商因刚调整过级别或只降一级而保留级别，名额 { $quota } 个。
range-waiting = 有 { $suppliers } 家供应商领先，但时间还不够。
range-tie = 有 { $suppliers } 家供应商并列最后一个名额，由人决定。
range-floors = { $quota } 个名额只用了 { $count } 个：其余供应商未达到门槛。
