"""Pure rules of Vietnamese text: folding, names of units and people, phones."""
