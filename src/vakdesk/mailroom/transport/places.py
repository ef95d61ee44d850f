"""Where a server is: on this machine, where nobody listens in, or elsewhere."""

import ipaddress


def is_this_machine(host: str) -> bool:
    """Whether the host is the loopback, by name or number."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
