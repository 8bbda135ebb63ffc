"""Watching: figures of a running bot, where they are served, and the alerts to the owners."""
