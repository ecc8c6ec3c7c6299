"""The diagnostic's forms: shape and validation only. Services save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.functional import lazy

from assessment.forms.number_field import IndicatorNumberField
from assessment.models import (
    Diagnostic,
    Domain,
    DomainAnswer,
    FeatureAnswer,
    Guide,
    Indicator,
    IndicatorValue,
    LevelFeature,
    PracticeView,
)
from assessment.models.diagnostic import NOTE_LENGTH
from assessment.rules.decimals import with_unit
from assessment.rules.scoring import FeatureState
from localities.kit.nhsuk.dates import NHSDateField
from localities.kit.nhsuk.forms import LongTextField, Look, NHSForm, scale_choices
from localities.kit.revisions.forms import RevisedForm
from localities.kit.templatetags.components import descriptor


def scale_css(guide: Guide, *, named: bool = False) -> str:
    """The classes that lay a scale's radios out; `named` shows the names of its columns under them."""
    return f"app-scale app-scale--{guide.scale.layout}{' app-scale--names' if named else ''}"


def position_field(guide: Guide, label: str, missing: str, hint: str) -> forms.TypedChoiceField:
    """A radio for each position with the guide's own words; leaving them alone leaves the domain unanswered."""
    return forms.TypedChoiceField(
        label=label,
        help_text=hint,
        choices=scale_choices(guide.position_labels),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": f"{missing}, {guide.scale.span}"},
    )


_rendered_when_shown = lazy(render_to_string, str)  # an autosave shows no field


def descriptor_look(domain: Domain) -> Look:
    """The scale with the domain's descriptors over the positions that they describe."""
    guide = Guide.objects.whole(domain.guide_id)
    hints = {
        str(one.position): _rendered_when_shown(
            "components/descriptor.html",
            descriptor(title=guide.scale.label(one.position), summary=one.headline, points=one.examples),
        )
        for one in domain.descriptors.all()
    }
    return Look(size="m", heading=2, css=scale_css(guide), hints=hints)


def fits_best(guide: Guide) -> str:
    """How to choose, with the positions that have no description."""
    between = guide.scale.between_in_words
    hint = "Choose the description that fits best."
    return f"{hint} Choose {between} if you are in between." if between else hint


class DomainAnswerForm(RevisedForm):
    """Where the locality stands on one domain."""

    class Meta(RevisedForm.Meta):
        model = DomainAnswer
        fields = ["position", "target", "agreement", "evidence", "priority"]
        help_texts = {
            "agreement": "The reasons for this position, in your own words",
            "evidence": "What you looked at, and where to find it",
        }

    def __init__(self, *args: Any, domain: Domain, needs: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        guide = Guide.objects.whole(domain.guide_id)
        self.fields["position"] = position_field(
            guide,
            "Where is the locality today?",
            "Choose where the locality is today",
            fits_best(guide),
        )
        self.fields["target"] = position_field(
            guide,
            "Where does it need to be in two years?",
            "Choose where it needs to be in two years",
            needs,
        )
        self.looks = {
            "position": descriptor_look(domain),
            "target": Look(size="m", heading=2, css=scale_css(guide, named=True)),
            "agreement": Look(size="s", rows=7),
            "evidence": Look(size="s", rows=4),
        }


class FeatureAnswerForm(RevisedForm):
    """How far one feature of a level is in place. One of several on the page, so it has a prefix."""

    looks = {"state": Look(size="s", inline=True, small=True), "note": Look(rows=2)}

    class Meta(RevisedForm.Meta):
        model = FeatureAnswer
        fields = ["state", "note"]

    def __init__(self, *args: Any, feature: LevelFeature, has_signs: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        explained = {"feature": feature, "has_signs": has_signs}
        self.fields["state"] = forms.ChoiceField(
            label=feature.text,
            help_text=_rendered_when_shown("assessment/feature_hint.html", explained),
            choices=[(state.value, state.label) for state in FeatureState],
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Choose how far this is in place"},
        )
        self.fields["note"].label = "Note (optional)"


class IndicatorValueForm(RevisedForm):
    """A number, its date and where it comes from. One of several on the page, so it has a prefix."""

    instance: IndicatorValue

    class Meta(RevisedForm.Meta):
        model = IndicatorValue
        fields = ["value", "as_of", "source", "why"]

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        instance: IndicatorValue,
        indicator: Indicator,
        today: date,
        **options: Any,
    ) -> None:
        super().__init__(data, instance=instance, **options)
        self.indicator, self.today = indicator, today
        unit = indicator.unit
        if instance.published is None:
            del self.fields["why"]
        self.fields["value"] = IndicatorNumberField(indicator=indicator)
        self.looks = {
            "value": Look(width=10, suffix=unit if len(unit) <= 3 else ""),
            "source": Look(width=30),
        }
        if len(unit) > 3:
            self.fields["value"].help_text = unit[:1].upper() + unit[1:]
        self.fields["source"].help_text = "For example, appointment books of all practices, four weeks in June"

    def asks_of(self, name: str) -> str:
        return self.indicator.title if name == "value" else super().asks_of(name)

    def clean(self) -> dict[str, Any]:
        """A number says nothing without its date and source."""
        found = super().clean() or self.cleaned_data
        value = found.get("value")
        if value is not None:
            if found.get("as_of") is None and "as_of" not in self.errors:
                self.add_error("as_of", "Enter the date of the figure")
            if not found.get("source"):
                self.add_error("source", "Say where the figure comes from")
            published = self.instance.published
            if published is not None and value != published and not found.get("why"):
                self.add_error("why", f"Say why it is not the published {with_unit(published, self.indicator.unit)}")
        if found.get("as_of") and found["as_of"] > self.today:
            self.add_error("as_of", "The date of the figure must be today or in the past")
        return found


class PracticeViewForm(RevisedForm):
    """One practice's own view of one domain."""

    class Meta(RevisedForm.Meta):
        model = PracticeView
        fields = ["position", "comment"]
        help_texts = {"comment": "What makes you say so (optional)"}

    def __init__(self, *args: Any, domain: Domain, **options: Any) -> None:
        super().__init__(*args, **options)
        guide = Guide.objects.whole(domain.guide_id)
        self.fields["position"] = position_field(
            guide,
            "Where is the locality today, in your practice’s view?",
            "Choose where the locality is today",
            fits_best(guide),
        )
        self.looks = {"position": descriptor_look(domain), "comment": Look(size="s", rows=4)}


class StartForm(NHSForm, forms.ModelForm):
    """A name and a date for a new diagnostic, and its guide where the system uses several."""

    looks = {"title": Look(width=20)}
    started_on = NHSDateField(label="Date of the diagnostic")

    class Meta:
        model = Diagnostic
        fields = ["title", "started_on"]
        labels = {"title": "Name"}
        help_texts = {"title": "For example, September 2018. It tells this diagnostic from the next one"}
        error_messages = {"title": {"required": "Enter a name for the diagnostic"}}

    def __init__(self, *args: Any, guides: Sequence[Guide], **options: Any) -> None:
        super().__init__(*args, **options)
        self.guides = {guide.code: guide for guide in guides}
        if len(guides) > 1:
            self.fields["guide"] = forms.TypedChoiceField(
                label="Which guide does it follow?",
                choices=[(guide.code, str(guide)) for guide in guides],
                coerce=self.guides.__getitem__,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose the guide that it follows"},
            )


class AgreeForm(NHSForm, forms.Form):
    """Nothing to fill in: why a diagnostic cannot be agreed is said on it."""


class ReopenForm(NHSForm, forms.Form):
    """Why an agreed diagnostic is opened again; kept on the record."""

    why = LongTextField(
        label="Why is it reopened?",
        max_length=NOTE_LENGTH,
        help_text="Everybody who can read the diagnostic can read the reason",
        error_messages={"required": "Say why the diagnostic is reopened"},
    )
