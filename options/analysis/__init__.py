"""The engine: pure functions over frozen values. No Django, no database, no clock."""
