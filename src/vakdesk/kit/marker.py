"""The line our own mails open with: whatever a mail program does to a reply, what stands below it is history."""

OPENS, CLOSES = "##~", "~##"


def marker_line(sentence: str) -> str:
    return f"{OPENS} {sentence} {CLOSES}"
