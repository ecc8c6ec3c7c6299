"""Every address of the service that a browser can open, opened once by somebody whom it is for."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence

from django.contrib import admin
from django.db.models import Model
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from assessment.models import Diagnostic
from assessment.selection.models import Application, Wave
from devplans.models import Plan
from localities.models import Commissioner, Invitation, Locality, Role, System, User
from tests.addresses import Only, addresses
from tests.benchmarks.opening import CANNOT_BE_OPENED, OPENED, is_wrong
from tests.benchmarks.pages import Nation
from tests.benchmarks.served import Browser
from tests.benchmarks.stage import FIRST, LARGE, person


def main() -> None:
    """Print how many addresses were opened; end with a list of those that nobody could."""
    answers = _of_the_service()
    answers |= {path: {Browser(person("admin")).get(path).status} for path in _administration()}
    answers |= {path: {Browser().get(path).status} for path in _accounts()}
    wrong = {name: sorted(found) for name, found in answers.items() if is_wrong(name, found)}
    if wrong:
        sys.exit(f"Not opened: {json.dumps(wrong, indent=1)}")
    print(sum(CANNOT_BE_OPENED not in found for found in answers.values()))


def _of_the_service() -> dict[str, set[int]]:
    """By the name of an address, what it answered: those who may are tried until somebody sees the page."""
    at = Nation()
    browsers = [Browser(user) for user in _people(at)]
    found: dict[str, set[int]] = {name: set() for name in _names(get_resolver().url_patterns)}
    for address in addresses(only=_objects(at), each=1):
        name = address.name or address.path
        for browser in browsers:
            if found[name] & OPENED or CANNOT_BE_OPENED in found[name]:
                break
            found[name].add(browser.get(address.path).status)
    return found


def _names(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[str]:
    """The name of every address, or its route: also of those for which nothing is found to be about."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or f"/{pattern.pattern}"
        elif str(pattern.pattern) not in ("accounts/", "admin/"):
            yield from _names(pattern.url_patterns)


def _people(at: Nation) -> list[User]:
    representative = person(f"practice.{at.place.practices.all()[0].ods_code.lower()}")
    submitter = User.objects.get(roles__locality=at.submitted.locality, email__startswith="lead")
    people = [at.lead, at.planner, submitter, at.officer, at.approver, at.panel, at.large]
    return [*people, person(f"approver.{LARGE.lower()}"), representative, at.team, at.administrator]


def _objects(at: Nation) -> Only:
    """What is under way, and beside it what is over."""
    over = Wave.objects.filter(commissioner__ods_code=FIRST).order_by("pk")[0]
    objects: dict[type[Model], list[Model]] = {
        Locality: [at.place],
        Diagnostic: [at.open, at.agreed],
        Plan: [at.draft, at.submitted, at.approved],
        Wave: [at.judged, at.scored, at.taking, over],
        Application: [at.to_write, at.to_score, at.to_judge, over.applications.all()[0]],
        Commissioner: [at.place.commissioner, at.judged.commissioner],
        System: [at.place.commissioner.system],
        Invitation: list(Invitation.objects.open()[:1]),
        Role: list(Role.objects.filter(locality=at.place)[:2]),
    }
    return objects


def _administration() -> Iterator[str]:
    """The index, and of every table its list, an empty form where rows can be added, and its newest row."""
    yield reverse("admin:index")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        newest = model._default_manager.order_by("-pk").first()
        if newest:
            yield reverse(f"{name}_change", args=[newest.pk])
            yield reverse(f"{name}_history", args=[newest.pk])


def _accounts() -> Iterator[str]:
    """What allauth has for people who are not signed in, without what names a token."""
    for name in get_resolver().reverse_dict:
        if isinstance(name, str) and name.startswith(("account_", "mfa_")):
            try:
                yield reverse(name)
            except NoReverseMatch:
                continue  # with a token
