"""Mentions → linked records: who is who, who says what, which figures are one fact."""
