"""A made-up story, served by a local feed server and lived through by the real program at accelerated time."""
