//! How a limited process can end, as an error of whoever asked.

use super::{Error, ErrorKind};
use ::domain::platform::worker::Ended;

/// The work is at fault, and everything else goes on; only a process that was never there is the machine's.
impl From<&Ended> for Error {
    fn from(ended: &Ended) -> Error {
        let detail = ended.detail();
        match ended {
            Ended::Time { .. } => Error::invalid("worker-time").with("limit", detail),
            Ended::Memory { .. } => Error::invalid("worker-memory").with("limit", detail),
            Ended::Answer { .. } => Error::invalid("worker-answer").with("limit", detail),
            Ended::Crash { .. } => Error::invalid("worker-crash").with("how", detail),
            Ended::NotStarted { .. } => {
                Error::new(ErrorKind::Unavailable, "worker-not-started").with("problem", detail)
            }
        }
    }
}
