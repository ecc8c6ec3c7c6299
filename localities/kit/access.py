"""The one way a view is guarded: load through what the person may see, then ask for the permission.

What you may not see does not exist (404). Seeing without the right to change answers a change with 403.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import rules
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import get_object_or_404, render

from localities.kit.refused import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User  # whatever AUTH_USER_MODEL is

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD", "OPTIONS")


def for_object(
    model: type[models.Model], *, read: str, write: str | None = None, key: str = "pk", seen: str = ""
) -> Callable[[View], View]:
    """Hand the view the object named by `key` in the URL, if this person may see it and has the permission.

    A step that a service refuses is answered with a page that says why, where the view does not say it itself.
    `read` is asked for when looking, `write` when changing. A page that only serves changing names the same
    permission twice: who may view the object without that gets a 403. `seen` names the permission to see what the
    page is about, where viewing the object is not enough, such as the scores of an application. The permissions stay
    on the view, so that a test can prove no view goes without.
    """

    sees = seen or (read if read != write else _permission_to_view(model))

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            visible = model._default_manager.visible_to(request.user)  # type: ignore[attr-defined]
            found = get_object_or_404(visible, **{key: kwargs.pop(key)})
            permission = read if request.method in READING else write
            if not request.user.has_perm(permission or read, found):
                if rules.perm_exists(sees) and not request.user.has_perm(sees, found):
                    raise Http404
                raise PermissionDenied
            if permission is None:
                return HttpResponseNotAllowed(READING)
            try:
                return view(request, found, **kwargs)
            except Refused as error:  # what the page itself has no place for
                context = {"error": error, "locality": locality_shown(request, found)}
                return render(request, "refused.html", context, status=409)

        def may_write(user: User, kwargs: dict[str, Any]) -> bool:
            found = model._default_manager.visible_to(user).filter(**{key: kwargs[key]}).first()  # type: ignore[attr-defined]
            return found is not None and write is not None and user.has_perm(write, found)

        guarded.permissions = (read, write)  # type: ignore[attr-defined]
        guarded.may_write = may_write  # type: ignore[attr-defined]
        return guarded

    return decorate


def locality_shown(request: HttpRequest, found: models.Model) -> models.Model | None:
    """Return the locality whose menu goes with an object, for those who may open what is in the menu.

    An object says itself which that is: its `locality`.
    """
    locality: models.Model | None = getattr(found, "locality", None)
    return locality if locality and request.user.has_perm(_permission_to_view(locality), locality) else None


def _permission_to_view(model: models.Model | type[models.Model]) -> str:
    return f"{model._meta.app_label}.{get_permission_codename('view', model._meta)}"


def for_holders_of(permission: str, *, write: bool = False) -> Callable[[View], View]:
    """Mark a view that is about no one object: for everybody without the permission it does not exist.

    `write` says whether something can be changed there.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise Http404
            if request.method not in READING and not write:
                return HttpResponseNotAllowed(READING)
            return view(request, **kwargs)

        guarded.permissions = (permission, permission if write else None)  # type: ignore[attr-defined]
        guarded.may_write = lambda user, kwargs: write and user.has_perm(permission)  # type: ignore[attr-defined]
        return guarded

    return decorate


def for_anyone_signed_in(view: View) -> View:
    """Mark a view that needs no permission beyond being signed in: it shows a person only what is theirs."""
    view.permissions = ("signed in", None)  # type: ignore[attr-defined]
    view.may_write = lambda user, kwargs: True  # type: ignore[attr-defined]
    return view


def person(request: HttpRequest) -> User:
    """Return who is asking. Views are guarded, so it is somebody signed in."""
    assert request.user.is_authenticated  # noqa: S101  tells the type checker what the guard made sure of
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, None when the page is only looked at. An empty post is a post."""
    return request.POST if request.method == "POST" else None
