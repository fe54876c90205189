"""The subcommands of ``fazhi``, one module each. Only ``run`` imports Dagster, and only once it runs."""
