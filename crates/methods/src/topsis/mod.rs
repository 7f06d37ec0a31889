//! topsis
