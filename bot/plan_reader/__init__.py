"""Documents to a draft of the plan; knows neither database nor Telegram."""
