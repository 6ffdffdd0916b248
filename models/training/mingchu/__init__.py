"""Training of Mingchu's models: data adapters, splits, networks, losses, export and evaluation."""
