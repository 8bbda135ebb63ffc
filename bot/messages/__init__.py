"""What the bot can say: one typed value a message, rendered to text, buttons and a file in a language."""
