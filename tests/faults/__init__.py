"""Real processes, real kills, faults on the wire: nothing lost, nothing twice."""
