"""Working days, days off and deadline arithmetic; pure."""
