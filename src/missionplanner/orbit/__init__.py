"""How things move: time scales, frames, forces, the propagator, relative motion and light."""
