"""Vakdesk: an IT service desk that does the whole trade, teaches it, and proves who masters it."""

__version__ = "0.1.0"
