"""What Belowline costs, measured: `make bench` prints a table and writes RESULTS.md."""
