# The reference of the API.

api-title = API
api-document = OpenAPI document
api-token = Make a token
api-schemas = Objects
api-parameters = Parameters
api-answers = Answers
api-example = Example
api-required = required
