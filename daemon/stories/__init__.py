"""Is this the same event in other words; what happened, where, to whom, and how sure is it."""
