"""Pictures that window and paper share, drawn on any QPainter."""
