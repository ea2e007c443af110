"""What is it, how grave, whose: classification, statutory grading, training and evaluation."""
