"""Every address of the service that a browser can open, opened once by somebody whom it is for."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator

from django.contrib import admin
from django.db.models import Model
from django.urls import NoReverseMatch, get_resolver, reverse

from assessment.models import Diagnostic
from assessment.selection.models import Application, Wave
from devplans.models import Plan
from localities.models import Commissioner, Invitation, Locality, Role, System, User
from tests.addresses import Only, addresses
from tests.benchmarks.pages import Nation
from tests.benchmarks.served import Browser
from tests.benchmarks.stage import FIRST, LARGE, person

ANSWERS = {200, 302}
CANNOT_BE_OPENED = 405
"""A form's button alone leads there."""

NOT_NOW = {
    "plan-close": "before the plan's period is over",
    "invitation-accept": "with a token that nobody was sent",
    "capacity-take": "where a practice's figures did not change since",
}
"""Addresses that answer with a page that says why not, in the nation as it is made."""


def main() -> None:
    """Print how many addresses were opened; end with a list of those that nobody could."""
    answers = _of_the_service()
    answers |= {path: {Browser(person("admin")).get(path).status} for path in _administration()}
    answers |= {path: {Browser().get(path).status} for path in _accounts()}
    wrong = {name: sorted(found) for name, found in answers.items() if _is_wrong(name, found)}
    if wrong:
        sys.exit(f"Not opened: {json.dumps(wrong, indent=1)}")
    print(sum(CANNOT_BE_OPENED not in found for found in answers.values()))


def _is_wrong(name: str, found: set[int]) -> bool:
    if any(status >= 500 for status in found):
        return True
    return not found & {*ANSWERS, CANNOT_BE_OPENED} and name not in NOT_NOW


def _of_the_service() -> dict[str, set[int]]:
    """By the name of an address, what it answered: those who may are tried until somebody sees the page."""
    at = Nation()
    browsers = [Browser(user) for user in _people(at)]
    found: dict[str, set[int]] = defaultdict(set)
    for address in addresses(only=_objects(at), each=1):
        name = address.name or address.path
        for browser in browsers:
            if found[name] & ANSWERS or CANNOT_BE_OPENED in found[name]:
                break
            found[name].add(browser.get(address.path).status)
    return found


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
