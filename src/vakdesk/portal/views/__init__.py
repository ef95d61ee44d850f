"""Designed for somebody with a broken laptop and no patience."""
