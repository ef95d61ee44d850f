"""How long a worker may be silent, how often a job is tried, and how long it waits in between."""

from datetime import timedelta

#: A job whose worker has not been heard of for this long is given to another worker.
LEASE = timedelta(seconds=30)
#: How often a worker says that it is alive.
PULSE = timedelta(seconds=5)
#: How many jobs one worker runs side by side, so that a long one does not hold up the mail.
JOBS_AT_ONCE = 2
#: Waiting time after the first, second … failed attempt: together about two hours.
DELAYS = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 90, 270, 810, 2430, 3600))
#: The attempt after which a failing job is left to an administrator.
ATTEMPTS = len(DELAYS) + 1
#: Finished jobs stay readable for this long; failed ones until somebody decides.
KEEP = timedelta(days=14)
