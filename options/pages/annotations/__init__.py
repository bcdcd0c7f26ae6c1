"""Annotations as pages and files show them: marked passages, sentences to choose from, where one stands, in words."""
