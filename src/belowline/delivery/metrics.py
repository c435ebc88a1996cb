"""What a worker counts, for Prometheus.

Counters of what happens tens of thousands of times a second are kept as plain numbers by the front
and written here once in a while; whatever takes longer is observed as it happens. In which file of
which process the numbers lie is prometheus_client's business (its "multiprocess mode").
"""

from prometheus_client import Counter, Gauge, Histogram

PREFIX = "belowline_"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

FINISHED = Counter(
    f"{PREFIX}finished_answers",
    "Answers that were sent from finished bytes; unchanged ones are 304s.",
    ["outcome"],
)
MADE = Histogram(
    f"{PREFIX}page_making_seconds",
    "Time that making a page, a feed or another finished answer took.",
    buckets=_SECONDS,
)
PASSED_ON = Histogram(
    f"{PREFIX}passed_on_seconds",
    "Time that requests took that Django answered.",
    ["method", "status"],
    buckets=_SECONDS,
)
BATCHES = Histogram(
    f"{PREFIX}write_batch_seconds",
    "Time that votes and comments written together took, from begin to commit.",
    buckets=_SECONDS,
)
BATCHED_WRITES = Counter(
    f"{PREFIX}batched_writes", "Votes and comments that were written together."
)
READERS = Gauge(f"{PREFIX}live_readers", "Readers who are told live.", multiprocess_mode="livesum")
MEMORY = Gauge(
    f"{PREFIX}page_memory_bytes", "Memory of finished answers.", multiprocess_mode="livesum"
)
