"""The Slack door: events in, rendered answers out, and nothing else."""
