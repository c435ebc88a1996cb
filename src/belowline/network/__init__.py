"""The sites of one publisher together: offers, and what is talked about on the others."""
