"""Pages of instructions: writing them, giving them, and following them."""
