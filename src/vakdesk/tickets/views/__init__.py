"""The desk's side of tickets: find, clean, call one action, render."""
