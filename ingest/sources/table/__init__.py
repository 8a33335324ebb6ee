"""Tables of any common format as rows of typed cells, each with its place: CSV, TSV, XLSX, ODS, JSON, JSON Lines."""
