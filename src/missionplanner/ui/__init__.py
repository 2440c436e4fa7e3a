"""Widgets: the main window, timeline, orbit view, photos and inspector."""
