"""The `belowline` command."""
