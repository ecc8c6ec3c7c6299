"""The error that services raise for people."""


class Refused(Exception):  # noqa: N818  it is what happened, not a fault
    """A step that cannot be taken now. The message says why and what to do, in words for the person."""
