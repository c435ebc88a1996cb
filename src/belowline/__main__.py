"""Starts the `belowline` command."""

from belowline.cli.command import belowline


def main() -> None:
    """Runs the command line; variables that cannot be used end it with exit status 2."""
    belowline(prog_name="belowline")


if __name__ == "__main__":
    main()
