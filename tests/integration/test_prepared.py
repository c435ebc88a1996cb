"""Queries whose SQL is worked out once give what Django's own would."""

from zoneinfo import ZoneInfo

from belowline.core.prepared import Prepared
from belowline.discussion.models import Comment


def test_a_prepared_query_gives_the_rows_of_its_query_set(newspaper):
    thread = newspaper.thread()
    posted = [newspaper.comment(thread, f"Number {number}.") for number in range(5)]

    def build(thread_id, before, limit):
        rows = Comment.objects.filter(thread_id=thread_id, id__lt=before, best__gte=0)
        return rows.order_by("-id")[:limit]

    query = Prepared(build)
    for values in ((thread.id, posted[4], 2), (thread.id, posted[2], 9), (0, posted[4], 2)):
        assert query(*values) == list(build(*values))
        assert [row.__dict__.keys() for row in query(*values)] == [
            row.__dict__.keys() for row in build(*values)
        ]
    first = query(thread.id, posted[1], 1)[0]
    assert first.posted_at == Comment.objects.get(pk=first.id).posted_at


def test_many_values_are_one_parameter_of_one_query(newspaper, django_assert_num_queries):
    thread = newspaper.thread()
    posted = [newspaper.comment(thread, f"Number {number}.") for number in range(4)]
    among = Prepared(
        lambda ids, statuses, before: Comment.objects.filter(
            id__among=ids, status__among=statuses, thread_id__among=[thread.id], id__lt=before
        ).order_by("-id")
    )
    published = [Comment.Status.PUBLISHED.value]
    for ids, found in (
        (posted[:1], posted[:1]),
        ({posted[2], posted[0], 0}, [posted[2], posted[0]]),
        ([*posted, *range(50_000)], [posted[2], posted[1], posted[0]]),
        ([], []),
    ):
        with django_assert_num_queries(1):
            assert [row.id for row in among(ids, published, posted[3])] == found
    assert among(posted, ["removed", "it's"], posted[3]) == []


def test_moments_and_many_values_are_compared_as_django_does(newspaper):
    thread = newspaper.thread()
    posted = [newspaper.comment(thread, f"Number {number}.") for number in range(3)]
    moments = {row.id: row.posted_at for row in Comment.objects.filter(id__in=posted)}

    def build(since, ids):
        return Comment.objects.filter(posted_at__gt=since, id__among=ids).order_by("id")

    query = Prepared(build)
    tokyo = moments[posted[1]].astimezone(ZoneInfo("Asia/Tokyo"))
    for since in (moments[posted[0]], tokyo, moments[posted[2]]):
        assert query(since, posted) == list(build(since, posted))
    assert [row.id for row in query(tokyo, posted)] == posted[2:]
