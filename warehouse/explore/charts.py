"""Lines of figures over years: years are names, and places differ in shape and dash, not in colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import polars as pl

from warehouse.explore.wording import Wording

if TYPE_CHECKING:
    import altair as alt

MOST_METRICS = 6
_COLOURS = ["#1d4f91", "#b3541e", "#2f7d5b", "#7a3e8e", "#8a6d00", "#4a4f57"]
_HEIGHT = 190
FONTS = "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"


def trend_data(frame: pl.DataFrame) -> pl.DataFrame:
    """Return what lines are drawn from: stated totals of own governments, metrics of two years or more."""
    whole = frame.filter(pl.col("value").is_not_null() & (pl.col("basis") == "stated_total"))
    own = whole.filter(pl.col("is_own_government") & (pl.col("report_type") == "rule_of_law"))
    lasting = pl.col("year").n_unique().over("jurisdiction_code", "metric") > 1
    return own.filter(lasting).with_columns(pl.col("year").cast(pl.String).alias("year_name"))


def trend_metrics(frame: pl.DataFrame) -> list[str]:
    """Return the metrics that lines can be drawn of, in the order of the frame."""
    return trend_data(frame)["metric"].unique(maintain_order=True).to_list()


def trend_chart(frame: pl.DataFrame, metric: str, say: Wording) -> alt.LayerChart:
    """Return the lines of one metric, a line a place."""
    data = trend_data(frame).filter(pl.col("metric") == metric)
    first = data.row(0, named=True)
    name = say.either(first["name_zh"], first["name_en"])
    places = data["place"].unique(maintain_order=True).to_list()
    years = data["year"].to_list()
    told = say(
        "trend_description", metric=name, places="、".join(places), first=min(years), last=max(years)
    )
    shown = [say.figure(r["value"], r["qualifier"], r["upper_bound"]) for r in data.to_dicts()]
    drawn = data.select("year_name", "value", "place").with_columns(pl.Series("shown", shown))
    title = say("trend_title", metric=name, unit=first["unit"])
    return _dressed(_layers(drawn, places, name, say), title, told)


def _layers(drawn: pl.DataFrame, places: list[str], name: str, say: Wording) -> alt.LayerChart:
    import altair as alt

    legend = None if len(places) == 1 else alt.Legend(title=None, orient="bottom", labelLimit=320, columns=2)
    base = alt.Chart(drawn).encode(
        x=alt.X("year_name:O", axis=alt.Axis(labelAngle=0, grid=False, title=None)),
        y=alt.Y("value:Q", axis=alt.Axis(title=None, format=",~r", tickCount=4)),
        color=alt.Color("place:N", sort=places, scale=alt.Scale(range=_COLOURS), legend=legend),
        tooltip=[
            alt.Tooltip("place:N", title=say("place")),
            alt.Tooltip("year_name:N", title=say("year")),
            alt.Tooltip("shown:N", title=name),
        ],
    )
    dash = alt.StrokeDash("place:N", sort=places, legend=None)
    shape = alt.Shape("place:N", sort=places, legend=legend)
    lines = base.mark_line(strokeWidth=2).encode(strokeDash=dash)
    points = base.mark_point(size=70, filled=True, opacity=1).encode(shape=shape)
    labels = base.mark_text(dy=-13, fontSize=12, fontWeight=500).encode(text="shown:N")
    return cast("alt.LayerChart", alt.layer(lines, points, labels))


def _dressed(chart: alt.LayerChart, title: str, told: str) -> alt.LayerChart:
    import altair as alt

    whole: Any = chart.properties(
        title=alt.TitleParams(title, anchor="start", fontSize=15, fontWeight=600, offset=14, color="#1a2433"),
        width="container",
        height=_HEIGHT,
        description=told,
        usermeta={"embedOptions": {"actions": False, "renderer": "svg"}},
    )
    font = whole.configure(font=FONTS).configure_view(stroke=None)
    ink, line = "#3d4656", "#9aa3b2"
    axes = font.configure_axis(
        labelFontSize=13, labelColor=ink, gridColor="#e6e9ee", domainColor=line, tickColor=line
    )
    dressed: alt.LayerChart = axes.configure_legend(labelFontSize=13, symbolSize=90)
    return dressed
