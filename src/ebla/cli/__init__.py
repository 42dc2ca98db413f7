"""The command line: one module per command. Imports of the work itself stand inside the commands, so that `--help` is quick."""
