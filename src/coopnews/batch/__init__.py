"""Jobs over dumps: articles in, tables out, in parallel, to be stopped and gone on with at any time."""

from coopnews.batch.run import Job, Outcome, Watcher, failures, run

__all__ = ["Job", "Outcome", "Watcher", "failures", "run"]
