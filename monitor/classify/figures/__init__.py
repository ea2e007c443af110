"""The dead, the hurt and all other numbers of an emergency: counts found, told apart, and settled into one figure each."""
