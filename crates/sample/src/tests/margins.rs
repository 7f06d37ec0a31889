//! Margins.
use super::measure::Facts;
use super::{slow_tests, written};
use crate::plan::{self, Plan, Character};
use crate::roster::World;
use crate::goods::Goods;

#[test]
fn look() {
    if !slow_tests() { return; }
    let plan = Plan::demo();
    let t = std::time::Instant::now();
    let w = written(&plan);
    println!("written in {:?} rows {}", t.elapsed(), w.manifest.rows());
    for f in &w.manifest.files { print!("{}={} ", f.kind, f.rows); }
    println!();
    let world = World::new(&plan, Goods::new());
    let facts = Facts::read(w.folder.path());
    println!("read {:?}", t.elapsed());
    for q in [3, 7] { for min in [5, 10] {
        println!("== quarter {q} min {min}");
        let cards: Vec<_> = (0..facts.suppliers.len()).map(|s| facts.card(s, q, min)).collect();
        for ch in Character::ALL {
            let of: Vec<_> = world.suppliers.iter().zip(&cards).filter(|(s, _)| s.character == ch).collect();
            let mut comp: Vec<f64> = of.iter().filter(|(_, c)| c.official()).filter_map(|(_, c)| c.composite).collect();
            comp.sort_by(f64::total_cmp);
            let mean = |i: usize| { let v: Vec<f64> = of.iter().filter_map(|(_, c)| c.points[i]).collect(); if v.is_empty() { f64::NAN } else { v.iter().sum::<f64>() / v.len() as f64 } };
            let n = |i: usize| of.iter().filter(|(_, c)| c.points[i].is_some()).count();
            let mut g = [0; 4];
            for (_, c) in &of { if c.official() { g[(c.grade() as u8 - b'A') as usize] += 1; } }
            print!("{ch:?} n={} official={} grades {:?} comp {:.1}/{:.1}/{:.1} |", of.len(), comp.len(), g, comp.first().unwrap_or(&f64::NAN), comp.get(comp.len()/2).unwrap_or(&f64::NAN), comp.last().unwrap_or(&f64::NAN));
            for i in 0..12 { print!(" {:.0}({})", mean(i), n(i)); }
            let mincov = of.iter().map(|(_, c)| c.coverage).fold(100.0_f64, f64::min);
            let maxcov = of.iter().map(|(_, c)| c.coverage).fold(0.0_f64, f64::max);
            let minrisk = of.iter().filter_map(|(_, c)| c.dimensions[5]).fold(100.0_f64, f64::min);
            println!(" cov {mincov:.0}-{maxcov:.0} risk>={minrisk:.0}");
        }
    }}
    for q in 0..8 {
        let d = facts.quarters[q];
        let mut a = [0.0; 4];
        for (_, day, v) in &facts.lots { if (d.from..=d.to).contains(day) { for i in 0..4 { a[i] += v[i]; } } }
        let spend: f64 = facts.orders.iter().flatten().filter(|(day, _)| (d.from..=d.to).contains(day)).map(|(_, v)| v).sum();
        let effort: f64 = facts.effort.iter().filter(|(_, day, _)| (d.from..=d.to).contains(day)).map(|(_, _, v)| v).sum();
        let core = |f: &dyn Fn(&[(i32, f64)]) -> f64| -> f64 { world.suppliers.iter().zip(&facts.orders).filter(|(s, _)| s.character == Character::Strategic).map(|(_, o)| f(o)).sum() };
        let cl = core(&|o| o.iter().filter(|(day, _)| (d.from..=d.to).contains(day)).count() as f64);
        let cv = core(&|o| o.iter().filter(|(day, _)| (d.from..=d.to).contains(day)).map(|(_, v)| v).sum());
        println!("q{q} accept pieces {:.2} value {:.2} spend {:.1}M effort {:.2}M ratio {:.1} core lines {cl} value {:.1}M", 100.0*a[1]/a[0], 100.0*a[3]/a[2], spend/1e6, effort/1e6, spend/effort, cv/1e6);
        let mut by = std::collections::BTreeMap::new();
        for (s, o) in world.suppliers.iter().zip(&facts.orders) { *by.entry(format!("{:?}", s.character)).or_insert(0.0) += o.iter().filter(|(day, _)| (d.from..=d.to).contains(day)).map(|(_, v)| v).sum::<f64>() / spend; }
        if q == 3 || q == 7 { println!("   {by:.3?}"); 
            let mut cat = [0.0; 9];
            for (s, o) in world.suppliers.iter().zip(&facts.orders) { cat[s.categories[0]] += o.iter().filter(|(day, _)| (d.from..=d.to).contains(day)).map(|(_, v)| v).sum::<f64>() / spend; }
            println!("   {:?}", plan::CATEGORIES.iter().zip(cat).map(|(c, v)| format!("{} {v:.3}", c.code)).collect::<Vec<_>>());
        }
    }
    for s in crate::stories() { if let Some(code) = s.supplier_code {
        let i = facts.suppliers.iter().position(|c| c == code).unwrap();
        for q in 0..8 { let c = facts.card(i, q, 5); println!("{} {code} q{q} comp {:.1?} cov {:.0} grade {} otd {:.1?} price {:.1?} compl {:.0?} stab {:.0?}", s.id, c.composite, c.coverage, c.grade(), c.values[4], c.values[2], c.values[11], c.values[10]); }
    }}
}
