"""The graph on disk: generations, the writer, killable readers and the side index."""
