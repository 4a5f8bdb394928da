//! Cells, rows and files of tables.
