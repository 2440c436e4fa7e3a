"""The flight plan as pages: pure content, and its layout into a PDF."""
