"""Telling people: what a message says, how it goes out, and that it is in nobody's way."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.listening import Mailbox, Webhook, mail_server, webhook_server
from warehouse.alerts import checks_failed, died, run_failed, stale, tell, trial
from warehouse.alerts.channels import WEBHOOKS, body_for
from warehouse.alerts.incident import load_wording
from warehouse.alerts.message import Message, compose
from warehouse.audit import CheckOutcome
from warehouse.errors import AuditFailed, FazhiError, NoSpace, RunInProgress
from warehouse.heartbeat import FAILED, NOTHING_NEW, Night, age_of_success, read_heartbeat, record_night
from warehouse.home import Home

CANARY = "canary-7f3a"
A_SERVER = {"FAZHI_SMTP_HOST": "127.0.0.1", "FAZHI_ALERT_TO": "a@b"}
MOMENT = "2026-03-01T18:30:00+00:00"
QUESTIONS = (
    *("发生了什么", "自何时起", "仍在提供", "怎么处理"),
    *("What happened", "Since", "Still served", "What to do"),
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home").create()


@pytest.fixture
def heard() -> Iterator[Webhook]:
    with webhook_server() as server:
        yield server


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as server:
        yield server


def mail_settings(mailbox: Mailbox) -> dict[str, str]:
    return {
        "FAZHI_SMTP_HOST": "127.0.0.1",
        "FAZHI_SMTP_PORT": str(mailbox.port),
        "FAZHI_SMTP_SECURITY": "none",
        "FAZHI_ALERT_TO": "one@example.org, two@example.org",
    }


def text_in(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)


def an_outcome(outcome: str = "fail", severity: str = "abort") -> CheckOutcome:
    return CheckOutcome("key_is_unique", "report", severity, outcome, 3, 1)


def a_night(outcome: str, ended: str) -> Night:
    return Night("r000001", outcome, ended, ended, 1.0, 1, 4 if outcome == FAILED else 0)


def test_every_incident_is_worded_in_both_languages_and_every_exit_code_has_its_words() -> None:
    def codes(kind: type[FazhiError]) -> set[int]:
        return {kind.exit_code}.union(*(codes(below) for below in kind.__subclasses__()))

    told = codes(FazhiError) - {RunInProgress.exit_code}
    assert set(load_wording()["exit"]) == {str(code) for code in told}


def test_a_message_answers_what_since_when_what_is_served_and_what_to_do(home: Home) -> None:
    record_night(home, a_night(FAILED, MOMENT))
    text = compose(home, run_failed(home, AuditFailed("x"), "r1", outcomes=[an_outcome()])).text
    for question in QUESTIONS:
        assert question in text
    assert "report.key_is_unique" in text
    assert "2026-03-02 02:30 北京时间" in text
    assert "尚未发布任何版本" in text
    assert "nothing has been published yet" in text


def test_of_an_error_that_is_not_ours_only_the_kind_is_told(home: Home) -> None:
    text = compose(home, run_failed(home, RuntimeError(f"张三 {CANARY}"), "r1", step="report")).text
    assert "RuntimeError" in text
    assert CANARY not in text


def test_a_failure_is_dated_from_the_first_night_that_failed(home: Home) -> None:
    for day, outcome in ((1, NOTHING_NEW), (2, FAILED), (3, FAILED)):
        record_night(home, a_night(outcome, f"2026-03-0{day}T18:00:00+00:00"))
    assert run_failed(home, NoSpace("x"), "r3").since == "2026-03-02T18:00:00+00:00"
    assert age_of_success(home, datetime(2026, 3, 3, 18, tzinfo=UTC)) == timedelta(days=2)
    record_night(home, a_night(NOTHING_NEW, MOMENT))
    assert read_heartbeat(home).failing_since is None


def test_a_broken_record_of_nights_counts_as_none(home: Home) -> None:
    (home.root / "heartbeat.json").write_text("{", encoding="utf-8")
    assert age_of_success(home) is None


@pytest.mark.parametrize(
    ("channel", "path"),
    [
        ("dingtalk", ("markdown", "text")),
        ("wecom", ("text", "content")),
        ("feishu", ("content", "text")),
        ("webhook", ("text",)),
    ],
)
def test_each_bot_gets_the_json_that_it_expects(
    channel: str, path: tuple[str, ...], home: Home, heard: Webhook
) -> None:
    told = tell(home, died("r1", None), {WEBHOOKS[channel]: f"{heard.url}/hook"})
    assert told.by == (channel,)
    (body,) = heard.bodies
    markdown, text = {"msgtype": "markdown"}, {"msgtype": "text"}
    kinds = {"dingtalk": markdown, "wecom": text, "feishu": {"msg_type": "text"}}
    assert kinds.get(channel, {}).items() <= body.items()
    for key in path:
        body = body[key]
    assert all(question in body for question in QUESTIONS)


def test_a_signed_dingtalk_address_and_a_signed_feishu_body_verify(home: Home, heard: Webhook) -> None:
    tell(home, died("r1", None), {
        "FAZHI_DINGTALK_WEBHOOK": f"{heard.url}/robot?access_token=t", "FAZHI_DINGTALK_SECRET": "s1",
        "FAZHI_FEISHU_WEBHOOK": f"{heard.url}/feishu", "FAZHI_FEISHU_SECRET": "s2",
    })  # fmt: skip
    posted = zip(map(urlsplit, heard.paths), heard.bodies, strict=True)
    by_path = {address.path: (address, body) for address, body in posted}
    query = parse_qs(by_path["/robot"][0].query)
    expected = hmac.new(b"s1", f"{query['timestamp'][0]}\ns1".encode(), hashlib.sha256).digest()
    assert base64.b64decode(query["sign"][0]) == expected
    assert query["access_token"] == ["t"]
    body = by_path["/feishu"][1]
    expected = hmac.new(f"{body['timestamp']}\ns2".encode(), b"", hashlib.sha256).digest()
    assert base64.b64decode(body["sign"]) == expected


def test_a_letter_reaches_everybody_named(home: Home, mailbox: Mailbox) -> None:
    told = tell(home, stale(home, timedelta(hours=26)), mail_settings(mailbox))
    assert told.by == ("mail",)
    assert mailbox.recipients == ["one@example.org", "two@example.org"]
    (letter,) = mailbox.letters
    assert "法治数据仓库" in letter["Subject"]
    assert all(question in letter.get_content() for question in QUESTIONS)
    assert "26h" in letter.get_content()


def test_what_lasts_is_told_once_and_a_trial_each_time(home: Home, heard: Webhook) -> None:
    settings = {"FAZHI_WEBHOOK": heard.url}
    first, second = (tell(home, stale(home, timedelta(hours=26)), settings) for _ in range(2))
    assert (first.is_repeat, second.is_repeat, len(heard.bodies)) == (False, True, 1)
    for second_of_day in (1, 2):
        tell(home, trial(datetime(2026, 3, 1, 0, 0, second_of_day, tzinfo=UTC)), settings)
    assert len(heard.bodies) == 3


def refuse(heard: Webhook) -> None:
    heard.status = 500


def say_no(heard: Webhook) -> None:
    heard.answer = {"errcode": 310000, "errmsg": "sign not match"}


def keep_waiting(heard: Webhook) -> None:
    heard.delay = 2.0


def point_elsewhere(heard: Webhook) -> None:
    heard.status, heard.location = 302, f"{heard.url}/elsewhere"


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (refuse, "HTTP 500"),
        (say_no, "310000"),
        (keep_waiting, "0.5 s|Timeout|timeout"),
        (point_elsewhere, "HTTP 302"),
    ],
)
def test_a_bot_that_does_not_take_it_is_one_warning_and_is_told_again(
    spoil: Any, why: str, home: Home, heard: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    spoil(heard)
    settings = {"FAZHI_DINGTALK_WEBHOOK": f"{heard.url}/{CANARY}", "FAZHI_ALERT_TIMEOUT": "0.5"}
    begun = time.monotonic()
    with caplog.at_level(logging.WARNING, "fazhi.alerts"):
        told = tell(home, died("r1", None), settings)
    assert time.monotonic() - begun < 8
    assert told.by == ()
    assert any(word in told.failed["dingtalk"] for word in why.split("|")), told.failed
    assert len(caplog.records) == 1
    assert CANARY not in caplog.text
    assert "/elsewhere" not in heard.paths
    assert not tell(home, died("r1", None), settings).is_repeat


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"FAZHI_WEBHOOK": "http://127.0.0.1:1/" + CANARY}, "webhook"),
        ({"FAZHI_WEBHOOK": f"file:///{CANARY}"}, "FAZHI_WEBHOOK is no http"),
        ({"FAZHI_WEBHOOK": f"http://[{CANARY}"}, "webhook"),
        ({"FAZHI_SMTP_HOST": "127.0.0.1"}, "FAZHI_ALERT_TO names nobody"),
        ({**A_SERVER, "FAZHI_SMTP_PORT": CANARY}, "FAZHI_SMTP_PORT"),
        ({**A_SERVER, "FAZHI_SMTP_SECURITY": "ssl"}, "FAZHI_SMTP_SECURITY"),
        (
            {**A_SERVER, "FAZHI_SMTP_SECURITY": "none", "FAZHI_SMTP_USER": CANARY},
            "in the clear",
        ),
    ],
)
def test_a_wrong_setting_is_named_and_its_content_is_not(
    settings: dict[str, str], said: str, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        told = tell(home, died("r1", None), settings)
    assert told.by == ()
    assert said in caplog.text
    assert CANARY not in caplog.text


def test_one_dead_channel_does_not_keep_the_others_from_telling(
    home: Home, heard: Webhook, mailbox: Mailbox
) -> None:
    settings = {"FAZHI_WECOM_WEBHOOK": "http://127.0.0.1:1/", "FAZHI_FEISHU_WEBHOOK": heard.url}
    told = tell(home, died("r1", None), {**settings, **mail_settings(mailbox)})
    assert (told.by, list(told.failed)) == (("feishu", "mail"), ["wecom"])


def test_nothing_set_up_tells_nobody_and_writes_nothing(home: Home) -> None:
    assert tell(home, died("r1", None), {}).by == ()
    assert not (home.root / "alerts.json").exists()


def test_wecom_gets_no_more_than_it_takes() -> None:
    body = body_for("wecom", Message("题", ("汉" * 5000,)), "", 0.0)
    assert 3900 < len(body["text"]["content"].encode()) < 4096


def test_new_warnings_are_named_and_many_are_counted() -> None:
    outcomes = [CheckOutcome(f"rule_{n}", "report", "warn", "fail", 3, 1) for n in range(8)]
    told = checks_failed(outcomes, "r1")
    assert "report.rule_0" in told.zh
    assert "+3" in told.en
