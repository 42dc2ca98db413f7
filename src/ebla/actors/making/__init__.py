"""How the roster is made from tables; not needed to read it."""
