"""What kind of answer a matter asks for, and how much attention."""
