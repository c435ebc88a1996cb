"""The front: finished pages and live updates, served without asking Django."""
