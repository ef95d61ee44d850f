"""Reports and requests of users, from arrival to confirmed closure: the umbrella word is ticket (ISO/IEC 20000-1:2018, 8.6.1-8.6.2)."""
