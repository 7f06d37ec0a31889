//! concentration
