"""Records in; the shapes that others read out, a module each. Nothing here opens a file, asks a ledger or decides what happened."""
