use super::{format, migrate};
use proptest::prelude::*;

/// Lays out `text` and checks all that a layout promises; gives the layout.
fn laid_out(text: &str) -> String {
    let once = format(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(format(&once).as_deref(), Ok(once.as_str()), "laid out twice differs from once:\n{text}");
    assert_eq!(value(&once), value(text), "the value changed:\n{text}\n--- became\n{once}");
    assert_eq!(comments(&once), comments(text), "comments changed:\n{text}\n--- became\n{once}");
    once
}

fn value(text: &str) -> String {
    // Spans are dropped; everything else of the parsed value counts.
    fn show(value: &toml::de::DeValue<'_>, out: &mut String) {
        use toml::de::DeValue;
        match value {
            DeValue::Array(array) => {
                out.push('[');
                array.iter().for_each(|element| {
                    show(element.get_ref(), out);
                    out.push(',');
                });
                out.push(']');
            }
            DeValue::Table(table) => {
                out.push('{');
                table.iter().for_each(|(key, element)| {
                    out.push_str(&format!("{:?}=", key.get_ref()));
                    show(element.get_ref(), out);
                    out.push(',');
                });
                out.push('}');
            }
            scalar => out.push_str(&format!("{scalar:?}")),
        }
    }
    let mut out = String::new();
    let table = toml::de::DeTable::parse(text).expect("TOML");
    show(&toml::de::DeValue::Table(table.into_inner()), &mut out);
    out
}

fn comments(text: &str) -> Vec<String> {
    let tokens = toml_parser::Source::new(text).lex();
    let comments = tokens.filter(|token| token.kind() == toml_parser::lexer::TokenKind::Comment);
    let mut comments: Vec<String> =
        comments.map(|token| text[token.span().start()..token.span().end()].trim_end().to_string()).collect();
    comments.sort();
    comments
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(laid_out(text), expected);
}

#[test]
fn nested_tables_are_indented_and_set_apart() {
    check(
        "\n\nformat=1\n[[issues]]\nid='a'\n\n\n[[issues.options]]\nid = \"x\"\n[[ issues . options ]]\nid=\"y\"\n[views.A]\n[views.A.weights]\nq={a=1}\n[views.B]\n",
        "format = 1\n\n[[issues]]\nid = 'a'\n\n  [[issues.options]]\n  id = \"x\"\n\n  [[issues.options]]\n  id = \"y\"\n\n[views.A]\n\n  [views.A.weights]\n  q = { a = 1 }\n\n[views.B]\n",
    );
}

#[test]
fn comments_stay_with_what_they_stand_on() {
    check(
        "# file\n\n  # also file\na=1 #one\n# after\n\n# before\n[b]\n\n# first\nx=1\n  # tail\n",
        "# file\n\n# also file\na = 1  #one\n# after\n\n# before\n[b]\n# first\nx = 1\n# tail\n",
    );
    check(
        "[[i]]\nid=1\n# about the option\n[[i.o]]\nid=2\n# end of the option\n\n# ---- next ----\n\n[[i]]\n",
        "[[i]]\nid = 1\n\n  # about the option\n  [[i.o]]\n  id = 2\n  # end of the option\n\n# ---- next ----\n\n[[i]]\n",
    );
    check("[a]\n# only\n[b]\n\n# end\n", "[a]\n\n# only\n[b]\n\n# end\n");
}

#[test]
fn arrays_take_one_line_or_one_line_per_element() {
    check("a = [ 1 ,2,\n3, ]\nb=[]\nc=[[1,2],\n[3]]", "a = [1, 2, 3]\nb = []\nc = [[1, 2], [3]]\n");
    let long = "\"a clause of some length\"";
    check(
        &format!("a = [{long}, {long}, {long}, {long}, {long}]"),
        &format!("a = [\n  {long},\n  {long},\n  {long},\n  {long},\n  {long},\n]\n"),
    );
    check(
        "a = [ # first\n 1, # one\n\n\n # own\n 2 # two\n , # three\n\n]",
        "a = [  # first\n  1,  # one\n\n  # own\n  2,  # two\n  # three\n]\n",
    );
}

#[test]
fn inline_tables_stay_on_one_line_unless_a_comment_breaks_them() {
    check(
        "a={low=1,best=2,sources=['x' , \"y\"]}\nb={}",
        "a = { low = 1, best = 2, sources = ['x', \"y\"] }\nb = {}\n",
    );
    check("a={low=1,\nbest=2}", "a = { low = 1, best = 2 }\n");
    check("a={low=1, # why\nbest=2}", "a = {\n  low = 1,  # why\n  best = 2,\n}\n");
    check("a={b=[1, # why\n2], c=3}", "a = { b = [\n  1,  # why\n  2,\n], c = 3 }\n");
}

#[test]
fn words_are_left_as_written() {
    check(
        "a=+1_000.50e2\nb=1979-05-27 07:32:00\n\"c d\" . 'e'=0xFF\nt=\"\"\"\n  two\n\n  lines # no comment\n\"\"\"\nu=-inf",
        "a = +1_000.50e2\nb = 1979-05-27 07:32:00\n\"c d\".'e' = 0xFF\nt = \"\"\"\n  two\n\n  lines # no comment\n\"\"\"\nu = -inf\n",
    );
    check("\u{feff}a = 1\r\n# c\r\n[b]\r\n", "a = 1\n\n# c\n[b]\n");
    check("", "");
    check("\n # c", "# c\n");
}

#[test]
fn what_is_not_toml_is_refused_with_its_place() {
    let error = format("a = 1\nb = [1,\n").expect_err("not TOML");
    assert_eq!(error.line, 2, "{error}");
    assert!(!error.message.contains('\n'));
    assert!(format(&format!("a = {}", "[".repeat(100_000))).is_err());
    assert!(format("a = 1\na = 2\n").is_err());
}

#[test]
fn migration_says_every_change() {
    let draft = "# draft\nformat = 0\n[[rules]]\nid = \"r\"\nkind = \"requires\"\nwhen = [\"guarantee\", # which\n \"nato\"]\noptions = [[\"alliance\", \"open\"]]\n[[interactions]]\nid = \"i\"\na = [\"x\", \"y\"]\nb = \"z.w\"\n";
    let (now, changes) = migrate(draft).expect("migrates");
    assert_eq!(
        now,
        "# draft\nformat = 1\n[[rules]]\nid = \"r\"\nkind = \"requires\"\n# which\nwhen = \"guarantee.nato\"\noptions = [\"alliance.open\"]\n[[interactions]]\nid = \"i\"\na = \"x.y\"\nb = \"z.w\"\n"
    );
    assert_eq!(
        changes,
        [
            "format 0 is now format 1.",
            "rule r, `when`: the pair [\"guarantee\", \"nato\"] is now \"guarantee.nato\".",
            "rule r, `options`: the pair [\"alliance\", \"open\"] is now \"alliance.open\".",
            "interaction i, `a`: the pair [\"x\", \"y\"] is now \"x.y\".",
        ]
    );
    assert_eq!(migrate(&now), Ok((now.clone(), Vec::new())));
    laid_out(&now);
}

#[test]
fn migration_refuses_what_it_does_not_know() {
    for (text, line) in [
        ("format = 2\n", 1),
        ("\nformat = \"1\"\n", 2),
        ("format = 0\n[[norms]]\nforbids = [[\"a\"]]\n", 3),
        ("format = 0\n[[norms]]\nforbids = [[\"a b\", \"c\"]]\n", 3),
        ("format = 0\n[[rules]]\nwhen = 3\n", 3),
        ("format = \n", 1),
    ] {
        assert_eq!(migrate(text).map_err(|error| error.line), Err(line), "{text}");
    }
    assert_eq!(migrate("\u{feff}format = 0\r\n").map(|(text, _)| text), Ok("\u{feff}format = 1\r\n".into()));
    let odd = "format = 0\nrules = 3\nnorms = [1]\n[factors]\noptions = 4\n";
    assert!(migrate(odd).is_ok(), "what is no list of tables is left for the reader to judge");
}

#[test]
fn shipped_scenarios() {
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                let text = std::fs::read_to_string(&path).expect("readable");
                if toml::de::DeTable::parse(&text).is_ok() {
                    laid_out(&text);
                }
            }
        }
    }
}

/// Space that may stand between two elements of an array or inline table.
fn trivia() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        2 => Just(" ".to_string()),
        1 => Just("\n\n\n\t".to_string()),
        1 => "[a-z,\\]}\" ]{0,6}".prop_map(|text| format!(" #{text}\n")),
        1 => "[a-z]{0,6}".prop_map(|text| format!("\n# {text}\n\n# {text}\r\n")),
    ]
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        (-99i32..99).prop_map(|number| number.to_string()),
        Just("1.50".to_string()),
        Just("1979-05-27".to_string()),
        Just("'''\n a\n\n#b'''".to_string()),
        "[a-zé#,=\\[\\] ]{0,60}".prop_map(|text| format!("\"{text}\"")),
    ]
}

fn any_value() -> impl Strategy<Value = String> {
    scalar().prop_recursive(3, 20, 5, |inner| {
        let part = (trivia(), inner, trivia());
        let parts = proptest::collection::vec(part, 0..6);
        (any::<bool>(), parts, any::<bool>(), trivia()).prop_map(|(array, parts, comma, end)| {
            let count = parts.len();
            let mut text = String::from(if array { "[" } else { "{" });
            for (n, (before, value, after)) in parts.into_iter().enumerate() {
                text.push_str(&before);
                if !array {
                    text.push_str(&format!("k{n} ="));
                }
                text.push_str(&value);
                text.push_str(&after);
                if n + 1 < count || comma {
                    text.push(',');
                }
            }
            text.push_str(&end);
            text.push(if array { ']' } else { '}' });
            text
        })
    })
}

fn document() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        3 => any_value().prop_map(|value| format!("KEY = {value}\n")),
        1 => any_value().prop_map(|value| format!(" KEY . x= {value} # c\n")),
        2 => Just("\n".to_string()),
        2 => "[a-z\\[\\]]{0,8}".prop_map(|text| format!("  # {text} \n")),
        1 => Just("[[a]]\n".to_string()),
        1 => Just(" [[a.b]] # t\n".to_string()),
        1 => Just("[KEY]\n".to_string()),
        1 => Just("[[c . \"d\"]]\n".to_string()),
        1 => Just("[ [not toml\n".to_string()),
    ];
    proptest::collection::vec(line, 0..16).prop_map(|lines| {
        let named = lines.iter().enumerate().map(|(n, line)| line.replace("KEY", &format!("key{n}")));
        named.collect::<String>()
    })
}

proptest! {
    #[test]
    fn layout_keeps_meaning_and_comments(text in document()) {
        match toml::de::DeTable::parse(&text) {
            Ok(_) => drop(laid_out(&text)),
            Err(_) => prop_assert!(format(&text).is_err()),
        }
    }

    #[test]
    fn nothing_panics(text in "[\\[\\]{}=#,.\"'a1 \n\r\t]{0,40}") {
        if format(&text).is_ok() {
            laid_out(&text);
        }
        let _ = migrate(&text);
    }
}
