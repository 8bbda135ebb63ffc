"""How Telegram asks for it: one routing table, then one file a subject."""
