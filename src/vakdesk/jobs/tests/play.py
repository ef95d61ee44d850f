"""A worker in a process of its own, quicker to lose patience: `python -m vakdesk.jobs.tests.play [linger]`."""

import signal
import sys
import threading
from datetime import timedelta

import django

django.setup()

from vakdesk.jobs import rhythm, worker  # noqa: E402  after setup
from vakdesk.jobs.tests import samples  # noqa: E402

rhythm.LEASE, rhythm.PULSE = timedelta(seconds=5), timedelta(seconds=0.4)
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
for name in sys.argv[1:]:
    getattr(samples, name).enqueue(1)
sys.exit(0 if worker.run(stop) else 3)
