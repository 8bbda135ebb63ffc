"""Who may, tried: every way in × every kind of person, on a whole province."""
