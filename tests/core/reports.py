"""Reports of delivery as mail servers write them (RFC 3464)."""

REPORT = """\
From: MAILER-DAEMON@mail.example (Mail Delivery System)
To: bounces@portal.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

I am sorry to have to inform you that your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
{envelope}Arrival-Date: Fri, 12 Mar 2027 09:00:00 +0000

Final-Recipient: rfc822; jo@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} <jo@example.org>: no such person

--b1
Content-Type: {kind}

From: portal@portal.example
Message-ID: {message_id}
Subject: Words

--b1--
"""


def report(
    message_id: str,
    *,
    status: str = "5.1.1",
    action: str = "failed",
    kind: str = "text/rfc822-headers",
    envelope_id: str = "",
) -> bytes:
    """A report about one mail; `kind` is the type of the part that came back."""
    envelope = f"Original-Envelope-Id: {envelope_id}\n" if envelope_id else ""
    filled = REPORT.format(
        message_id=message_id, status=status, action=action, kind=kind, envelope=envelope
    )
    return filled.replace("\n", "\r\n").encode()
