"""Outside → raw items: one module a kind of source, one HTTP client for all of them."""
