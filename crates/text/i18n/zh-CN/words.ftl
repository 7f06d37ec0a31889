# 用词：级别、维度等面向读者的名称。

word-level-core = 战略核心供应商
word-level-key = 重点合作供应商
word-level-qualified = 合格供应商
word-level-restricted = 限制供应商
word-level-none = 未定级
word-dimension-quality = 质量
word-dimension-cost = 成本
word-dimension-delivery = 交付
word-dimension-service = 服务
word-dimension-innovation = 创新
word-dimension-risk = 风险
word-cause-coverage = 数据覆盖率
word-cause-mix = 品类结构
word-cause-cap = 封顶
word-cause-scheme = 评价方案
word-cause-rounding = 舍入

health-title = 运行状况
health-lead = gradus doctor 所检查的内容，以此刻为准。
health-check = 检查项
health-verdict = 结论
health-found = 结果
health-pass = 通过
health-warning = 警告
health-error = 错误

word-event-stock_out = 断货
word-event-allocation = 配给
word-event-line_down = 停线
word-event-unannounced_change = 未通知的变更
word-event-financial = 财务等级
word-event-single_site = 单一工厂
word-event-no_continuity_plan = 缺少连续性计划
word-event-sanctions = 制裁命中
word-event-forced_labour = 强迫劳动认定
word-event-licence_lost = 许可丧失
word-event-fraud = 欺诈
word-event-safety = 安全事项
word-kind-risk_event = 风险事件
word-kind-certificate_requirement = 证书要求
