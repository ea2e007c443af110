"""Outside → raw item: one module a kind of source, one HTTP client, and readers for files handed in."""
