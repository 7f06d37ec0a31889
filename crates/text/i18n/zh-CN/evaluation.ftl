# 评价：得分的依据。消息名 = 原因代码（点换成连字符）。
# 数字已写好；$indicator、$dimension、$category、$part（原为代码、编号或序号）以读者语言的名称给出。

score-composite = 综合得分 { $score }。
score-official = 正式得分：{ $coverage }% 的权重有足够的计数事项支持（要求 { $needed }%）。
score-provisional-coverage = 暂定得分：只有 { $coverage }% 的权重有足够的计数事项支持，达到 { $needed }% 才是正式得分。
score-provisional-dimension = 暂定得分：{ $coverage }% 的权重有足够的计数事项支持，但“{ $dimension }”维度没有数据。
score-none-coverage = 无得分：只有 { $coverage }% 的权重有足够的计数事项支持，至少需要 { $needed }%。
score-none-no_data = 无得分：没有一个指标有足够的计数事项。
score-dimension = { $dimension }：得 { $score } 分，实际权重 { $effective }%（方案权重 { $weight }%），贡献 { $contribution } 分。
score-dimension_empty = { $dimension }：没有数据，其 { $weight }% 的权重已分配给其他维度。
score-cap = 因严重问题，综合得分以 { $cap } 分封顶：{ $effect } 分。
score-category = 品类 { $category }：占综合得分的 { $share }%，评价方案 { $scheme } 第 { $version } 版。

indicator-measured = { $indicator }：{ $value }（{ $n } 中的 { $good }，计数事项 { $events } 件），得 { $points } 分，贡献 { $contribution } 分。
indicator-measured_twelve_months = { $indicator }：近 12 个月 { $value }（{ $n } 中的 { $good }，计数事项 { $events } 件），得 { $points } 分，贡献 { $contribution } 分。
indicator-measured_in_parts = { $indicator }：各部分合计 { $value }（计数事项 { $events } 件），得 { $points } 分，贡献 { $contribution } 分。
indicator-measured_in_parts_twelve_months = { $indicator }：近 12 个月各部分合计 { $value }（计数事项 { $events } 件），得 { $points } 分，贡献 { $contribution } 分。
indicator-part = { $part }：{ $value }（计数事项 { $events } 件）。
indicator-weight_moved = 由于其他指标没有数据，权重由 { $weight }% 变为 { $effective }%。
indicator-excused = 有 { $excused } 件未达标由其他方造成，不计入得分。
indicator-cap = 该指标的一件事项使综合得分以 { $cap } 分封顶。
indicator-knockout = 该指标的一件事项触发一票否决。
indicator-shrunk = 排名时按 { $value } 计（向此前一年的品类均值 { $mean } 收缩），得 { $points } 分。
indicator-shrunk_to_all = 排名时按 { $value } 计（向此前一年全部品类的均值 { $mean } 收缩），得 { $points } 分。
indicator-shrunk_to_period = 排名时按 { $value } 计（没有更早的数据，向本期品类均值 { $mean } 收缩），得 { $points } 分。

missing-not_applicable = { $indicator }在此不适用。
missing-not_collected = { $indicator }（{ $weight }%）：未收集数据。
missing-not_answered = { $indicator }（{ $weight }%）：已询问，未答复。
missing-too_few = { $indicator }（{ $weight }%）：12 个月内只有 { $events } 件计数事项，需要 { $needed } 件。

scheme-applies = 适用方案 { $scheme } 第 { $version } 版：{ $scope ->
    [industry] 行业 { $name }
    [kraljic] { $name ->
        [strategic] 战略
        [bottleneck] 瓶颈
        [leverage] 杠杆
       *[routine] 一般
    }品类
    [category] 品类 { $name }
    [level] 等级 { $name }
    [supplier] 供应商 { $name }
   *[base] 全部范围
}。
scheme-wider = 其范围比方案 { $scheme } 第 { $version } 版更窄，后者适用于{ $scope ->
    [industry] 行业 { $name }
    [kraljic] { $name ->
        [strategic] 战略
        [bottleneck] 瓶颈
        [leverage] 杠杆
       *[routine] 一般
    }品类
    [category] 品类 { $name }
    [level] 等级 { $name }
    [supplier] 供应商 { $name }
   *[base] 全部范围
}。
scheme-inherits = 未作规定之处沿用 { $scheme }。
