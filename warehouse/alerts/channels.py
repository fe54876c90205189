"""The ways out: e-mail, the bots of DingTalk, WeCom and Feishu, and any webhook that takes JSON.

Set up by the environment alone. An address of a bot is itself a secret: no error of this module names it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote_plus, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from warehouse.alerts.mail import send_mail
from warehouse.alerts.message import Message, NotTold

WEBHOOKS = {
    "dingtalk": "FAZHI_DINGTALK_WEBHOOK",
    "wecom": "FAZHI_WECOM_WEBHOOK",
    "feishu": "FAZHI_FEISHU_WEBHOOK",
    "webhook": "FAZHI_WEBHOOK",
}
SECRETS = {"dingtalk": "FAZHI_DINGTALK_SECRET", "feishu": "FAZHI_FEISHU_SECRET"}
MAIL_HOST = "FAZHI_SMTP_HOST"
_WECOM_BYTES = 4000
"""WeCom refuses a longer text."""
_ANSWER_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Channel:
    """One way out."""

    name: str
    send: Callable[[Message, float], None]
    """Takes the message and the seconds to wait."""


def channels(environ: Mapping[str, str]) -> list[Channel]:
    """Return the channels that the environment sets up; none where it says nothing."""
    found = [
        Channel(name, _poster(name, environ[variable], environ.get(SECRETS.get(name, ""), "")))
        for name, variable in WEBHOOKS.items()
        if environ.get(variable)
    ]
    if environ.get(MAIL_HOST):
        found.append(Channel("mail", lambda message, seconds: send_mail(message, environ, seconds)))
    return found


def body_for(name: str, message: Message, secret: str, now: float) -> dict[str, Any]:
    """Return the JSON that a bot expects. ``now`` is in seconds since 1970: a signature holds for an hour."""
    markdown = "\n\n".join(line or "---" for line in message.lines)
    if name == "dingtalk":
        text = f"### {message.title}\n\n{markdown}"
        return {"msgtype": "markdown", "markdown": {"title": message.title, "text": text}}
    if name == "wecom":
        return {"msgtype": "text", "text": {"content": _cut(message.text, _WECOM_BYTES)}}
    if name == "feishu":
        body: dict[str, Any] = {"msg_type": "text", "content": {"text": message.text}}
        return {**body, "timestamp": str(int(now)), "sign": _feishu_sign(secret, now)} if secret else body
    return {"title": message.title, "text": message.text, "lines": list(message.lines)}


def address_for(name: str, url: str, secret: str, now: float) -> str:
    """Return where to post: DingTalk wants its signature in the address."""
    if name != "dingtalk" or not secret:
        return url
    stamp = str(int(now * 1000))
    sign = _signed(secret.encode(), f"{stamp}\n{secret}".encode())
    return f"{url}{'&' if '?' in url else '?'}timestamp={stamp}&sign={quote_plus(sign)}"


class _StayHere(HTTPRedirectHandler):
    """An answer that points elsewhere is no answer: the message must not wander."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


def _poster(name: str, url: str, secret: str) -> Callable[[Message, float], None]:
    def post(message: Message, seconds: float) -> None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise NotTold(f"{WEBHOOKS[name]} is no http(s) address")
        now = time.time()
        body = json.dumps(body_for(name, message, secret, now), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        request = Request(address_for(name, url, secret, now), data=body, headers=headers)
        try:
            with build_opener(_StayHere).open(request, timeout=seconds) as answer:
                _accepted(answer.read(_ANSWER_BYTES))
        except HTTPError as error:
            error.close()
            raise NotTold(f"HTTP {error.code}") from None

    return post


def _accepted(answer: bytes) -> None:
    """Refuse an answer in which a bot says no: all of them do so with HTTP 200."""
    try:
        told = json.loads(answer)
    except ValueError:
        return
    code = told.get("errcode", told.get("code", 0)) if isinstance(told, dict) else 0
    if code not in (0, "0", None):
        raise NotTold(f"refused with code {str(code)[:20]}")


def _feishu_sign(secret: str, now: float) -> str:
    return _signed(f"{int(now)}\n{secret}".encode(), b"")


def _signed(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def _cut(text: str, limit: int) -> str:
    return text.encode()[:limit].decode("utf-8", "ignore")
