"""The sheets that people fill and read, and their columns: what template, reader, documents and guide are made from."""
