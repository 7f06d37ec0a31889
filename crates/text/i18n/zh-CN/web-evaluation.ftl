# Scorecards, comparisons, the heatmap.

heatmap-title = 指标热力图
heatmap-caption = 各供应商各指标得分，0–100
heatmap-legend = 分数
heatmap-mean = 全体平均
heatmap-missing = { $count } 家无数据
heatmap-open = { $indicator }的控制图
heatmap-sort-row = 按{ $name }排列指标
heatmap-cell = { $indicator }，n = { $events }
heatmap-indicator = 指标
heatmap-weakest = 整体最弱：{ $indicator }，平均 { $mean } 分。
heatmap-separates = { $indicator }最能区分核心与合格，相差 { $points } 分。
heatmap-no-match = 移除筛选条件可查看更多。
runs-sentence = 共保留 { $count } 次评估，其中 { $published } 次已发布。
runs-period = 周期
runs-status = 状态
runs-scheme = 评价方案
runs-version = 版本
runs-as-of = 数据截至
runs-made = 生成
runs-by = 生成人
runs-digest = 摘要
runs-id = 标识
runs-open = 打开
runs-counts = 生效
runs-digest-why = 摘要覆盖全部记分卡与定级结果：以相同文件重新计算，摘要必然一致。
