"""The forms of a wave: planning it, what may change on the way, its panel and the panel's meeting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from assessment.models import Guide
from assessment.selection.forms.datetime_fields import clean_moment, shown
from assessment.selection.models import PanelMember, Wave
from assessment.selection.models.wave_transitions import CHANGE, CHANGE_PLACES, PUT_OFF, SAVE_ATTENDANCE
from assessment.selection.models.waves import TIE_BREAK, WORD_LIMIT
from assessment.selection.services.waves import NOBODY_MET, WAVE, why_not_met_on, why_not_put_off_to
from localities.kit.bounds import Bounds
from localities.kit.nhsuk.clock import clock_field
from localities.kit.nhsuk.dates import NHSDateField
from localities.kit.nhsuk.fields import WholeNumberField
from localities.kit.nhsuk.forms import LongTextField, Look, NHSForm
from localities.kit.pages.phrases import at_time
from localities.kit.workflow import Transition

WHY_LENGTH = 1000
PLANNED = ("title", "places", "opens_at", "closes_at", "word_limit", "tie_break", "offers")


YEARS_AHEAD = 5
"""How far ahead a wave may be planned. Our own limit: a wave is over within a year, and a mistyped year is not."""


# The model's own limits. What is usual rests on the strategy's first wave and on how long a page of writing is.
PLACES = Bounds(1, 100, (1, 10), "A wave seldom has over 10 places.")
WORDS = Bounds(50, 2000, (100, 1000), "Statements have 100 to 1,000 words as a rule.")


def _near(*fields: forms.Field) -> None:
    """Let dates of a wave be in the years around this one only."""
    now = timezone.localdate().year
    for field in fields:
        field.years = (now - 1, now + YEARS_AHEAD)  # type: ignore[attr-defined]


def _number(label: str, bounds: Bounds, hint: str = "") -> WholeNumberField:
    wrong = f"{label} must be a whole number from {bounds.least} to {bounds.most:,}"
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
    return WholeNumberField(label=label, bounds=bounds, help_text=hint, error_messages=errors)


def _places() -> WholeNumberField:
    return _number("Places", PLACES, "How many localities can be selected at most")


def why_field(label: str) -> LongTextField:
    return LongTextField(label=label, max_length=WHY_LENGTH, error_messages={"required": "Say why"})


class VersionForm(NHSForm, forms.Form):
    """A form that names what it showed, so that a service can tell whether somebody else changed it meanwhile."""

    transition: Transition
    data: QueryDict
    expected_version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, wave: Wave | None, initial: dict[str, Any], **options: Any) -> None:
        version = WAVE.version(wave, self.transition) if wave else ""
        super().__init__(data, initial={**initial, "expected_version": version}, **options)

    def go_on_from(self, wave: Wave) -> None:
        """After a refusal, go on from what stands now."""
        self.data = self.data.copy()
        self.data["expected_version"] = WAVE.version(wave, self.transition)


class WaveForm(VersionForm):
    """What is planned of a wave."""

    transition = CHANGE
    title = forms.CharField(
        max_length=200, help_text="Localities see it", error_messages={"required": "Enter a title, such as Wave 1"}
    )
    places = _places()
    opens_on = NHSDateField(label="Opening date")
    opens_time = clock_field("Opening time")
    closes_on = NHSDateField(label="Closing date")
    closes_time = clock_field("Closing time")
    word_limit = _number("Word limit", WORDS, "For each of a locality’s statements, one per criterion")
    tie_break = LongTextField(
        label="How places are given",
        max_length=1000,
        help_text=(
            "When more localities meet the criteria than there are places. Localities read it before they apply, and "
            "the reserve list follows it"
        ),
        error_messages={"required": "Say how places are given when more localities meet the criteria than there are"},
    )
    offers = forms.TypedMultipleChoiceField(
        label="What is on offer to selected localities",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, guide: Guide, wave: Wave | None = None, **options: Any) -> None:
        super().__init__(data, wave=wave, initial=_planned(wave, guide), **options)
        _near(self.fields["opens_on"], self.fields["closes_on"])
        offers = list(guide.offers.all())
        self.fields["offers"].choices = [(one.pk, one.title) for one in offers]  # type: ignore[attr-defined]
        self.looks = {
            "title": Look(width=30),
            "places": Look(width=3),
            "word_limit": Look(width=4),
            "opens_time": Look(width=10),
            "closes_time": Look(width=10),
            "offers": Look(hints={str(one.pk): one.detail for one in offers}),
        }

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        opens, closes = clean_moment(self, "opens"), clean_moment(self, "closes")
        if closes and closes <= timezone.now():
            self.add_error("closes_on", "The wave must close in the future")
        elif opens and closes and closes <= opens:
            self.add_error("closes_on", f"The wave must close after it opens, on {at_time(opens)}")
        return found | {"opens_at": opens, "closes_at": closes}

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PLANNED}


def _planned(wave: Wave | None, guide: Guide) -> dict[str, Any]:
    if wave is None:
        every = [one.pk for one in guide.offers.all()]
        return {
            "word_limit": WORD_LIMIT,
            "opens_time": "9am",
            "closes_time": "5pm",
            "tie_break": TIE_BREAK,
            "offers": every,
        }
    offers = list(wave.offers.values_list("pk", flat=True))
    kept = {"title": wave.title, "places": wave.places, "word_limit": wave.word_limit, "offers": offers}
    kept["tie_break"] = wave.tie_break
    return {**kept, **shown(wave.opens_at, "opens"), **shown(wave.closes_at, "closes")}


class PutOffForm(VersionForm):
    """A later time of closing, with the reason."""

    transition = PUT_OFF
    looks = {"closes_time": Look(width=10)}
    closes_on = NHSDateField(label="Closing date")
    closes_time = clock_field("Closing time")
    why = why_field("Why do localities get more time?")

    def __init__(self, data: Any = None, *, wave: Wave, **options: Any) -> None:
        super().__init__(data, wave=wave, initial=shown(wave.closes_at, "closes"), **options)
        _near(self.fields["closes_on"])
        self.wave = wave

    def clean(self) -> dict[str, Any]:
        found, closes = super().clean() or self.cleaned_data, clean_moment(self, "closes")
        if closes and (why_not := why_not_put_off_to(self.wave, closes)):
            self.add_error("closes_on", why_not)
        return found | {"closes_at": closes}


class PlacesForm(VersionForm):
    """Another number of places, with the reason."""

    transition = CHANGE_PLACES
    looks = {"places": Look(width=3)}
    places = _places()
    why = why_field("Why does the number change?")

    def __init__(self, data: Any = None, *, wave: Wave, **options: Any) -> None:
        super().__init__(data, wave=wave, initial={"places": wave.places}, **options)


class TransitionForm(NHSForm, forms.Form):
    """Going on to the next transition asks for nothing but to be meant."""


class ReopenForm(NHSForm, forms.Form):
    """What has to change in what is decided."""

    why = why_field("What has to change, and why?")


class EndForm(NHSForm, forms.Form):
    """Why a wave ends without selecting anybody."""

    why = why_field("Why does the wave end?")


class AttendanceForm(VersionForm):
    """When the panel met and who was there: a question for each member."""

    transition = SAVE_ATTENDANCE
    met_on = NHSDateField(label="Date of the panel’s meeting")
    also_present = LongTextField(
        label="Who else was there?",
        required=False,
        max_length=1000,
        help_text="For example, who took the notes. Leave it empty if nobody was",
    )

    def __init__(self, data: Any = None, *, wave: Wave, members: Iterable[PanelMember], **options: Any) -> None:
        kept = {"met_on": wave.met_on, "also_present": wave.also_present}
        super().__init__(data, wave=wave, initial=kept, **options)
        self.wave, self.members = wave, {f"member_{one.pk}": one for one in members}
        for name, member in self.members.items():
            self.fields[name] = forms.TypedChoiceField(
                label=f"Was {member} there?",
                choices=[("yes", "Yes"), ("no", "No")],
                coerce=lambda answer: answer == "yes",
                initial={True: "yes", False: "no"}.get(member.attended),  # type: ignore[arg-type]
                widget=forms.RadioSelect,
                error_messages={"required": f"Say whether {member} was there"},
            )
        self.looks = dict.fromkeys(self.members, Look(inline=True))
        self.order_fields(["expected_version", "met_on", *self.members, "also_present"])

    def clean_met_on(self) -> Any:
        day = self.cleaned_data["met_on"]
        if day and (why_not := why_not_met_on(self.wave, day)):
            raise forms.ValidationError(why_not)
        return day

    def clean(self) -> dict[str, Any]:
        """Somebody was there."""
        found = super().clean() or self.cleaned_data
        answers = [found.get(name) for name in self.members]
        if answers and not any(answers) and None not in answers:
            self.add_error(next(iter(self.members)), NOBODY_MET)
        return found

    @property
    def values(self) -> dict[str, Any]:
        kept = {name: self.cleaned_data[name] for name in ("met_on", "also_present")}
        return kept | {"attended": {one.pk: self.cleaned_data[name] for name, one in self.members.items()}}
