"""Running as a service: the wiring, the clock, signals, the watchdog, the log."""
