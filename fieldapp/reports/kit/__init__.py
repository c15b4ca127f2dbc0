"""Layout of documents: fonts, Chinese lines, tables, vector codes and handwriting on A4."""
