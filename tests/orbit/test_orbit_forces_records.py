"""Forces that cannot be are refused in one sentence that names the number."""

from collections.abc import Callable

import pytest

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Drag, Forces, Radiation, Thrust


def engine(**changes: object) -> Thrust:
    values: dict[str, object] = {
        "thrust_n": 2950.0,
        "isp_s": 302.0,
        "mass_kg": 7152.0,
        "start_s": 0.0,
        "direction_lvlh": (1.0, 0.0, 0.0),
    }
    return Thrust(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Forces(gravity_degree=1), "gravity_degree is 1; it must be 0 or 2 to 36"),
        (lambda: Forces(gravity_degree=-2), "gravity_degree is -2"),
        (lambda: Forces(gravity_degree=37), "gravity_degree is 37"),
        (lambda: Forces(gravity_degree=8, gravity_order=9), "gravity_order is 9; it must be 0 to the degree, 8"),
        (lambda: Forces(gravity_degree=0, gravity_order=1), "gravity_order is 1"),
        (lambda: Drag(ballistic_m2pkg=-0.1), "ballistic_m2pkg is -0.1"),
        (lambda: Drag(ballistic_m2pkg=0.01, factor=float("inf")), "the drag factor is inf"),
        (lambda: Radiation(reflecting_m2pkg=float("nan")), "reflecting_m2pkg is nan"),
        (lambda: engine(thrust_n=0.0), "thrust_n is 0; it must be a finite number above zero"),
        (lambda: engine(isp_s=-300.0), "isp_s is -300"),
        (lambda: engine(mass_kg=0.0), "mass_kg is 0"),
        (lambda: engine(start_s=float("nan")), "start_s is nan"),
        (lambda: engine(direction_lvlh=(1.0, 1.0, 0.0)), "length 1 are needed"),
        (lambda: engine(direction_lvlh=(1.0, 0.0)), "length 1 are needed"),
    ],
)
def test_wrong_numbers_are_refused(make: Callable[[], object], sentence: str) -> None:
    with pytest.raises(OrbitInputError, match=sentence):
        make()


def test_propellant_flows_at_thrust_over_exhaust_velocity() -> None:
    assert engine().flow_kgps == pytest.approx(2950.0 / (302.0 * 9.80665))
