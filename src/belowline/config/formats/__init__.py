"""How dates are written, where it differs from how Django writes them."""
