"""The demo: a newspaper with its readers, ready to try."""

from belowline.cli.demo.command import demo

__all__ = ["demo"]
