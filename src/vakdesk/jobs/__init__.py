"""Work done later and by itself: background jobs, the timetable, and the worker that keeps both."""
