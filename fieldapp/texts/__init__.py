"""Words for codes, in the user's language: documents, command line, centre pages and errors."""
