"""The picture in time: only what is attested or stated is drawn."""

import pytest

from graph_api.pages.timeline import Row, Told, picture


def told(*days: str) -> tuple[Told, ...]:
    return tuple(Told(day, day, None, "post") for day in days)


def test_nothing_dated_gives_no_picture():
    assert picture([Row("Chủ tịch", None, ())]) is None


def test_one_attestation_is_one_mark_and_no_span():
    (lane,) = picture([Row("Chủ tịch", None, told("2022-03-22"), lasts=True)]).lanes
    assert len(lane.marks) == 1 and lane.thread is None and lane.bar is None


def test_attestations_of_a_post_are_joined_and_those_of_events_are_not():
    post, events = picture(
        [Row("Chủ tịch", None, told("2022", "2024-02"), lasts=True), Row("Sự kiện", None, told("2022", "2024-02"))]
    ).lanes
    assert post.thread is not None and events.thread is None
    assert post.thread[0] == post.marks[0].x
    assert post.thread[0] + post.thread[1] == pytest.approx(post.marks[1].x + post.marks[1].width)


@pytest.mark.parametrize(
    ("start", "end", "days"), [("2020", "2022-06", ()), ("2020-01-05", None, ("2021-01-01",)), (None, "2022", ())]
)
def test_a_stated_span_is_a_bar(start, end, days):
    (lane,) = picture([Row("Chủ tịch", None, told(*days), start, end, lasts=True)]).lanes
    assert lane.bar is not None


def test_a_year_is_as_wide_as_its_months():
    lane, other = picture([Row("A", None, told("2022")), Row("B", None, told("2022-01", "2022-12"))]).lanes
    assert lane.marks[0].x == other.marks[0].x
    assert lane.marks[0].x + lane.marks[0].width == pytest.approx(other.marks[1].x + other.marks[1].width)


def test_too_many_lanes_are_counted_and_years_are_few():
    shown = picture([Row(str(n), None, told(str(1900 + n))) for n in range(100)])
    assert len(shown.lanes) + shown.hidden == 100 and len(shown.ticks) <= 12
    assert all(0 <= mark.x <= 960 for lane in shown.lanes for mark in lane.marks)


def test_a_day_alone_stands_within_its_year():
    shown = picture([Row("Chủ tịch", None, told("2022-03-22"), lasts=True)])
    (mark,) = shown.lanes[0].marks
    assert mark.width < 20 and 100 < mark.x < 400
    assert next(year for _, year in shown.ticks) == 2022
