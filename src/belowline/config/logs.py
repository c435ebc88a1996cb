"""How Belowline and the server that it runs in write their logs: lines, or JSON for a collector."""

from typing import Any, Literal

LogFormat = Literal["line", "json"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

_FORMATTERS = {
    "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    "json": {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "format": "{asctime}{levelname}{name}{process}{message}",
        "style": "{",
        "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
        "datefmt": "%Y-%m-%dT%H:%M:%S%z",
    },
}


def logging_settings(form: LogFormat, level: LogLevel) -> dict[str, Any]:
    """The configuration of Python's logging: everything from `level` up, to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": _FORMATTERS[form]},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "chosen"}},
        "root": {"handlers": ["console"], "level": level},
        # Django's own handlers would say the same a second time.
        "loggers": {"django": {"handlers": [], "level": level, "propagate": True}},
    }


def server_logging(chosen: dict[str, Any]) -> dict[str, Any]:
    """The same for the server, in place of its own handlers."""
    level = chosen["root"]["level"]
    told = {"_granian": {"handlers": [], "level": level, "propagate": True}}
    silent = {"granian.access": {"handlers": [], "level": "CRITICAL", "propagate": False}}
    return chosen | {"loggers": chosen["loggers"] | told | silent}
