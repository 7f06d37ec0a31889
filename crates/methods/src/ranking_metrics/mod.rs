//! ranking_metrics
