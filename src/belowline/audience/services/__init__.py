"""What changes what readers are sent."""
