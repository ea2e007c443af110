"""SQLModel tables, sessions, queries and migrations."""
