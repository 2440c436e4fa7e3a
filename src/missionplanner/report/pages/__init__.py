"""How the flight plan looks on paper: lettering, tables and pages, drawn on any paint device."""
