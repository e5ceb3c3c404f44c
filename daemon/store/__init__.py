"""Memory: SQLAlchemy lives here and nowhere else."""

from daemon.store.store import Store

__all__ = ["Store"]
