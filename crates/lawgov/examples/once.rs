fn main() {
    let text = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let n: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    for _ in 0..n { std::hint::black_box(lawgov::parse(std::hint::black_box(text.as_str()))); }
}
