//! Parquet files, as far as a flat table needs them: plain encoding, gzip, one page for each column of a row group.
//!
//! The format: <https://parquet.apache.org/docs/file-format/>. Its headers and footer are written by a library; the full
//! `parquet` crate would bring second versions of crates that are here already, the clock and a source of randomness. Rows
//! are gathered column by column and written as a row group; of what is written only the places stay in memory.

use flate2::Compression;
use flate2::write::GzEncoder;
use parquet_format::thrift::protocol::{
    TCompactOutputProtocol, TFieldIdentifier, TListIdentifier, TOutputProtocol, TStructIdentifier, TType,
};
use parquet_format::{
    ColumnChunk, ColumnMetaData, CompressionCodec, ConvertedType, DataPageHeader, Encoding,
    FieldRepetitionType, KeyValue, LogicalType, PageHeader, PageType, RowGroup, SchemaElement, StringType,
    Type,
};
use std::io::{self, Write};

/// What stands at the start and at the end of every file.
const MAGIC: &[u8] = b"PAR1";

/// Bytes that are gathered before a row group is written: enough for readers to be quick, and little memory.
const GROUP: usize = 32 << 20;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Flag,
    /// A whole number.
    Whole,
    /// A number in floating point.
    Number,
    /// Text.
    Text,
}

/// Bits in the order of the format: the first is the lowest of the first byte.
#[derive(Debug, Default)]
struct Bits {
    bytes: Vec<u8>,
    len: usize,
    set: usize,
}

impl Bits {
    fn push(&mut self, bit: bool) {
        if self.len.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (self.len % 8);
        }
        self.len += 1;
        self.set += usize::from(bit);
    }

    fn clear(&mut self) {
        self.bytes.clear();
        (self.len, self.set) = (0, 0);
    }

    /// As one run of the hybrid of runs and packed bits, with its length in front: the levels of a page.
    fn levels(&self) -> io::Result<Vec<u8>> {
        let mut run = Vec::new();
        if self.set == 0 || self.set == self.len {
            varint(&mut run, self.len << 1);
            run.push(u8::from(self.set > 0));
        } else {
            varint(&mut run, self.bytes.len() << 1 | 1);
            run.extend(&self.bytes);
        }
        let mut levels = size(run.len())?.to_le_bytes().to_vec();
        levels.extend(run);
        Ok(levels)
    }
}

/// A column and its cells in the row group that is gathered. Any cell may be missing.
#[derive(Debug)]
pub struct Column {
    name: String,
    kind: Kind,
    /// For each row whether there is a cell.
    there: Bits,
    /// The cells that are there, in plain encoding, unless they are flags.
    plain: Vec<u8>,
    flags: Bits,
}

impl Column {
    /// An empty column.
    pub fn new(name: String, kind: Kind) -> Column {
        Column { name, kind, there: Bits::default(), plain: Vec::new(), flags: Bits::default() }
    }

    /// Adds a flag, or a missing cell.
    pub fn flag(&mut self, cell: Option<bool>) {
        self.there.push(cell.is_some());
        cell.into_iter().for_each(|cell| self.flags.push(cell));
    }

    /// Adds a whole number.
    pub fn whole(&mut self, cell: i64) {
        self.there.push(true);
        self.plain.extend(cell.to_le_bytes());
    }

    /// Adds a number.
    pub fn number(&mut self, cell: f64) {
        self.there.push(true);
        self.plain.extend(cell.to_le_bytes());
    }

    /// Adds a text.
    pub fn text(&mut self, cell: &str) -> io::Result<()> {
        self.there.push(true);
        self.plain.extend(size(cell.len())?.to_le_bytes());
        self.plain.extend(cell.as_bytes());
        Ok(())
    }

    /// Adds missing cells until there are `rows`.
    fn fill(&mut self, rows: usize) {
        while self.there.len < rows {
            self.there.push(false);
        }
    }

    /// Its name, and for each row gathered whether there is a cell.
    #[cfg(test)]
    pub fn outline(&self) -> (&str, Vec<bool>) {
        let there = |row: usize| self.there.bytes[row / 8] >> (row % 8) & 1 == 1;
        (&self.name, (0..self.there.len).map(there).collect())
    }

    /// Bytes it takes up.
    fn gathered(&self) -> usize {
        self.there.bytes.len() + self.plain.len() + self.flags.bytes.len()
    }

    fn of(&self) -> Type {
        match self.kind {
            Kind::Flag => Type::BOOLEAN,
            Kind::Whole => Type::INT64,
            Kind::Number => Type::DOUBLE,
            Kind::Text => Type::BYTE_ARRAY,
        }
    }

    fn element(&self) -> SchemaElement {
        let text = self.kind == Kind::Text;
        SchemaElement {
            type_: Some(self.of()),
            repetition_type: Some(FieldRepetitionType::OPTIONAL),
            converted_type: text.then_some(ConvertedType::UTF8),
            logical_type: text.then_some(LogicalType::STRING(StringType {})),
            ..element(&self.name)
        }
    }

    /// Its page, header and all, and how long that would be if it were not compressed; the column is empty again.
    fn page(&mut self) -> io::Result<(Vec<u8>, usize)> {
        let levels = self.there.levels()?;
        let cells = if self.kind == Kind::Flag { &self.flags.bytes } else { &self.plain };
        let length = levels.len() + cells.len();
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(&levels)?;
        gzip.write_all(cells)?;
        let body = gzip.finish()?;
        let header = PageHeader {
            type_: PageType::DATA_PAGE,
            uncompressed_page_size: size(length)?,
            compressed_page_size: size(body.len())?,
            crc: None,
            data_page_header: Some(DataPageHeader {
                num_values: size(self.there.len)?,
                encoding: Encoding::PLAIN,
                definition_level_encoding: Encoding::RLE,
                repetition_level_encoding: Encoding::RLE,
                statistics: None,
            }),
            index_page_header: None,
            dictionary_page_header: None,
            data_page_header_v2: None,
        };
        let mut page = Vec::new();
        header
            .write_to_out_protocol(&mut TCompactOutputProtocol::new(&mut page))
            .map_err(io::Error::other)?;
        let plain = page.len() + length;
        page.extend(body);
        self.there.clear();
        self.flags.clear();
        self.plain.clear();
        Ok((page, plain))
    }

    /// What the footer says of its cells in one row group.
    fn chunk(&self, rows: i64, at: Place) -> ColumnChunk {
        ColumnChunk {
            file_path: None,
            file_offset: at.offset,
            meta_data: Some(ColumnMetaData {
                type_: self.of(),
                encodings: vec![Encoding::PLAIN, Encoding::RLE],
                path_in_schema: vec![self.name.clone()],
                codec: CompressionCodec::GZIP,
                num_values: rows,
                total_uncompressed_size: at.plain,
                total_compressed_size: at.length,
                key_value_metadata: None,
                data_page_offset: at.offset,
                index_page_offset: None,
                dictionary_page_offset: None,
                statistics: None,
                encoding_stats: None,
                bloom_filter_offset: None,
                bloom_filter_length: None,
                size_statistics: None,
            }),
            offset_index_offset: None,
            offset_index_length: None,
            column_index_offset: None,
            column_index_length: None,
            crypto_metadata: None,
            encrypted_column_metadata: None,
        }
    }
}

/// Where a page stands in the file, in bytes.
#[derive(Debug, Clone, Copy)]
struct Place {
    offset: i64,
    length: i64,
    /// Its length if it were not compressed.
    plain: i64,
}

/// A file that is written row group by row group.
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
    at: i64,
    columns: Vec<Column>,
    /// Rows of each row group, and where its pages stand.
    groups: Vec<(i64, Vec<Place>)>,
}

impl<W: Write> Writer<W> {
    /// Begins a file.
    pub fn new(mut out: W, columns: Vec<Column>) -> io::Result<Writer<W>> {
        out.write_all(MAGIC)?;
        Ok(Writer { out, at: 4, columns, groups: Vec::new() })
    }

    /// The columns, to add cells to.
    pub fn columns(&mut self) -> &mut [Column] {
        &mut self.columns
    }

    /// Ends rows, as many as the longest column has: in the others, cells that were not given are missing. The rows
    /// gathered become a row group once they are many.
    pub fn end_rows(&mut self) -> io::Result<()> {
        let rows = self.rows();
        self.columns.iter_mut().for_each(|column| column.fill(rows));
        let gathered: usize = self.columns.iter().map(Column::gathered).sum();
        if gathered >= GROUP { self.flush() } else { Ok(()) }
    }

    /// Rows that are gathered.
    fn rows(&self) -> usize {
        self.columns.iter().map(|column| column.there.len).max().unwrap_or(0)
    }

    /// Writes the rows gathered as a row group.
    fn flush(&mut self) -> io::Result<()> {
        let rows = i64::from(size(self.rows())?);
        if rows == 0 {
            return Ok(());
        }
        let mut places = Vec::with_capacity(self.columns.len());
        for column in &mut self.columns {
            let (page, plain) = column.page()?;
            self.out.write_all(&page)?;
            let (length, plain) = (i64::from(size(page.len())?), i64::from(size(plain)?));
            places.push(Place { offset: self.at, length, plain });
            self.at += length;
        }
        self.groups.push((rows, places));
        Ok(())
    }

    /// Writes the rows that are left, and the footer with notes by key; gives back what was written to.
    pub fn finish(mut self, by: &str, notes: Vec<(&str, String)>) -> io::Result<W> {
        self.flush()?;
        let length = self.footer(by, notes)?;
        self.out.write_all(&size(length)?.to_le_bytes())?;
        self.out.write_all(MAGIC)?;
        Ok(self.out)
    }

    /// The file's `FileMetaData`, field by field, so that it is never in memory as a whole; its length in bytes.
    fn footer(&mut self, by: &str, notes: Vec<(&str, String)>) -> io::Result<usize> {
        let Writer { out, columns, groups, .. } = self;
        let mut root = element("worlds");
        root.num_children = Some(size(columns.len())?);
        let elements: Vec<SchemaElement> =
            std::iter::once(root).chain(columns.iter().map(Column::element)).collect();
        let rows: i64 = groups.iter().map(|(rows, _)| rows).sum();
        let notes: Vec<KeyValue> =
            notes.into_iter().map(|(key, value)| KeyValue { key: key.into(), value: Some(value) }).collect();
        let mut counted = Counted { out, bytes: 0, error: None };
        let to = &mut TCompactOutputProtocol::new(&mut counted);
        let mut write = || -> parquet_format::thrift::Result<()> {
            let list = |length: usize| TListIdentifier::new(TType::Struct, length as u32);
            let field = |name: &str, of, id| TFieldIdentifier::new(name, of, id);
            to.write_struct_begin(&TStructIdentifier::new("FileMetaData"))?;
            to.write_field_begin(&field("version", TType::I32, 1))?;
            to.write_i32(1)?;
            to.write_field_begin(&field("schema", TType::List, 2))?;
            to.write_list_begin(&list(elements.len()))?;
            for element in &elements {
                element.write_to_out_protocol(to)?;
            }
            to.write_field_begin(&field("num_rows", TType::I64, 3))?;
            to.write_i64(rows)?;
            to.write_field_begin(&field("row_groups", TType::List, 4))?;
            to.write_list_begin(&list(groups.len()))?;
            for (rows, places) in groups.iter() {
                group(columns, *rows, places).write_to_out_protocol(to)?;
            }
            to.write_field_begin(&field("key_value_metadata", TType::List, 5))?;
            to.write_list_begin(&list(notes.len()))?;
            for note in &notes {
                note.write_to_out_protocol(to)?;
            }
            to.write_field_begin(&field("created_by", TType::String, 6))?;
            to.write_string(by)?;
            to.write_field_stop()?;
            to.write_struct_end()?;
            Ok(())
        };
        let written = write();
        match (written, counted.error) {
            (_, Some(error)) => Err(error),
            (written, None) => written.map(|()| counted.bytes).map_err(io::Error::other),
        }
    }
}

/// Counts what goes through, and keeps the error that the library would put in its own words.
struct Counted<W> {
    out: W,
    bytes: usize,
    error: Option<io::Error>,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.out.write_all(bytes) {
            Ok(()) => {
                self.bytes += bytes.len();
                Ok(bytes.len())
            }
            Err(error) => {
                let kind = error.kind();
                self.error = Some(error);
                Err(kind.into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn group(columns: &[Column], rows: i64, places: &[Place]) -> RowGroup {
    RowGroup {
        columns: columns.iter().zip(places).map(|(column, &place)| column.chunk(rows, place)).collect(),
        total_byte_size: places.iter().map(|place| place.plain).sum(),
        num_rows: rows,
        sorting_columns: None,
        file_offset: places.first().map(|place| place.offset),
        total_compressed_size: Some(places.iter().map(|place| place.length).sum()),
        ordinal: None,
    }
}

fn element(name: &str) -> SchemaElement {
    SchemaElement {
        type_: None,
        type_length: None,
        repetition_type: None,
        name: name.into(),
        num_children: None,
        converted_type: None,
        scale: None,
        precision: None,
        field_id: None,
        logical_type: None,
    }
}

/// Sizes in the format are signed 32-bit numbers.
fn size(bytes: usize) -> io::Result<i32> {
    i32::try_from(bytes)
        .map_err(|_| io::Error::other("a part of the file would be larger than the format allows"))
}

fn varint(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
