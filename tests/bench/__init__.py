"""Measured on the running machine, beside a bare peer where there is one; nothing is written."""
