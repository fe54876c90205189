"""The explorer's arrangement: which widget stands where, and what runs again when one changes.

Nothing is computed here: rows come from ``queries``, words from ``wording``, tables from ``pages``.
"""

import marimo

app = marimo.App(width="full", app_title="法治数据", css_file="style.css", html_head_file="head.html")


@app.cell
def _():
    import marimo as mo

    from warehouse.explore import asking, charts, credibility, frame, overview, pages, queries
    from warehouse.explore.choice import linked_cell, read_choice
    from warehouse.explore.evidence import read_evidence
    from warehouse.explore.panel import evidence_panel
    from warehouse.explore.wording import load_wording
    from warehouse.questions import load_questions

    return (
        asking, charts, credibility, evidence_panel, frame, linked_cell, load_questions, load_wording, mo,
        overview, pages, queries, read_choice, read_evidence,
    )  # fmt: skip


@app.cell
def _(frame, mo):
    desk = frame.Desk.at_home(mo.query_params().to_dict(), frame.accepted_language(mo))
    get_version, set_version = mo.state(desk.library.version())
    # A button in the very cell that shows the state again: without self-loops, pressing it does nothing.
    get_language, set_language = mo.state(desk.language, allow_self_loops=True)
    get_cell, set_cell = mo.state(None, allow_self_loops=True)
    return desk, get_cell, get_language, get_version, set_cell, set_language, set_version


@app.cell
def _(frame, mo):
    timer = mo.ui.refresh(default_interval=frame.LOOKS_EVERY)
    mo.Html(f'<div hidden aria-hidden="true">{timer.text}</div>')
    return (timer,)


@app.cell
def _(desk, set_version, timer):
    timer.value
    desk.look(set_version)
    return


@app.cell
def _(desk, frame, get_language, get_version, load_wording, mo, set_language):
    get_version()
    say = load_wording(get_language())
    published, trouble = desk.open()
    language = mo.ui.button(
        label=say("language"),
        kind="info",
        on_change=lambda _: set_language(desk.other_language(say.language)),
    )
    mo.vstack([mo.Html(frame.header(desk, published, say, language.text)), mo.Html(trouble(say))])
    return language, published, say


@app.cell
def _(desk, linked_cell, mo, published, read_choice, set_cell):
    mo.stop(published is None)
    if desk.choice is None:
        desk.choice, desk.unknown = read_choice(published, desk.asked)
        set_cell(linked_cell(published, desk.choice, desk.asked))
    started = True
    return (started,)


@app.cell
def _(desk, frame, mo, say, started):
    assert started
    nav = mo.ui.tabs(frame.tab_names(say), value=say(f"page_{desk.choice.page}"))
    nav
    return (nav,)


@app.cell
def _(desk, frame, mo, published, queries, say, started):
    assert started
    search = mo.ui.text(label=say("pick_search"), placeholder=say("pick_search_hint"), debounce=True)
    many = queries.offered(published, say).places
    mo.Html(frame.shown_if(len(many) >= queries.MOST_PLACES, search.text))
    return (search,)


@app.cell
def _(desk, frame, mo, published, queries, say, search):
    offered = queries.offered(published, say, search.value, desk.choice)
    chosen = frame.labels(offered, desk.choice)
    _pick = frame.picker(mo, say)
    places = _pick("pick_places", offered.places, chosen.places)
    years = _pick("pick_years", offered.years, chosen.years)
    metrics = _pick("pick_metrics", offered.metrics, chosen.metrics)
    return metrics, offered, places, years


@app.cell
def _(desk, frame, metrics, mo, nav, places, say, set_version, years):
    desk.look(set_version)
    choice = desk.choose(frame.page_of(nav.value, say), places.value, years.value, metrics.value)
    frame.tell_address(mo, choice.query(say.language))
    mo.Html(frame.pickers(choice.page, places.text, years.text, metrics.text) + frame.unknown(desk, say))
    return (choice,)


@app.cell
def _(choice, frame, mo, pages, published, queries, say, set_cell):
    mo.stop(choice.page not in ("figures", "trend"))
    figures = queries.figures(published, choice)
    gaps = queries.gaps(published, choice)
    figure_buttons = frame.buttons(mo, pages.figure_table_labels(figures, say), set_cell)
    figure_table = pages.figures_table(figures, gaps, say, frame.lookup(figure_buttons))
    return figure_buttons, figure_table, figures


@app.cell
def _(charts, choice, figure_table, figures, frame, mo, published, say):
    mo.stop(choice.page not in ("figures", "trend"))
    _drawn = charts.trend_metrics(figures) if choice.page == "trend" else []
    _charts = [charts.trend_chart(figures, key, say) for key in _drawn[: charts.MOST_METRICS]]
    _above = frame.trend_notes(choice, len(_drawn), say)
    mo.vstack([
        mo.Html(_above),
        *_charts,
        mo.Html(frame.section(figure_table)),
        frame.takeaway(mo, figures, "figures", published, say),
    ])
    return


@app.cell
def _(choice, frame, mo, pages, published, queries, say, set_cell):
    mo.stop(choice.page != "peers")
    standing = queries.peers(published, choice)
    peer_buttons = frame.buttons(mo, pages.peer_labels(standing, say), set_cell)
    mo.vstack([
        mo.Html(frame.section(pages.peers_table(standing, say, frame.lookup(peer_buttons)))),
        frame.takeaway(mo, standing, "peers", published, say),
    ])
    return (peer_buttons,)


@app.cell
def _(choice, mo, say):
    mo.stop(choice.page != "movers")
    everywhere = mo.ui.checkbox(label=say("pick_everywhere"), value=True)
    everywhere
    return (everywhere,)


@app.cell
def _(choice, everywhere, frame, mo, pages, published, queries, say, set_cell):
    mo.stop(choice.page != "movers")
    moved = queries.movers(published, choice.everywhere() if everywhere.value else choice)
    mover_buttons = frame.buttons(mo, pages.mover_labels(moved, say), set_cell)
    mo.vstack([
        mo.Html(frame.section(pages.movers_table(moved, say, frame.lookup(mover_buttons)))),
        frame.takeaway(mo, moved, "movers", published, say),
    ])
    return (mover_buttons,)


@app.cell
def _(choice, mo, offered, say):
    mo.stop(choice.page != "coverage")
    _all = {say("all"): ""}
    level = mo.ui.dropdown(_all | offered.levels, value=say("all"), label=say("pick_level"))
    province = mo.ui.dropdown(_all | offered.provinces, value=say("all"), label=say("pick_province"))
    mo.hstack([level, province], justify="start", gap=2, wrap=True)
    return level, province


@app.cell
def _(choice, frame, level, mo, overview, province, published, queries, say):
    mo.stop(choice.page != "coverage")
    _cover = queries.coverage(published, level.value or None)
    _who = queries.reported(published, level.value or None, province.value or None)
    mo.vstack([
        mo.Html(frame.section(overview.coverage_table(_cover, say), say("coverage_heading"))),
        frame.takeaway(mo, _cover, "coverage", published, say),
        mo.Html(frame.section(overview.reported_table(_who, say), say("reported_heading"))),
        frame.takeaway(mo, _who, "reported", published, say),
    ])
    return


@app.cell
def _(choice, mo, say):
    mo.stop(choice.page != "findings")
    anywhere = mo.ui.checkbox(label=say("pick_everywhere"), value=True)
    anywhere
    return (anywhere,)


@app.cell
def _(anywhere, choice, credibility, frame, mo, overview, pages, published, queries, say, set_cell):
    mo.stop(choice.page != "findings")
    _wanted = choice.everywhere() if anywhere.value else choice
    doubtful = queries.findings(published, _wanted)
    finding_buttons = frame.buttons(mo, pages.finding_labels(doubtful, say), set_cell)
    _trusted = queries.credibility(published, _wanted)
    _below = "" if _trusted is None else credibility.credibility_table(_trusted, say)
    _table = overview.findings_table(doubtful, say, frame.lookup(finding_buttons))
    mo.vstack([
        mo.Html(frame.section(_table, say("findings_heading"))),
        frame.takeaway(mo, doubtful, "findings", published, say),
        mo.Html(frame.section(_below, say("credibility_heading")) if _below else ""),
        mo.Html("") if _trusted is None else frame.takeaway(mo, _trusted, "credibility", published, say),
    ])
    return (finding_buttons,)


@app.cell
def _(choice, frame, load_questions, mo, say):
    mo.stop(choice.page != "ask")
    questions = frame.questions(load_questions().values(), say)
    question = mo.ui.dropdown(
        questions, value=next(iter(questions)), label=say("ask_question"), searchable=True, full_width=True
    )
    question
    return (question,)


@app.cell
def _(choice, frame, mo, published, queries, question, say):
    mo.stop(choice.page != "ask")
    editor = mo.ui.code_editor(
        question.value, language="sql", label=say("ask_statement"), min_height=140
    )
    run = mo.ui.run_button(label=say("ask_run"), kind="success")
    mo.vstack([editor, run, mo.Html(frame.catalogue(queries.tables(published), say))])
    return editor, run


@app.cell
def _(asking, choice, desk, editor, frame, mo, published, run, say):
    mo.stop(choice.page != "ask")
    mo.stop(not run.value, mo.Html(frame.section(frame.first_hint(say))))
    _answer = asking.ask(desk.home, editor.value, published.version)
    mo.vstack([
        mo.Html(frame.answer(_answer, say)),
        mo.Html("") if _answer.frame is None else frame.takeaway(mo, _answer.frame, "answer", published, say),
    ])
    return


@app.cell
def _(desk, evidence_panel, frame, get_cell, mo, published, read_evidence, say, set_cell):
    _cell = get_cell()
    mo.stop(_cell is None or not frame.is_there(published, _cell))
    close = mo.ui.button(label=f"✕ {say('close')}", kind="info", on_change=lambda _: set_cell(None))
    mo.Html(evidence_panel(read_evidence(desk.home, published, _cell), say, close.text))
    return (close,)


if __name__ == "__main__":
    app.run()
