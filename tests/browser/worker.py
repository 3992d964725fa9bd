"""`python -m tests.browser.worker <days ahead>`: the portal's worker, impatient.

It ticks every second instead of every five or sixty, and its clock may be ahead: that stands in
for the days a reminder waits. Everything else is what `flask worker` runs.
"""

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import time_machine

from app import create_app
from app.jobs import JOBS, run_worker

if __name__ == "__main__":
    portal = create_app()
    impatient = [replace(job, seconds=1) for job in JOBS]
    ahead = timedelta(days=float(sys.argv[1]))
    with time_machine.travel(datetime.now(UTC) + ahead, tick=True):
        run_worker(portal, impatient)
