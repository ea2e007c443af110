"""Rendering of messages and the channels that carry them."""
