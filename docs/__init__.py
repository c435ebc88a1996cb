"""The documentation; its reference is written by `make docs`."""
