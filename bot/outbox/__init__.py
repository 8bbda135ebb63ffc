"""The one door out: rows put in the transaction that makes the message true, delivered after it."""
