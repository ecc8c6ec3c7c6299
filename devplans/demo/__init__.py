"""A demonstration: real organisations of Mid and South Essex with made-up work in every state (data/README.md)."""
