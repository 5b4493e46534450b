"""The polite HTTP client and the folder reader."""
