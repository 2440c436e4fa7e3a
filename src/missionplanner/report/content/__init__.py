"""What the flight plan says on paper: pure records of text, made from an assessed plan."""
