"""How mail gets here: mailboxes, what goes wrong with them in words, and the threads that watch them."""
