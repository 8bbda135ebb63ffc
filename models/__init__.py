"""What exists: tables, statuses, constraints and the pure rules about a row's own state."""
