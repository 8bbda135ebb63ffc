"""What may happen: the bot, from the stored update to the message that leaves."""
