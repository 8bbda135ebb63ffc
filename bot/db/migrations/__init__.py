"""Migrations, from the first table on: ordered by number, each goes up and down."""
