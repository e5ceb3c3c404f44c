"""What holds for every test: the same examples each time, however long the machine pauses.

``pytest --hypothesis-profile=explore`` looks for new examples instead.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("patient", settings.get_profile("explore"), derandomize=True)
settings.load_profile("patient")
