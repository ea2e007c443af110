"""Which emergency a text tells of, if any, and whether it is one of here and now."""
