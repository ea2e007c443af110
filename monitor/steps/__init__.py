"""The use cases: read once, decide with pure code, write once, in one transaction."""
