"""How dates and numbers are written here, instead of how Django writes them."""
