"""How dates and times are written where Django's own way is not that of our readers: the day first, 24 hours. Dutch needs none."""
