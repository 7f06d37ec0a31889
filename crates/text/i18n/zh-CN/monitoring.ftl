# 监控：两次评价之间的变化。消息名 = 原因代码（点换成连字符）。

change-composite = 由 { $from } 变为 { $to }：{ $change } 分。
change-dimension = { $dimension }：{ $change }
change-coverage = 有数据的指标发生变化，权重随之转移：{ $change }
change-mix = 采购额在品类之间转移：{ $change }
change-cap = 封顶的出现或解除：{ $change }
change-scheme = 评价方案变更：{ $change }
change-rounding = 四舍五入：{ $change }
