"""What readers do: write, vote, report, follow, mute and block."""
