"""The centre's database: tables, transactions and migrations; SQLite for one desk, PostgreSQL for a company."""
