"""The versions of guides that there are, drafts among them, and the files they came from."""

from __future__ import annotations

from assessment.models import Guide, GuideSource


def every_version() -> list[Guide]:
    """Every version, drafts first, then what was published last."""
    return sorted(Guide.objects.order_by("-published_at", "-pk"), key=lambda guide: guide.published_at is not None)


def other_versions(guide: Guide) -> list[Guide]:
    """The published versions of the same guide besides: those before it first, the newest of them on top."""
    others = Guide.objects.published().filter(code=guide.code).exclude(pk=guide.pk).order_by("-pk")
    return sorted(others, key=lambda other: other.pk > guide.pk)


def file_of(guide: Guide) -> bytes:
    """The file that a guide came from, as it was."""
    return bytes(GuideSource.objects.get(guide=guide).content)
