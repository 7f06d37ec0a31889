//! Limited processes: the same program, started again for one piece of work, that may die without taking us along.
//!
//! The parent starts it with an empty environment and two pipes. The child limits itself before it reads anything:
//! memory, processor time, open files, no written file, and no network where the system allows to give it up. It answers
//! with records that have their length in front, and a last one with their count; without that the answer is not whole.

mod frame;
mod limits;
mod child;
mod parent;

pub use child::{Emit, called};
pub use parent::Processes;
