"""The journeys (collect, digest, deliver), one page each; they meet only in the store."""
