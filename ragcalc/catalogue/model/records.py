"""What every record of the files shares."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """What every model shares: unknown keys are errors, nothing changes after reading."""

    # the two files' own models are built when they are read, and with them all that they hold
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
