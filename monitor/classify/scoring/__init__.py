"""How learned models see and score a text: n-grams, linear models, what they say together, one file a model."""
