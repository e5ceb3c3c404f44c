"""Files and credentials become Settings, or every problem at once with file and line."""
