"""The desk as it is served, under load."""

from vakdesk.kit.benches import Figures, bench


@bench(
    "desk",
    help="the served desk: queue, ticket, search, create and reply at 1 and 8 clients, beside a bare page and the bare rows (Linux)",
)
def desk(tickets: int) -> Figures:
    from vakdesk.config.measuring.desk import measure  # noqa: PLC0415  loads the server, which other commands do not need

    return measure(tickets)
