"""How fast reports are read, in how much memory, and how large an installation is. Quality is measured in `evaluation/`."""
