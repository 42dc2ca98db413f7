"""The date slot of the MUC-3/4 templates: how well a read event is dated where the event itself is given."""
