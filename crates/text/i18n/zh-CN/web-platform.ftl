# The screens of users, tokens, settings, audit and health.

sign-in-title = 登录
sign-in-by-link = 请打开启动 Gradus 时显示的一次性链接。
