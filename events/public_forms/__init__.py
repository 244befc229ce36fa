"""What every form for the public has, whichever room asks: tokens, limits, a trap, fields as we read them."""
