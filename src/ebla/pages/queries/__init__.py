"""A generation and a filter in; plain dictionaries for pages, exports and the API out. One module a view."""
