"""Documents of word processors and printers (DOCX, PDF): text, tables with rows and cells, pages."""
