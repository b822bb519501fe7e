//! The renderers, held to what they promise: any document renders, markup is
//! sound, nothing overflows, and no picture stands without its words.

mod any;
mod csv;
mod demo;
mod docx;
mod html;
mod svg;
mod text;
