# The reference of the API.

api-title = API 参考
api-document = OpenAPI 文档
api-token = 创建令牌
api-schemas = 对象
api-parameters = 参数
api-answers = 返回
api-example = 示例
api-required = 必填
