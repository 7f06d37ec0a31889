//! smaa
