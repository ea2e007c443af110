"""An office's configuration folder held against the shipped sample, and what it lacks added to it."""
