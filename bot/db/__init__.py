"""The database: engines, the one transaction, migrations. What differs between SQLite and PostgreSQL stays here."""
