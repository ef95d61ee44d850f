"""Suppliers: who delivers to us, under which contract."""
