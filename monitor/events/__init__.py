"""Is it the same item, is it the same event, how hot is it."""
