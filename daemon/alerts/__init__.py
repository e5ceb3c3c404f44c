"""What a recipient reads: composing digests from stored articles, and rendering them."""
