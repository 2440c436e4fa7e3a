"""The sky and the clock: Earth orientation, Sun and Moon, time scales, frames of element sets."""
