//! Sums of grade points: each criterion gives points for its grade, the sum gives the
//! overall grade.
//!
//! Source: Theis Feinwerktechnik GmbH, supplier information page: dates 30/20/0, quality
//! 40/30/10, 20/10/0, 10/0 points; A from 90, B from 70, else C.

use thiserror::Error;

/// Why grade points cannot be added.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GradePointsError {
    /// Not one grade per criterion.
    #[error("{found} grades for {expected} criteria; give one grade for each points table")]
    Count {
        /// Grades given.
        found: usize,
        /// Points tables.
        expected: usize,
    },
    /// A grade a criterion does not have.
    #[error("criterion {criterion} has no grade {grade:?}; use one of {}", .known.join(", "))]
    Unknown {
        /// Which criterion, from 1.
        criterion: usize,
        /// The grade given.
        grade: String,
        /// The grades it has.
        known: Vec<String>,
    },
}

/// The points of one criterion by grade.
pub type PointsTable = Vec<(String, f64)>;

/// The sum of the points that the grades earn.
pub fn grade_points(tables: &[PointsTable], grades: &[String]) -> Result<f64, GradePointsError> {
    if tables.len() != grades.len() {
        return Err(GradePointsError::Count {
            found: grades.len(),
            expected: tables.len(),
        });
    }
    let mut points = Vec::with_capacity(grades.len());
    for (index, (table, grade)) in tables.iter().zip(grades).enumerate() {
        let found = table.iter().find(|(name, _)| name == grade);
        let Some((_, value)) = found else {
            return Err(GradePointsError::Unknown {
                criterion: index + 1,
                grade: grade.clone(),
                known: table.iter().map(|(name, _)| name.clone()).collect(),
            });
        };
        points.push(*value);
    }
    Ok(crate::number::sum(points))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn published_example() {
        let table = |rows: &[(&str, f64)]| {
            rows.iter()
                .map(|(grade, points)| ((*grade).to_owned(), *points))
                .collect()
        };
        let tables: Vec<PointsTable> = vec![
            table(&[("A", 30.0), ("B", 20.0), ("C", 0.0)]),
            table(&[("A", 40.0), ("B", 30.0), ("C", 10.0)]),
            table(&[("A", 20.0), ("B", 10.0), ("C", 0.0)]),
            table(&[("A", 10.0), ("C", 0.0)]),
        ];
        let sum = |grades: [&str; 4]| grade_points(&tables, &grades.map(str::to_owned));
        assert_close(
            &[sum(["A", "A", "B", "A"]).unwrap(), sum(["C", "C", "C", "C"]).unwrap()],
            &[90.0, 10.0],
            0.0,
        );
        let error = sum(["A", "A", "A", "B"]).unwrap_err();
        assert_eq!(error.to_string(), "criterion 4 has no grade \"B\"; use one of A, C");
    }
}
