"""Bank holidays and closure days as data, and the one reader of both."""
