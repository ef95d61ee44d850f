"""What can be done with notices. Writing and reading them is machinery (decision 0006); choosing and tending are acts."""

from vakdesk.notices.actions.choosing import choose, choose_news, choose_rhythm, stop_mail
from vakdesk.notices.actions.posting import new_message_id, post
from vakdesk.notices.actions.reading import mark_all_read, mark_read, mark_read_about
from vakdesk.notices.actions.rewording import reset_text, reword_text
from vakdesk.notices.actions.tending import give_up, retry

__all__ = [
    "choose",
    "choose_news",
    "choose_rhythm",
    "give_up",
    "mark_all_read",
    "mark_read",
    "mark_read_about",
    "new_message_id",
    "post",
    "reset_text",
    "retry",
    "reword_text",
    "stop_mail",
]
