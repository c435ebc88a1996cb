"""Whoever balances the load learns where to send readers."""


def test_a_worker_that_serves_is_live_and_ready(asking, pages) -> None:
    assert asking.now("/health/live").body == b"ok\n"
    assert asking.now("/health/ready").status == 200
    assert pages.asked == []


def test_without_its_database_a_worker_lives_but_is_not_ready(asking, outbox) -> None:
    outbox.is_there = False
    assert asking.now("/health/live").status == 200
    assert asking.now("/health/ready").status == 503


def test_a_worker_that_stops_wants_no_more_readers(asking) -> None:
    asking.front.stop()
    assert asking.now("/health/ready").status == 503
