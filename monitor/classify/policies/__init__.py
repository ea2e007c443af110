"""Policies that the office follows: which of them an item speaks of, and whether it shows that one is not understood."""
