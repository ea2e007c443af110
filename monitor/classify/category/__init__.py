"""Which class of the taxonomy a matter belongs to."""
