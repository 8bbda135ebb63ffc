"""A simulated Telegram on loopback and a chat page in the browser."""
