"""Whether a text is a matter that some government office could have to answer."""
