"""How a publication looks: colours, typefaces and widths, and whether they can be read."""
