"""Use cases, one subject a file: load, decide, change rows, put messages; flush, never commit."""
