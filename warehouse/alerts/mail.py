"""A message as an e-mail, through the server that the environment names."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage

from warehouse.alerts.message import Message, NotTold

SECURITY = {"none": 25, "starttls": 587, "tls": 465}
"""How the way to the server is guarded, with the port that goes with it."""


def send_mail(message: Message, environ: Mapping[str, str], seconds: float) -> None:
    """Send a message to ``$FAZHI_ALERT_TO``.

    Raises:
        NotTold: a setting is missing or wrong; the words name the setting, not what it holds.
        OSError: the server cannot be reached.
        smtplib.SMTPException: it refused.
    """
    host, recipients = environ["FAZHI_SMTP_HOST"], _recipients(environ)
    security = environ.get("FAZHI_SMTP_SECURITY", "starttls")
    if security not in SECURITY:
        raise NotTold(f"FAZHI_SMTP_SECURITY is none of {', '.join(SECURITY)}")
    port = _port(environ.get("FAZHI_SMTP_PORT") or str(SECURITY[security]))
    user, password = environ.get("FAZHI_SMTP_USER"), environ.get("FAZHI_SMTP_PASSWORD")
    if user and security == "none":
        raise NotTold("FAZHI_SMTP_USER with FAZHI_SMTP_SECURITY=none would send the password in the clear")
    secure = ssl.create_default_context()
    opened = (
        smtplib.SMTP_SSL(host, port, timeout=seconds, context=secure)
        if security == "tls"
        else smtplib.SMTP(host, port, timeout=seconds)
    )
    with opened as server:
        if security == "starttls":
            server.starttls(context=secure)
        if user:
            server.login(user, password or "")
        server.send_message(_letter(message, environ.get("FAZHI_ALERT_FROM") or recipients[0], recipients))


def _letter(message: Message, sender: str, recipients: list[str]) -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"] = message.title
    letter["From"], letter["To"] = sender, ", ".join(recipients)
    letter.set_content("\n".join(message.lines) + "\n")
    return letter


def _recipients(environ: Mapping[str, str]) -> list[str]:
    found = [word.strip() for word in environ.get("FAZHI_ALERT_TO", "").split(",") if word.strip()]
    if not found:
        raise NotTold("FAZHI_ALERT_TO names nobody")
    return found


def _port(word: str) -> int:
    if not word.isdecimal():
        raise NotTold("FAZHI_SMTP_PORT is no number")
    return int(word)
