"""What a source is, and one file per format that turns a payload into items."""
