"""Values in, bytes out, and back: xlsx and pictures."""
