"""Which of the suggested actions to put into the plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format

from devplans.queries.proposal import Group
from devplans.rules.suggestions import Suggestion
from devplans.services.plans import NO_LONGER_SUGGESTED
from localities.kit.nhsuk.fields import OfferedField
from localities.kit.nhsuk.forms import Look, NHSForm


class SuggestionsForm(NHSForm, forms.Form):
    """The actions of a proposal by what needs them; those to start with are ticked."""

    def __init__(
        self, data: Any, *, groups: Sequence[Group], taken: Collection[str], support: Mapping[str, str]
    ) -> None:
        """`taken`: keys of actions that the plan has or had; `support`: by code the title of what can be asked for."""
        super().__init__(data)
        needs = [need for group in groups for need in group.needs]
        actions = [action for need in needs for action in need.actions]
        self.looks = {
            "key": Look(
                small=True,
                hints={action.key: _in_short(action) for action in actions},
                more={action.key: _at_length(action, support) for action in actions},
            )
        }
        self.fields["key"] = OfferedField(
            label="Suggested actions",
            choices=[(need.name, [(action.key, action.title) for action in need.actions]) for need in needs],
            initial=[action.key for action in actions if action.recommended],
            taken=taken,
            error_messages={"required": "Tick at least one action to add", "invalid_choice": NO_LONGER_SUGGESTED},
        )

    @property
    def ticked(self) -> frozenset[str]:
        return frozenset(self["key"].value() or ())


def _in_short(action: Suggestion) -> str:
    before = "Removed before. " if action.removed_before else ""
    led_by = f"Usually led by: {action.owner_role}" if action.owner_role else "Who leads it is for you to say"
    by = f", by {date_format(action.due)}" if action.due else ""
    return f"{before}{led_by}. {action.weeks} weeks{by}."


def _at_length(action: Suggestion, support: Mapping[str, str]) -> str:
    return f"{action.detail}\nSupport to ask for: {support[action.support]}." if action.support else action.detail
