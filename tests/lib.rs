//! Whole flows against the simulator.
