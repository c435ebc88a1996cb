"""Makes an editor's picture into the files that pages show; knows no database."""
