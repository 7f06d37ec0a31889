# 数据收集：导入时的提示。每个问题代码有一句说明、一个列表用的标题和一页解释（`gradus explain-code E203`）。

problem-nearest = 是否指 { $nearest }？
problem-none-stored = 尚未导入任何 { $expected }：gradus import template { $expected }

problem-e101 = 列“{ $value }”无法识别，已忽略
problem-e101-title = 无法识别的列
problem-e101-page =
    文件中有一列无法识别，其单元格不会读取。
    解决：如果不需要，可以不管；否则把表头改成模板中的列名（`gradus import template KIND`），或在映射文件中写明：columns = { "{" } supplier = "Creditor" { "}" }。

problem-e102 = 缺少列“{ $value }”，{ $column } 需要它；文件中有：{ $expected }
problem-e102-title = 缺少列
problem-e102-page =
    映射文件或必填列所指的表头在文件中不存在，未导入任何数据。
    解决：检查识别出的表头行（映射文件中的 `header_row`），改正映射中的列名，或为该列设置常量：currency = { "{" } constant = "USD" { "}" }。

problem-e103 = 列 { $expected } 都被识别为 { $column }
problem-e103-title = 列重复
problem-e103-page =
    文件中有两个表头含义相同，无法确定以哪一个为准，未导入任何数据。
    解决：改掉其中一个的名称，或在映射文件中指明。

problem-e104 = { $value } 的 [entity.columns] 缺少 { $column }
problem-e104-title = 映射缺少列
problem-e104-page =
    映射文件没有写明必填列从何而来，未导入任何数据。
    解决：在映射文件中写明表头，line_no = "Pos"，或拼接：line_no = { "{" } template = "{ "{" }PO{ "}" }-{ "{" }Pos{ "}" }" { "}" }。

problem-e110 = 主键 { $value } 已在第 { $expected } 行出现
problem-e110-title = 文件内主键重复
problem-e110-page =
    文件中有两行主键相同。以第一行为准，后一行被拒绝。
    解决：改正主键，或删除过时的一行。

problem-e111 = { $value } 的 { $column } 与第 { $expected } 行不一致
problem-e111-title = 重复数据前后矛盾
problem-e111-page =
    从业务明细中提取的主数据每行都会出现一次。本行的内容与之前的行不一致。
    解决：改正单元格，或在映射文件中为该实体设置 on_repeat = "first"，以第一行为准。

problem-e117 = { $column }“{ $value }”不存在
problem-e117-title = 引用不存在
problem-e117-page =
    单元格引用的对象（供应商、物料、订单行等）既没有入库，也不在本文件中。
    解决：改正代码，或先导入被引用的数据：先供应商后订单，先订单后收货。

problem-e118 = 公司“{ $value }”是第二家：数据目录已属于 { $expected }
problem-e118-title = 第二家公司
problem-e118-page =
    一个数据目录只有一家公司，其币种、日历和财年决定所有评估。
    解决：改正代码以修改已有的公司；另一家公司请使用自己的目录（`--home`）；工厂和事业部是业务单元。

problem-e201 = { $column } 为空
problem-e201-title = 缺少必填值
problem-e201-page =
    必填列在本行为空，或填的是表示“无”的词（映射文件中的 null_values）。
    解决：补全，或在映射文件中设置常量或备选列：first_of = ["PO date", "Scheduled date"]。

problem-e202 = { $column }“{ $value }”不是数字，应为 { $expected }
problem-e202-title = 不是数字
problem-e202-page =
    数字由数位组成，可带正负号、三位一组的千分位分隔符和一个小数点。文字、单位和科学计数法不会读取。
    解决：改正单元格，或在映射文件中声明该文字表示“无”：null_values = ["see contract"]。

problem-e203 = { $column }“{ $value }”不是日期，应为 { $expected }
problem-e203-title = 不是日期
problem-e203-page =
    该单元格不是 1900 至 2199 年间存在的日期，或写法与本列其他日期不同。带时区偏移的日期（…Z、…+08:00）是时刻，它属于哪一天取决于地点。
    解决：改正单元格，或在映射文件中写明日期格式：date_format = "D-Mon-YY"，也可以写多个：date_format = ["D/M/YYYY", "YYYY-MM-DD"]。

problem-e204 = { $column }“{ $value }”可能是两个不同的日期，请指明 { $expected }
problem-e204-title = 日期有歧义
problem-e204-page =
    本列日期中的两个数都不超过 12，或两种顺序混用，02/03/2026 可能是二月也可能是三月。系统不会猜测。
    解决：在映射文件中指明：date_format = "D/M/YYYY" 或 date_format = "M/D/YYYY"。

problem-e205 = { $column }“{ $value }”不在可选值之内：{ $expected }
problem-e205-title = 不在可选值之内
problem-e205-page =
    该列只接受固定的值：模板中的词、是或否、ISO 4217 货币代码、ISO 3166 国家代码（两位或三位字母，或国名）。
    解决：改正单元格，或在映射文件中转换贵方系统的用词：status = { "{" } column = "State", values = { "{" } "Done" = "closed" { "}" } { "}" }。

problem-e206 = { $column }“{ $value }”的位数超出可保存的精度或范围：{ $expected }
problem-e206-title = 数字过于精确或过大
problem-e206-page =
    数量保留三位小数，价格六位，比率九位，金额按币种；最多存储 18 位数字。系统不会悄悄四舍五入。
    解决：在来源系统中取整，或换用更大的单位（例如每千件价格，price_unit = 1000）。

problem-e207 = { $column }“{ $value }”可能是两个不同的数，请指明 { $expected }
problem-e207-title = 数字有歧义
problem-e207-page =
    文件中没有依据判断 1,234 是一千多还是一点几。系统不会猜测。
    解决：在映射文件的 [file] 下写明 decimal = "point" 或 decimal = "comma"。

problem-e208 = { $column }“{ $value }”不是时刻，应为 { $expected }
problem-e208-title = 不是时刻
problem-e208-page =
    时刻需要日期、时间和时区。单元格没有时区偏移时，必须声明文件的时区；夏令时切换中被跳过或重复的时间不会猜测。
    解决：写明您的时区，`--time-zone Asia/Shanghai` 或映射文件 [file] 下的 time_zone = "Europe/Berlin"（任何 IANA 时区），或导出时带上偏移。

problem-e301 = { $column } 收货 { $value }，订购 { $expected }
problem-e301-title = 收货多于订购
problem-e301-page =
    某订单行的收货合计超过允许值：订购数量乘以 --max-overdelivery（默认 2）。多半是单位错误或重复录入。
    解决：改正数量或单位，或用 --max-overdelivery 5 放宽。

problem-e302 = { $column } { $value } 早于订单日期 { $expected }
problem-e302-title = 收货早于下单
problem-e302-page =
    货物在下单之前就已收到。多半是年份写错，或订单是事后补录的。
    解决：改正其中一个日期；如果订单是事后补录，在映射文件中取最早的日期：ordered_on = { "{" } earliest_of = ["PO date", "Received"] { "}" }。

problem-e303 = { $column } { $value } 与同一单据的 { $expected } 不一致
problem-e303-title = 同一单据两种货币
problem-e303-page =
    一份单据只有一种货币。本行的货币与同一单据之前的行不同。
    解决：改正本行的货币。

problem-e304 = { $column } { $value } 与同一物料的 { $expected } 不一致
problem-e304-title = 单位混用
problem-e304-page =
    同一物料只用一种单位计量，两种单位的数量不能相加。本行的单位与物料或之前的行不同。
    解决：在来源系统中换算数量和价格；如果两个词是同一单位，在映射文件中转换。

problem-e305 = { $column } { $value } 超过上限 { $expected }
problem-e305-title = 数量超过上限
problem-e305-page =
    数量超过本次导入的上限。多半是小数点错位，或把电话号码填进了数量列。
    解决：改正，或用 --max-quantity 提高上限。

problem-e306 = { $column } { $value } 不可能，应为 { $expected }
problem-e306-title = 不可能的数字
problem-e306-page =
    这样的事不会发生：不合格数多于检验数、订购数量为零、汇率为零等。多半是两列填反，或多了一个负号。退货用负的收货表示；订单和检验批不会是负数。
    解决：改正数字；如果两列填反，改正表头或映射文件中的列名。

problem-e307 = { $column } { $value } 过早，应为 { $expected }
problem-e307-title = 日期先后颠倒
problem-e307-page =
    一件事早于必须在它之前发生的事：答复早于工单、判定早于收货、结束早于开始。
    解决：改正其中一个日期；如果订单是事后补录，在映射文件中取最早的日期：ordered_on = { "{" } earliest_of = ["PO date", "Requested"] { "}" }。

problem-e308 = { $column } { $value } 过于靠后，应为 { $expected }
problem-e308-title = 日期在未来
problem-e308-page =
    已经发生的事不会在未来；订单日期最多晚于今天两年，计划交期最多十年。多半是年份写错。
    解决：改正日期，或在映射文件中写明该列的日期写法：date_format = "D/M/YY"。

problem-e309 = { $column } { $value } 与所属单据的供应商 { $expected } 不一致
problem-e309-title = 与订单行的供应商不一致
problem-e309-page =
    本行写的是一个供应商，所属的订单行（或问题单、工单等）却是另一个，会算到错误的供应商头上。
    解决：改正供应商或引用；不提供供应商列时自动取自订单行。如果一个编码已并入另一个，请在供应商的 merged_into 列中写明。

problem-e310 = 价格 { $value } 没有币种，请填写 currency 列，或在映射文件中写明 currency = { "{" } constant = "EUR" { "}" }
problem-e310-title = 价格缺少币种
problem-e310-page =
    没有币种的金额没有意义，系统不会自行假定。
    解决：增加 currency 列，或在映射文件中设置常量：currency = { "{" } constant = "EUR" { "}" }。

problem-e311 = { $column } 为 { $value }：该行保留，但不能说明价格
problem-e311-title = 价格为零
problem-e311-page =
    样品和免费货物的价格可以为零，其他情况多半是错误。该行保留。
    解决：确实免费则无需处理，否则改正价格。

problem-e401 = 文件没有数据行
problem-e401-title = 空文件
problem-e401-page =
    表头以下没有数据，或文件完全为空。空文件多半是导出失败。
    解决：重新导出，并检查读取的工作表是否正确（映射文件中的 `sheet`）。

problem-e402 = 文件在第 { $row } 行中间中断
problem-e402-title = 文件不完整
problem-e402-page =
    最后一行不完整，或某个单元格的引号没有闭合。后面的数据可能缺失，因此未导入任何数据。
    解决：重新导出或复制文件，或补上引号。

problem-e403 = 文本不是 { $expected }
problem-e403-title = 文字无法识别
problem-e403-page =
    本行的字节不符合文件的编码，读取会丢失文字。
    解决：导出为 UTF-8，或在映射文件的 [file] 下写明 encoding = "gb18030"（或其他编码）。

problem-e404 = 本行有 { $value } 个单元格，表头有 { $expected } 个
problem-e404-title = 单元格数量不符
problem-e404-page =
    本行的单元格多于或少于表头。多半是文字中含有分隔符或引号而没有加引号。
    解决：导出时为文字加引号，或换用其他分隔符。

problem-e405 = 文件过大：{ $value }，上限 { $expected }
problem-e405-title = 文件过大
problem-e405-page =
    文件或压缩包内的内容超过了保护服务器的上限。
    解决：拆分文件，或把工作表另存为 CSV：CSV 没有行数上限。

problem-e406 = 文件无法读取：已损坏、有密码保护，或格式与文件名不符
problem-e406-title = 文件无法读取
problem-e406-page =
    文件已损坏、有密码保护，或内容与扩展名不符。
    解决：用电子表格软件打开，另存为 XLSX 或 UTF-8 编码的 CSV。

problem-e407 = 没有找到表头行，请增加一行列名，或在映射文件的 [file] 下写明 header_row = 3
problem-e407-title = 没有表头行
problem-e407-page =
    前几行都不像列名。
    解决：在映射文件的 [file] 下写明 header_row = 3，或加上一行列名。

problem-e408 = 工作簿中没有工作表“{ $value }”，现有 { $expected }
problem-e408-several = 有多个非空工作表：{ $expected }，请指明一个：--sheet 名称
problem-e408-title = 找不到工作表
problem-e408-page =
    工作簿中没有该名称的工作表，或有多个工作表而没有指明。
    解决：在映射文件的 [file] 下写明：sheet = "Deliveries"。

problem-e409 = 文件中的数字混用两种小数点，请指明 { $expected }
problem-e409-title = 小数点混用
problem-e409-page =
    文件中有的数字用逗号作小数点，有的用句点。系统不会猜测。
    解决：在映射文件的列上写明 decimal = "point" 或 decimal = "comma"：price = { "{" } column = "Price", decimal = "comma" { "}" }。

problem-e410 = { $value ->
    [time] 文件未能读完：耗时超过 { $expected }；没有保存其中任何内容
    [memory] 文件未能读完：占用内存超过 { $expected }；没有保存其中任何内容
   *[other] 文件未能读完：读取它的进程意外结束（{ $expected }）；没有保存其中任何内容
    }
problem-e410-title = 读取提前结束
problem-e410-page =
    压缩文件在单独的进程中读取，时间和内存都有上限，任何文件都不会使服务器停止。该文件超过了上限，或使该进程结束，因此整个文件被拒绝。
    解决：把工作表另存为没有此类上限的 CSV，或拆分文件。

intake-reading = 读取 { $file } · { $rows } 行 · 表头在第 { $header } 行
intake-mapped = 已映射 { $mapped } / { $all } 列
intake-ignored = 已忽略：{ $columns }
intake-new = 新增
intake-changed = 变更
intake-unchanged = 未变
intake-rejected = 拒绝
intake-rows = 第 { $rows } 行
intake-next = 下一步：{ $command }
intake-undone = 已撤销：{ $rows } 行恢复原状
