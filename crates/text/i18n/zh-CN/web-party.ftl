# The screens of suppliers.

suppliers-name = 供应商
suppliers-level = 级别
suppliers-grade = 绩效等级
suppliers-score = 得分
suppliers-change = 变化（分）
suppliers-history = 近期走势
suppliers-coverage = 数据覆盖率
suppliers-spend = 采购额（报告币种）
suppliers-category = 品类
suppliers-country = 国家
suppliers-state = 得分状态
suppliers-find = 查找
suppliers-find-hint = 名称、编码、拼音
suppliers-moved = 级别有变动
suppliers-no-match = 没有符合条件的供应商
suppliers-clear = 移除全部筛选条件
suppliers-compare = 对比
suppliers-export = 导出 XLSX
suppliers-trend = 近期得分：{ $scores }
search-title = 搜索
search-nothing = 没有名为“{ $typed }”的内容。
search-more = 全部 { $total } 条结果
