"""When to look again: pure decisions, and the few APScheduler jobs that ask for them."""
