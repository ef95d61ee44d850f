"""`python -m vakdesk`: what the launcher hands over to."""

import sys

from vakdesk.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
