# The screens of users, tokens, settings, audit and health.

sign-in-title = Sign in
sign-in-by-link = Open the one-time link that was printed where Gradus was started.
