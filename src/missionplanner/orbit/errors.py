"""The three ways in which a question about an orbit can be refused."""


class OrbitInputError(ValueError):
    """A number given to the orbit package cannot be used; the message names it and its value."""


class ElementsError(ValueError):
    """An element set is malformed, or SGP4 refuses to go to the time asked for."""


class PropagationError(RuntimeError):
    """A trajectory did not meet its tolerance; the message says where and why."""
