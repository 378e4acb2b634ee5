"""Why nothing was scored."""


class NotScored(Exception):
    """Nothing was scored and nothing written; `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
