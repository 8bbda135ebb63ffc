"""Documents to a draft of the plan (`whole.read`); knows neither database nor Telegram.

The bot reads in a child process (`child`), so nothing here loads the libraries of documents before they are needed.
"""
