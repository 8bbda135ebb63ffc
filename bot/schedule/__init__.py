"""APScheduler: it keeps no truth, it rings; the rows decide what is due."""
