//! The program `vanthu`.
fn main() {}
