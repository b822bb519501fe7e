//! What is made from the description of the format is as committed. `ZOPA_BLESS=1` writes the files anew.

use std::path::Path;

fn current(path: &str, now: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    if std::env::var_os("ZOPA_BLESS").is_some() {
        std::fs::write(&path, now).expect("a writable file");
    }
    let then = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        then == now,
        "{} is out of date: run ZOPA_BLESS=1 cargo test -p zopa --test shape",
        path.display()
    );
}

#[test]
fn the_schema_is_current() {
    current("docs/zopa-scenario.schema.json", &zopa::schema::schema());
}

#[test]
fn the_reference_is_current() {
    current("docs/reference/scenario.md", &zopa::shape::reference());
}

/// Two tables of one name would share a definition in the schema.
#[test]
fn every_table_has_a_name_of_its_own() {
    let schema: serde_json::Value = serde_json::from_str(&zopa::schema::schema()).expect("JSON");
    let definitions = schema["$defs"].as_object().expect("definitions");
    assert!(definitions.values().all(|made| made.is_object()), "every definition was made");
    let reference = zopa::shape::reference();
    assert!(reference.lines().count() > definitions.len());
}
