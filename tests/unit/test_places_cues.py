"""What a report says of places chooses among the ones that a name may mean."""

from __future__ import annotations

from extractors import extract


def test_what_is_said_of_a_place_does_not_speak_for_a_zone_within_it() -> None:
    text = "赤壁市2024年法治政府建设年度报告\n\n2024年，赤壁市扎实推进法治政府建设，调解纠纷20件。\n"
    report = extract(text).report
    assert (report.jurisdiction_code, report.issuer) == ("421281000000", "赤壁市人民政府")
