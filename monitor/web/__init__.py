"""Pages and API: no rule and no SQL lives here."""
