"""What is seen from an orbit and when: nodes, light, passes, ranges."""
