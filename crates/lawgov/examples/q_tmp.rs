use std::io::Write;
fn main() {
    let mut out = std::io::stdout().lock();
    for p in std::env::args().skip(1) {
        let Ok(t) = std::fs::read_to_string(&p) else { continue };
        let q = lawgov::quantities(&t);
        writeln!(out, "{}", lawgov::quantities_to_json(&t, &q, lawgov::OffsetUnit::Char)).unwrap();
    }
}
