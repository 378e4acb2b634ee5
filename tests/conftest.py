"""Settings of the whole suite."""

from hypothesis import HealthCheck, settings

# A busy machine is no fault of the code: no test fails for the time that it takes. What CI=true
# sets, the same examples every time, is kept.
settings.register_profile(
    "unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")
