"""What Unicode says of characters, without Django: marks, normal forms, scripts, graphemes."""
