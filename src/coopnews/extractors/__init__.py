"""Extractors: functions from a text and what was found in it to records, without state."""
