"""The console's pages and the HTTP API: no rule and no SQL lives here."""
