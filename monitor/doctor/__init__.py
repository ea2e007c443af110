"""``monitor doctor``: the usual mistakes, and how to mend each."""
