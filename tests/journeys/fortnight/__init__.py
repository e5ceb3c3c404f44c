"""A fortnight of the demo's newsroom, lived through in seconds, and every mail that came of it."""
