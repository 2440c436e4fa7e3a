"""Dispersions: the same flight flown many times with errors drawn, and how far that scatters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.flight.approach import Hop, arrival_at_gate, plan_hops
from missionplanner.flight.burns import plan_burns
from missionplanner.flight.dispersed_approach import fly_approaches
from missionplanner.flight.dispersed_bands import Sample, bands_of
from missionplanner.flight.dispersed_burns import NominalBurns, fly_to_gate
from missionplanner.flight.dispersion_result import DispersedBurn, Dispersions, Limits, Percentiles, late
from missionplanner.flight.flight import Flight
from missionplanner.flight.fly import chaser_forces
from missionplanner.flight.inputs import FlightInputs
from missionplanner.flight.near_circular import ReferenceOrbit
from missionplanner.flight.rule_set import rule_of
from missionplanner.flight.spreads import dispersed_insertions
from missionplanner.orbit.constants import STANDARD_GRAVITY_MPS2
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.frames import dcm_lvlh_from_gcrs, lvlh_angular_velocity_gcrs, relative_state_lvlh
from missionplanner.orbit.vectors import Array, norm
from missionplanner.plan.dispersion_data import Spreads
from missionplanner.plan.plan import Plan
from missionplanner.plan.vehicle import Vehicle

_BLOCK = 250
_SAMPLE_S = 60.0
_MOST_SAMPLES = 600


class DispersionError(ValueError):
    """The flight cannot be dispersed; the message says why."""


class CancelledError(Exception):
    """The user has asked to stop."""


@dataclass(frozen=True, kw_only=True)
class _Setup:
    """Everything that a block of flights needs, small enough to send to another process."""

    inputs: FlightInputs
    burns: NominalBurns
    hops: tuple[Hop, ...]
    docking_s: float
    r_m: Array
    v_mps: Array
    forces: Forces
    spreads: Spreads
    target_r_m: Array
    target_v_mps: Array


@dataclass(frozen=True, kw_only=True)
class _Block:
    """The flights of one block; the ways, which are most of it, in single precision: they are for pictures."""

    sizes_mps: Array
    approach_mps: Array
    docking_s: Array
    contact_mps: Array
    lateral_m: Array
    widest_deg: Array
    way_s: Array
    late_s: Array
    place_m: NDArray[np.float32]
    velocity_mps: NDArray[np.float32]


def limits_of(plan: Plan) -> Limits:
    """What dispersed flights of a plan are judged by: its rules of corridor and contact, or wide ones."""
    corridor, contact = rule_of(plan, "corridor"), rule_of(plan, "contact-speed")
    low, high = (None, None) if contact is None else (contact.low, contact.high)
    return Limits(
        corridor_deg=180.0 if corridor is None or corridor.high is None else corridor.high,
        contact_low_mps=low or 0.0,
        contact_high_mps=float("inf") if high is None else high,
    )


def disperse(
    flight: Flight,
    spreads: Spreads,
    limits: Limits,
    count: int = 1000,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Dispersions:
    """Fly a flight many times with errors drawn, the burns solved again as the crew would.

    Flights are drawn and flown in blocks of 250, each with a stream of its own from the seed, so that the answer does
    not depend on who flies them: the same seed gives the same bits with any executor.

    Args:
        flight: the nominal flight, down to contact.
        spreads: sigmas.
        limits: what the flights are judged by.
        count: how many.
        seed: of all draws.
        executor: flies the blocks, such as a pool of processes; None flies them here, one after another.
        progress: told how many flights of how many are done.
        cancelled: asked between blocks.

    Raises:
        DispersionError: the flight did not reach the port, so there is nothing to disperse.
        CancelledError: `cancelled` said so.
    """
    setup = _setup(flight, spreads)
    blocks = [min(_BLOCK, count - first) for first in range(0, count, _BLOCK)]
    seeds = np.random.SeedSequence(seed).spawn(len(blocks))
    done: list[_Block] = []
    for block in _flown(setup, seeds, blocks, executor, cancelled):
        done.append(block)
        if progress is not None:
            progress(sum(blocks[: len(done)]), count)
    return _summary(flight, setup, done, limits, seed)


def _flown(
    setup: _Setup,
    seeds: list[np.random.SeedSequence],
    sizes: list[int],
    executor: Executor | None,
    cancelled: Callable[[], bool] | None,
) -> Iterator[_Block]:
    """The blocks in order, flown here or by the executor."""
    waiting: list[Future[_Block]] = []
    if executor is not None:
        waiting = [executor.submit(_fly_block, setup, seed, size) for seed, size in zip(seeds, sizes, strict=True)]
    for index, (seed, size) in enumerate(zip(seeds, sizes, strict=True)):
        if cancelled is not None and cancelled():
            for future in waiting:
                future.cancel()
            raise CancelledError
        yield waiting[index].result() if waiting else _fly_block(setup, seed, size)


def _fly_block(setup: _Setup, seed: np.random.SeedSequence, count: int) -> _Block:
    """Draw and fly one block."""
    generator = np.random.default_rng(seed)
    inputs, spreads, burns = setup.inputs, setup.spreads, setup.burns
    r_m, v_mps = dispersed_insertions(generator, count, setup.r_m, setup.v_mps, spreads.insertion)
    drag = setup.forces.drag
    ballistic = (0.0 if drag is None else drag.ballistic_m2pkg) * np.maximum(
        0.0, 1.0 + spreads.density * generator.standard_normal(count)
    )
    r_way_m, v_way_mps, sizes = fly_to_gate(generator, burns, r_m, v_mps, ballistic, setup.forces, spreads)
    seen_from_m, seen_from_mps = (
        np.broadcast_to(each[:, None], r_way_m.shape) for each in (setup.target_r_m, setup.target_v_mps)
    )
    way_m, way_mps = relative_state_lvlh(r_way_m, v_way_mps, seen_from_m, seen_from_mps)
    target_r_m, target_v_mps = setup.target_r_m[-1], setup.target_v_mps[-1]
    place, velocity = relative_state_lvlh(
        r_way_m[-1], v_way_mps[-1], np.tile(target_r_m, (count, 1)), np.tile(target_v_mps, (count, 1))
    )
    docking_s = setup.docking_s
    approach = fly_approaches(
        generator,
        place,
        velocity,
        setup.hops,
        np.array(inputs.approach.waypoints[0].position_lvlh_m),
        burns.arrival.t_s,
        docking_s - inputs.approach.axial_points[0].before_docking_ms / 1000,
        float(norm(lvlh_angular_velocity_gcrs(target_r_m, target_v_mps))),
        inputs.port,
        inputs.vehicle.probe_m,
        spreads,
    )
    return _Block(
        sizes_mps=np.concatenate([sizes, approach.gate_burn_mps[:, None]], axis=1),
        approach_mps=approach.delta_v_mps,
        docking_s=approach.contact_s,
        contact_mps=approach.contact_mps,
        lateral_m=approach.lateral_m,
        widest_deg=np.degrees(approach.widest_rad),
        way_s=np.concatenate([burns.way_s, approach.way_s]),
        late_s=approach.late_s,
        place_m=np.concatenate([way_m, approach.place_m]).astype(np.float32),
        velocity_mps=np.concatenate([way_mps, approach.velocity_mps]).astype(np.float32),
    )


def _setup(flight: Flight, spreads: Spreads) -> _Setup:
    inputs, target, chaser = flight.inputs, flight.target, flight.chaser
    if target is None or chaser is None or inputs.docking_ms is None or not flight.reaches_port:
        raise DispersionError("The flight does not reach the port, so there is nothing to disperse; mend it first.")
    docking_s = (inputs.docking_ms - flight.epoch_ms) / 1000
    arrival = arrival_at_gate(inputs.approach, inputs.port, inputs.vehicle.probe_m, target, docking_s)
    plan = plan_burns(inputs.burns, inputs.profile, flight.epoch_ms, chaser.start_s, arrival.t_s)
    tig_s = np.array([(burn.tig_ms - flight.epoch_ms) / 1000 for burn in flight.burns])
    reference = ReferenceOrbit.of_state(arrival.r_m, arrival.v_mps)
    r_burn_m, v_burn_mps = _before_burns(flight, tig_s)
    step_s = max(_SAMPLE_S, (arrival.t_s - chaser.start_s) / _MOST_SAMPLES)
    sample_s = np.union1d(np.arange(chaser.start_s, arrival.t_s - 1.0, step_s), tig_s[tig_s < arrival.t_s - 0.002])
    burns = NominalBurns(
        epoch_ms=flight.epoch_ms,
        start_s=chaser.start_s,
        tig_s=np.where(tig_s >= arrival.t_s - 0.002, arrival.t_s, tig_s),
        dv_mps=np.array([burn.dv_lvlh_mps for burn in flight.burns]).reshape(-1, 3),
        dcm=dcm_lvlh_from_gcrs(r_burn_m, v_burn_mps),
        argument_rad=reference.argument(r_burn_m),
        arrival=arrival,
        freedom=plan.freedom,
        sample_s=sample_s,
    )
    target_r_m, target_v_mps = target.state(burns.way_s)
    r_m, v_mps = chaser.state_at(chaser.start_s)
    return _Setup(
        inputs=inputs,
        burns=burns,
        hops=plan_hops(inputs.approach, inputs.port, inputs.vehicle.probe_m, target, docking_s),
        docking_s=docking_s,
        r_m=r_m,
        v_mps=v_mps,
        forces=chaser_forces(inputs.vehicle),
        spreads=spreads,
        target_r_m=target_r_m,
        target_v_mps=target_v_mps,
    )


def _before_burns(flight: Flight, tig_s: Array) -> tuple[Array, Array]:
    """The nominal states right before each burn, each (b, 3)."""
    assert flight.chaser is not None
    just_before_s = np.clip(tig_s - 1e-3, flight.chaser.start_s, flight.chaser.end_s)
    return flight.chaser.state(just_before_s)


def _summary(flight: Flight, setup: _Setup, blocks: list[_Block], limits: Limits, seed: int) -> Dispersions:
    sizes = np.concatenate([block.sizes_mps for block in blocks])
    approach = np.concatenate([block.approach_mps for block in blocks])
    docking_s = np.concatenate([block.docking_s for block in blocks])
    contact = np.concatenate([block.contact_mps for block in blocks])
    lateral = np.concatenate([block.lateral_m for block in blocks])
    widest = np.concatenate([block.widest_deg for block in blocks])
    late_s = np.concatenate([block.late_s for block in blocks])
    total = sizes.sum(axis=1) + approach
    missed = ~np.isfinite(docking_s)
    if missed.all():
        raise DispersionError("None of the dispersed flights reaches the port; the plan leaves no room for errors.")
    inside = (contact >= limits.contact_low_mps) & (contact <= limits.contact_high_mps)
    inputs = setup.inputs
    sample = Sample(
        t_s=blocks[0].way_s,
        by_clock=len(setup.burns.way_s),
        places_m=tuple(block.place_m for block in blocks),
        velocities_mps=tuple(block.velocity_mps for block in blocks),
        sizes_mps=sizes,
        approach_mps=approach,
    )
    contact_place_m = np.array(inputs.port.position_lvlh_m) + inputs.vehicle.probe_m * np.array(inputs.port.axis_lvlh)
    return Dispersions(
        inputs=inputs,
        limits=limits,
        count=len(total),
        seed=seed,
        total_mps=total,
        late_s=docking_s,
        docking_ms=flight.epoch_ms + round(1000 * setup.docking_s),
        delta_v_mps=Percentiles.of(total),
        burns=_burns(flight, setup, sizes, late_s),
        docking_late_s=late(docking_s),
        contact_mps=Percentiles.of(contact),
        lateral_m=Percentiles.of(lateral),
        corridor_deg=Percentiles.of(widest),
        out_of_corridor=int((widest > limits.corridor_deg).sum()),
        fast_contact=int((~inside & ~missed).sum()),
        missed_port=int(missed.sum()),
        short_of_propellant=int((_spent_kg(inputs.vehicle, total) > inputs.vehicle.propellant_kg).sum()),
        bands=bands_of(flight, sample, contact_place_m),
    )


def _burns(flight: Flight, setup: _Setup, sizes_mps: Array, late_s: Array) -> tuple[DispersedBurn, ...]:
    """How each burn came out: those on the way ignite by the clock, that at the gate when the gate is passed."""
    vehicle = setup.inputs.vehicle
    found = []
    flown_mps = np.zeros(len(sizes_mps))
    for index, burn in enumerate(flight.burns):
        at_gate = setup.burns.tig_s[index] >= setup.burns.arrival.t_s
        start_s = late_s if at_gate else np.zeros(len(sizes_mps))
        before_kg, flown_mps = _spent_kg(vehicle, flown_mps), flown_mps + sizes_mps[:, index]
        exhaust_mps = vehicle.isp_s * STANDARD_GRAVITY_MPS2
        length_s = (_spent_kg(vehicle, flown_mps) - before_kg) * exhaust_mps / vehicle.thrust_n
        found.append(
            DispersedBurn(
                event=burn.event,
                name=burn.name,
                tig_ms=burn.tig_ms,
                end_ms=burn.tig_ms + burn.duration_ms,
                dv_mps=Percentiles.of(sizes_mps[:, index]),
                ignition_late_s=late(start_s),
                cutoff_late_s=late(start_s + length_s - burn.duration_ms / 1000),
            )
        )
    return tuple(found)


def _spent_kg(vehicle: Vehicle, delta_v_mps: Array) -> Array:
    """Propellant for a delta-v from separation on.

    Source: Tsiolkovsky's equation.
    """
    return -vehicle.mass_kg * np.expm1(-delta_v_mps / (vehicle.isp_s * STANDARD_GRAVITY_MPS2))
