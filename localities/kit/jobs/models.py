"""Who does the jobs."""

from django.db import models


class Worker(models.Model):
    """A process of `manage.py worker` while it lives. It says so every few seconds; who falls silent is taken for dead.

    The jobs themselves are rows of django-tasks, which name the worker that began them.
    """

    name = models.CharField(max_length=32, unique=True)
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return self.name
