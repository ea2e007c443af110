"""How grave an emergency is by statute."""
