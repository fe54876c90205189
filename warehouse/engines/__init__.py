"""Where extraction runs: in process, in a pool of processes; larger engines come beside them."""
