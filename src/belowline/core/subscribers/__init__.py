"""Subscribers: functions that follow the outbox, each from a durable place of its own."""

from belowline.core.subscribers.subscriber import Recorded, Subscriber

__all__ = ["Recorded", "Subscriber"]
