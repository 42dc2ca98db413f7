"""Where, on earth: place names to entries of the world gazetteer and of the user's own. Compile, store, find, add. Knows no report."""
