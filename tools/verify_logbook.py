#!/usr/bin/env python3
"""Verifies an exported Vakdesk logbook offline. Standard library only.

    python3 verify_logbook.py EXPORT.jsonl [HEADS.jsonl]

Prints one line and exits 0 when every entry holds, 1 when one does not, 2 when the file cannot be read.
HEADS.jsonl is the file of head digests kept outside the desk; with it a shortened or rewritten end is found too.
"""

import hashlib
import json
import pathlib
import sys

COVERED = [
    *("book", "position", "at", "happened_at", "actor_id", "machine", "on_behalf_of_id", "door", "verb"),
    *("subject_type", "subject_id", "subject_reference", "cause", "correlation", "facts", "seal", "previous"),
]


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def fault(entry, before, kept, redacted):
    """What is wrong with the entry, or "" when it holds."""
    if entry["position"] != before["position"] + 1:
        return f"an entry is missing: the next one is {entry['position']}"
    if entry["previous"] != before["digest"]:
        return "it does not follow the entry before it"
    if entry["digest"] != sha256(canonical([entry[name] for name in COVERED])):
        return "its content does not match its digest"
    if entry["sealed"] is None or entry["salt"] is None:
        if (entry["book"], entry["position"]) not in redacted:
            return "its sealed particulars are gone and no redaction names it"
    elif sha256(entry["salt"] + canonical(entry["sealed"])) != entry["seal"]:
        return "its sealed particulars were changed"
    if kept.get((entry["book"], entry["position"]), entry["digest"]) != entry["digest"]:
        return "its digest is not the one that was kept outside"
    return ""


def verify(lines, heads):
    """(entries that hold, where the first bad one is or None, why)."""
    rows = [json.loads(line) for line in lines if line.strip()]
    entries = [row for row in rows if "head" not in row]
    kept = {(head["book"], head["position"]): head["digest"] for head in heads}
    redacted = {(e["book"], p) for e in entries if e["verb"] == "logbook.redacted" for p in e["facts"]["positions"]}
    last = {}
    for count, entry in enumerate(entries):
        before = last.get(entry["book"], {"position": 0, "digest": ""})
        if why := fault(entry, before, kept, redacted):
            return count, f"{entry['book']} {before['position'] + 1}", why
        last[entry["book"]] = entry
    ends = [(row["head"], row["position"], row["digest"]) for row in rows if "head" in row]
    for book, position in [*((book, position) for book, position, _digest in ends), *kept]:
        end = last.get(book, {"position": 0, "digest": ""})
        if position > end["position"]:
            return len(entries), f"{book} {end['position'] + 1}", f"the end is missing: there were {position} entries"
    for book, position, digest in ends:
        end = last.get(book, {"position": 0, "digest": ""})
        if (position, digest) != (end["position"], end["digest"]):
            return len(entries), f"{book} {end['position']}", "the head does not match the last entry"
    return len(entries), None, ""


def main(words):
    if not 1 <= len(words) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        files = [pathlib.Path(word).read_text(encoding="utf-8").splitlines() for word in words]
        count, bad, why = verify(files[0], [json.loads(line) for line in files[1]] if len(files) > 1 else [])
    except (OSError, ValueError, KeyError, TypeError) as unreadable:
        print(f"This is no readable logbook export: {type(unreadable).__name__}", file=sys.stderr)
        return 2
    print(f"{count} entries, all hold." if bad is None else f"First bad entry: {bad}: {why}.")
    return 0 if bad is None else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
