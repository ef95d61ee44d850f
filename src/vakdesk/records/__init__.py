"""What every first-class record has: reference, links, messages and notes, attachments, watchers, tags, shares."""
