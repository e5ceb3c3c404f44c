"""A small Kurdish newsroom on loopback: invented news, real spellings, and a few faults."""
