"""Daily digest, timeliness figures and their formats."""
