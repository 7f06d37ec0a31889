//! The shipped documents hold what they promise, and bad documents get good messages.

mod shipped;
mod gallery;
mod printing;
mod sample;
