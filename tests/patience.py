"""How long tests wait for what must happen: no busy machine takes so long, and no test says that anything is quick."""

PATIENCE = 60.0
"""Seconds after which what didn't happen counts as never happening."""
