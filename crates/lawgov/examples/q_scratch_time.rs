fn main() {
    let mut all = String::new();
    for p in std::env::args().skip(1) {
        if let Ok(t) = std::fs::read_to_string(&p) {
            all.push_str(&t);
        }
    }
    let n = all.chars().count();
    for _ in 0..3 {
        let t = std::time::Instant::now();
        let q = lawgov::quantities(&all);
        let e = t.elapsed();
        println!("{} quantities, {} chars, {:.1} ns/char", q.len(), n, e.as_nanos() as f64 / n as f64);
    }
    for (name, s) in [
        ("一", "一".repeat(300_000) + "百"),
        ("1", "1".repeat(1_000_000)),
        ("1,1", "1,111".repeat(200_000)),
        ("一是", "一是".repeat(200_000)),
        ("1-", "1-".repeat(300_000)),
        ("百分之", "百分之".repeat(200_000)),
        ("第一次", "第一次".repeat(200_000)),
        ("3至", "3至".repeat(200_000)),
        ("“1", "“1".repeat(200_000)),
        ("十又", "十又".repeat(200_000)),
        ("1 ", "1 ".repeat(300_000)),
        ("半", "半百".repeat(200_000)),
        ("1/", "1/".repeat(200_000)),
        ("5.", "5.".repeat(200_000)),
        ("2023年", "2023年至".repeat(100_000)),
        ("sp", " ".repeat(1_000_000) + "1"),
        ("一1", "一1".repeat(200_000)),
        ("亿", "亿万".repeat(200_000)),
        ("大于1小于2", "大于1小于2".repeat(100_000)),
    ] {
        let c = s.chars().count();
        let t = std::time::Instant::now();
        let q = lawgov::quantities(&s).len();
        println!("{name} {q} {:.1} ns/char", t.elapsed().as_nanos() as f64 / c as f64);
    }
}
