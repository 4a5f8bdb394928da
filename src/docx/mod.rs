//! Boxes → a WordprocessingML package (DOCX).
