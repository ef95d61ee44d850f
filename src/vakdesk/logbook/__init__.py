"""What happened: verbs, entries, `act()`, the chain, followers. The ground floor every other room records on."""
