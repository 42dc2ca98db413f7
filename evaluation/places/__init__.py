"""How well places are found and resolved: three hundred names of conflicts, LGL, GeoWebNews and the place slots of gold."""
